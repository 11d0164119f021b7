"""What the page tells of a whole story: independent lines, movements, wordings, events in clauses, days worked out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import ReadText

from consilience.model import Account, Lineage, Reading
from consilience.pipeline import build_readings

AGENCY = """Quake destroys mountain village

A strong earthquake destroyed the village of Ostrava Hill before dawn on Tuesday and killed 31 people, the civil defence office said.

Most of the houses were built of mud bricks and fell within seconds, the office said in a statement read on the radio.

Two helicopters flew the wounded to the hospital in Nairobi, where doctors had cleared a whole ward for them by noon.

The road to the valley was cut by three landslides, and the army sent engineers with diggers from both of its ends.

The mayor, Anna Keil, asked for tents and blankets because the nights are cold at this height in the month of March."""
OWN = """Survivors dig with bare hands after quake

A strong earthquake destroyed Ostrava Hill on Tuesday. Our reporter counted 29 graves on Wednesday morning behind the school.

Joseph Mbeki pulled his two sons from the ruins of the bakery, he told our reporter, and then went on digging for his neighbours."""


def one_account(*readings: Reading) -> Account:
    built = build_readings(readings)
    assert len(built.accounts) == 1, [a.story.title for a in built.accounts]
    return built.accounts[0]


def relayed(read_text: ReadText, outlet: str, file: str, drop: int) -> Reading:
    """The agency's report with a paragraph less, under another name."""
    paragraphs = AGENCY.split("\n\n")
    kept = [p for n, p in enumerate(paragraphs) if n != drop]
    text = "\n\n".join([*kept, f"The {outlet} will go on telling of it."])
    return read_text(text, file=file, outlet=outlet, published="2024-03-13")


@pytest.fixture(scope="module")
def quake(read_text: ReadText) -> Account:
    return one_account(
        read_text(AGENCY, file="a.txt", outlet="Upland News Agency", published="2024-03-12"),
        relayed(read_text, "Hill Post", "b.txt", 3),
        relayed(read_text, "Valley Mail", "c.txt", 4),
        read_text(OWN, file="d.txt", outlet="The Ridge", published="2024-03-13"),
    )


def outlets(account: Account, lineage: Lineage) -> list[str]:
    names = {r.report.id: r.report.outlet or "" for r in account.story.readings}
    return [names[report] for report in lineage.reports]


def test_reports_that_copy_an_agency_rest_on_it(quake: Account) -> None:
    found = {line.origin: outlets(quake, line) for line in quake.lineages}
    assert found == {
        "Upland News Agency": ["Upland News Agency", "Hill Post", "Valley Mail"],
        "The Ridge": ["The Ridge"],
    }


def test_a_lineage_says_how_much_is_taken(quake: Account) -> None:
    shares = dict(zip(outlets(quake, quake.lineages[0]), quake.lineages[0].taken, strict=True))
    assert shares["Upland News Agency"][0] == 0
    taken, told = shares["Hill Post"]
    assert told / 2 <= taken <= told


def test_outlets_that_copy_each_other_are_one_line_whatever_the_order(read_text: ReadText) -> None:
    readings = [relayed(read_text, name, f"{name}.txt", 9) for name in ("A Post", "B Post", "C Post")]
    account = one_account(*readings)
    assert [len(line.reports) for line in account.lineages] == [3]
    assert one_account(*reversed(readings)).lineages == account.lineages


def test_two_reports_of_one_outlet_are_one_origin(read_text: ReadText) -> None:
    first = read_text(OWN, file="a.txt", outlet="The Ridge", published="2024-03-13")
    second = read_text(OWN.replace("29 graves", "30 graves").replace("bakery", "mill"), file="b.txt",
                       outlet="The Ridge", published="2024-03-14")  # fmt: skip
    assert [line.origin for line in one_account(first, second).lineages] == ["The Ridge"]


def test_what_moved_has_its_stops_in_the_order_of_the_days(read_text: ReadText) -> None:
    account = one_account(
        read_text(
            "Aid convoy on its way\n\nThe aid convoy left Nairobi on Monday with 40 trucks of maize. "
            "The convoy reached Mombasa on Thursday, drivers said. Next week it sails for Zanzibar.",
            file="a.txt", outlet="A", published="2024-03-15",
        )
    )  # fmt: skip
    names = {place.id: place.name for place in account.places}
    assert [(m.what, [(names[s.place], s.date) for s in m.stops]) for m in account.movements] == [
        ("convoy", [("Nairobi", "2024-03-11"), ("Mombasa", "2024-03-14")])
    ]
    texts = {r.report.id: r.report.text for r in account.story.readings}
    for stop in account.movements[0].stops:
        assert "convoy" in texts[stop.evidence.report][stop.evidence.start : stop.evidence.end]


def test_whither_something_is_bound_is_no_stop(read_text: ReadText) -> None:
    account = one_account(
        read_text("The convoy left Nairobi on Monday. On Tuesday the convoy was halted on its way toward Mombasa.",
                  outlet="A", published="2024-03-15")
    )  # fmt: skip
    assert account.movements == ()


def test_the_words_of_each_report_for_one_kind_of_people_are_counted(read_text: ReadText) -> None:
    account = one_account(
        read_text("The army said that 40 militants attacked the post at Garissa on Monday. The militants fled at dawn.",
                  file="a.txt", outlet="A", published="2024-03-12"),
        read_text("The army said that 40 terrorists attacked the post at Garissa on Monday. Terrorists fled; one terrorist "
                  "was caught. Star Terrorists FC, a football club, was not concerned.",
                  file="b.txt", outlet="B", published="2024-03-12"),
    )  # fmt: skip
    kind = next(n for n in account.namings if n.kind == "kind")
    assert [(label, len(evidence)) for label, evidence in kind.labels] == [
        ("terrorists", 3),
        ("militants", 2),
    ]
    texts = {r.report.id: r.report.text for r in account.story.readings}
    for label, evidence in kind.labels:
        for e in evidence:
            assert texts[e.report][e.start : e.end].casefold().rstrip("s") == label.rstrip("s")


def test_one_happening_under_several_nouns_is_compared(read_text: ReadText) -> None:
    deal = "The two sides signed a deal in Nairobi on Monday. {} frees 40 prisoners, and {} was welcomed by the mayor."
    account = one_account(
        read_text(deal.format("The deal", "the deal"), file="a.txt", outlet="A", published="2024-03-12"),
        read_text(deal.format("The agreement", "the pact"), file="b.txt", outlet="B", published="2024-03-12"),
    )
    labels = [{label for label, _ in naming.labels} for naming in account.namings if naming.kind == "event"]
    assert any({"deal", "agreement"} <= found for found in labels)


def test_an_event_is_told_in_a_clause_with_who_did_what_or_its_sentence(read_text: ReadText) -> None:
    text = "Police arrested nine smugglers in Mombasa on Monday. After the raid, a search of the harbour went on for hours."
    account = one_account(read_text(text, outlet="A", published="2024-03-12"))
    told = {event.what for event in account.events}
    assert "Police arrested nine smugglers in Mombasa on Monday" in told
    assert all(event.told is not None for event in account.events)
    for event in account.events:
        assert event.told is not None
        assert " ".join(text[event.told.start : event.told.end].split()) == event.what


def test_the_day_of_a_report_follows_from_what_others_date(read_text: ReadText) -> None:
    dated = read_text("The ferry Chilembwe capsized off Nkhata Bay on Tuesday, the police said.", file="a.txt",
                      outlet="A", published="2024-03-13")  # fmt: skip
    undated = read_text(
        "Divers searched the wreck. The ferry Chilembwe capsized off Nkhata Bay on Tuesday, two days ago, the police said.",
        file="b.txt", outlet="B",
    )  # fmt: skip
    account = one_account(dated, undated)
    assert [(d.report, d.date) for d in account.dates] == [(undated.report.id, "2024-03-14")]
    assert "two days ago" in account.dates[0].reason
    capsized = next(event for event in account.events if "capsized" in event.what)
    assert capsized.date == "2024-03-12"


def test_an_event_of_years_ago_is_not_what_the_story_is_about(read_text: ReadText) -> None:
    account = one_account(
        read_text("Workers began a strike at the mill on Monday. The strike has halted all work. "
                  "In 2007, a strike halted the mill for two weeks. The strike is about pay.",
                  outlet="A", published="2024-03-12")
    )  # fmt: skip
    dates = {event.date for event in account.events}
    assert "2007-01-01/2007-12-31" in dates
    assert not any(date and date.startswith("2024") and "2007" in date for date in dates)


def test_what_happened_lies_no_later_than_the_report(read_text: ReadText) -> None:
    account = one_account(
        read_text("Floods killed nine people in Mombasa this week.", outlet="A", published="2024-03-13")
    )
    assert {event.date for event in account.events if event.date} == {"2024-03-11/2024-03-13"}


def test_the_dead_do_not_become_half_as_many(read_text: ReadText) -> None:
    first = read_text("Twenty people were killed when a bus fell into the Tana river near Garissa on Monday.", file="a.txt",
                      outlet="A", published="2024-03-12")  # fmt: skip
    later = read_text("Two people were killed when a bus fell into the Tana river near Garissa on Monday.", file="b.txt",
                      outlet="B", published="2024-03-14")  # fmt: skip
    account = one_account(first, later)
    assert "changed" not in {figure.status for figure in account.figures}
    grown = one_account(later, replace(first, report=replace(first.report, published="2024-03-15")))
    assert {figure.status for figure in grown.figures} & {"changed", "conflicting", "single"}


def test_confirmed_dead_are_no_missing(read_text: ReadText) -> None:
    account = one_account(
        read_text("Fourteen people are confirmed dead after the ferry sank off Mombasa. Nine are missing.", file="a.txt",
                  outlet="A", published="2024-03-12"),
        read_text("The ferry sank off Mombasa, and 14 people are missing, the police said.", file="b.txt",
                  outlet="B", published="2024-03-12"),
    )  # fmt: skip
    for figure in account.figures:
        said = {e.report for value in figure.values for e in value.evidence if value.value == 14}
        assert len(said) < 2


def test_a_ship_is_one_name(read_text: ReadText) -> None:
    reading = read_text(
        "The ferry MV Chambo Star left the port. The MV Chambo Star sank, and USS Cole sent divers."
    )
    assert {entity.name for entity in reading.entities} >= {"MV Chambo Star", "USS Cole"}
