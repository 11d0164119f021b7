"""Several reports to one account, by way of the library's own path."""

from __future__ import annotations

from itertools import permutations

import pytest
from conftest import ReadText

from consilience.model import Account, Figure, Reading
from consilience.pipeline import build_readings
from consilience.presenting.contract import build_object, to_json

AGENCY = """Ferry sinks off Mkondowe, nine dead

Lake News Agency, 2024-03-12

NKHATA BAY, Malawi - A ferry with 84 people on board sank off Mkondowe on Monday and nine bodies were found, the police said. Rescuers were looking for 14 missing passengers.

"The boat carried far more people than its licence allowed it to carry," said Ruth Zimbiri, the transport minister.

The Lake Safety Board (LSB) said 61 passengers had been rescued by fishermen who had seen the lights go out in the middle of the night.
"""
DAILY = """Eight bodies found after ferry sinks off Mkondowe

The Shore Daily, 2024-03-12

Eight bodies were found near Mkondowe after a ferry sank on Monday night, a port officer told Lake News Agency. Some 14 passengers were missing on Tuesday.

"The boat carried far more people than its licence allowed it to carry," said Moses Kalindo, a port officer.

The LSB said 61 passengers had been rescued by fishermen who had seen the lights go out in the middle of the night.

Advertisement - story continues below
"""
HERALD = """Divers find more victims of Mkondowe ferry

Southern Herald, 2024-03-15

Divers found the wreck of the ferry off Mkondowe on Thursday. Five passengers were still missing on Friday, the Lake Safety Board said.

Transport minister Ruth Zimbiri ordered an inquiry into why the ferry carried 84 people when it sank on Monday.
"""


@pytest.fixture(scope="module")
def readings(read_text: ReadText) -> list[Reading]:
    heads = [
        ("Lake News Agency", "2024-03-12"),
        ("The Shore Daily", "2024-03-12"),
        ("Southern Herald", "2024-03-15"),
    ]
    return [
        read_text(text, file=f"{n}.txt", title=text.split("\n")[0], outlet=outlet, published=day)
        for n, (text, (outlet, day)) in enumerate(zip((AGENCY, DAILY, HERALD), heads, strict=True))
    ]


@pytest.fixture(scope="module")
def account(readings: list[Reading]) -> Account:
    built = build_readings(readings)
    assert len(built.accounts) == 1, "three reports of one ferry are one story"
    return built.accounts[0]


def figure(account: Account, value: float) -> Figure:
    return next(f for f in account.figures if any(v.value == value for v in f.values))


def test_a_number_that_all_give_is_agreed(account: Account) -> None:
    assert figure(account, 84).status == "agreed"
    assert figure(account, 61).status == "agreed"


def test_nine_against_eight_bodies_is_a_conflict_and_never_averaged(account: Account) -> None:
    bodies = figure(account, 9)
    assert bodies.status == "conflicting"
    assert {v.value for v in bodies.values} == {8, 9}
    assert any(
        c.kind == "figure" and {s.says.lower() for s in c.sides} == {"eight", "nine"}
        for c in account.contradictions
    )


def test_a_later_count_of_the_missing_is_a_change(account: Account) -> None:
    later = figure(account, 5)
    assert later.status == "changed"
    assert later.follows == figure(account, 14).id


def test_one_quote_given_to_two_speakers_is_one_entry_in_conflict(account: Account) -> None:
    quotes = [q for q in account.quotes if "licence allowed" in q.text]
    assert len(quotes) == 1
    assert quotes[0].status == "conflicting"
    assert set(quotes[0].speakers) == {"Ruth Zimbiri", "Moses Kalindo"}


def test_the_passage_that_two_share_is_found_to_the_word(account: Account) -> None:
    texts = {r.report.id: r.report.text for r in account.story.readings}
    shared = [[texts[e.report][e.start : e.end] for e in c.spans] for c in account.copies]
    assert any(all("61 passengers had been rescued by fishermen" in s for s in spans) for spans in shared)


def test_a_relay_names_whom_the_report_has_it_from(account: Account) -> None:
    texts = {r.report.id: r.report.text for r in account.story.readings}
    relays = [(texts[r.report][r.start : r.end], r.of) for r in account.relays]
    assert ("told Lake News Agency", "Lake News Agency") in relays


def test_every_report_has_a_receipt_for_every_sentence(account: Account) -> None:
    for reading, receipt in zip(account.story.readings, account.receipts, strict=True):
        parts = (*receipt.used, *receipt.no_claim, *receipt.boilerplate, *receipt.not_read)
        assert sorted(parts) == sorted(reading.sentences)
        assert receipt.used


def test_the_order_of_the_reports_does_not_change_the_account(readings: list[Reading]) -> None:
    accounts = {to_json([build_object(build_readings(order))["stories"]]) for order in permutations(readings)}  # type: ignore[list-item]
    assert len(accounts) == 1


def test_an_exact_copy_adds_no_independent_origin(read_text: ReadText) -> None:
    text = "Fire destroys market\n\nA fire destroyed 40 stalls in the old market of Zomba during the night of Sunday to Monday and nobody was hurt."
    one = read_text(text, file="a.txt", outlet="The Zomba Post", published="2024-05-06")
    other = read_text(text + " ", file="b.txt", outlet="Market Weekly", published="2024-05-07")
    stalls = figure(build_readings([one, other]).accounts[0], 40)
    assert stalls.standing.reports == 2
    assert stalls.standing.origins == ("The Zomba Post",)


@pytest.mark.parametrize("outlet", ["AP", "The Associated Press"])
def test_an_agency_under_two_names_is_one_origin(read_text: ReadText, outlet: str) -> None:
    """Its own report names it by its letters or in full, and the one that relays it as it likes."""
    own = read_text(
        "Barge hits bridge\n\nA barge hit the old bridge of Chinsali on Monday and 17 cars fell into the river.",
        file="a.txt", outlet=outlet, published="2024-05-06",
    )  # fmt: skip
    later = read_text(
        "Bridge falls\n\nThe old bridge of Chinsali fell after a barge hit it, and 17 cars fell into the river on Monday, the Associated Press reported.",
        file="b.txt", outlet="Chinsali Mirror", published="2024-05-06",
    )  # fmt: skip
    account = build_readings([own, later]).accounts[0]
    assert [relay.of for relay in account.relays] == [outlet]
    assert figure(account, 17).standing.origins == (outlet,)
    assert [line.origin for line in account.lineages] == [outlet]


def test_reports_of_other_events_are_other_stories(readings: list[Reading], read_text: ReadText) -> None:
    other = read_text(
        "Parliament passes budget\n\nParliament in Lusaka passed a budget of $9 billion on Tuesday after a long debate on taxes and roads.",
        file="z.txt", outlet="Lusaka Star", published="2024-03-12",
    )  # fmt: skip
    sizes = sorted(len(a.story.readings) for a in build_readings([*readings, other]).accounts)
    assert sizes == [1, 3]


def test_a_missing_date_is_inferred_and_said_to_be(read_text: ReadText) -> None:
    reading = read_text(
        "Convoy halted\n\nThe convoy left the border on August 28, 2017 and was halted a day later by air strikes."
    )
    account = build_readings([reading]).accounts[0]
    assert account.dates
    assert account.dates[0].date.startswith("2017-08-28")
    assert "August 28, 2017" in account.dates[0].reason
