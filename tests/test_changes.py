"""What changed between two accounts, in sentences: stories told step by step through the engine and in the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import permutations

import pytest
from accounts import fire_account
from conftest import ReadText
from reports_arriving import dump

from consilience.changes import changes_between
from consilience.model import Account, Change, Evidence, Reading
from consilience.reconciling import reconcile
from consilience.record import (
    Entry,
    Record,
    Stages,
    account_of,
    entries_after,
    rebuild,
    receive,
    verify,
    work,
)
from consilience.stories import story_of

FERRY = {
    "AP": "Nine people were killed when a ferry sank on Lake Sule on Monday. Fishermen rescued the captain, Orla Tveit.",
    "Reuters": "A ferry sank on Lake Sule on Monday, and nine people were killed. The ferry was on its way to Maresk.",
    "AFP": "The ferry that sank on Lake Sule on Monday killed eight people.",
    "BBC": "The sinking of a ferry on Lake Sule has killed fourteen people. Divers were still searching on Wednesday.",
    "DPA": "At least eight people were killed in Monday's sinking of a ferry on Lake Sule.",
}
DAYS = {"BBC": "2026-05-06"}

Told = Callable[..., Account]


@pytest.fixture
def ferry(read_text: ReadText) -> Callable[[str], Reading]:
    return lambda outlet: read_text(
        FERRY[outlet],
        outlet=outlet,
        published=DAYS.get(outlet, "2026-05-04"),
        title=f"The ferry, by {outlet}",
    )


def told(*readings: Reading) -> Account:
    return reconcile(story_of(readings))


def said(
    before: Account | None, after: Account, of: Mapping[str, str] | None = None
) -> list[tuple[str, str]]:
    return [(change.kind, change.says) for change in changes_between(before, after, of)]


def words(change: Change, *accounts: Account) -> list[str]:
    texts = {r.report.id: r.report.text for account in accounts for r in account.story.readings}
    return [texts[e.report][e.start : e.end] for e in change.evidence]


def test_a_story_that_is_new_gives_one_change(ferry: Callable[[str], Reading]) -> None:
    account = told(ferry("AP"))
    (change,) = changes_between(None, account)
    assert change.says == "A new story, told by AP: “The ferry, by AP”, with 2 events and 1 figure."
    assert (change.kind, change.item) == ("report", account.story.readings[0].report.id)
    assert words(change, account) == ["Nine people were killed when a ferry sank on Lake Sule on Monday."]
    assert change.names == ("Lake Sule", "Orla Tveit")


def test_a_further_independent_origin_confirms(ferry: Callable[[str], Reading]) -> None:
    before, after = told(ferry("AP")), told(ferry("AP"), ferry("Reuters"))
    changes = changes_between(before, after)
    assert [(c.kind, c.says) for c in changes] == [
        ("confirmation", "A second independent origin, Reuters, now confirms the count of people killed: nine."),
        ("confirmation", "A second independent origin, Reuters, now confirms this: A ferry sank on Lake Sule on Monday."),
        ("report", "Reuters now reports it, too: “The ferry, by Reuters”. It adds 1 event."),
    ]  # fmt: skip
    assert [c.item for c in changes[:2]] == [after.figures[0].id, after.events[0].id]
    assert words(changes[0], after) == ["nine", "Nine"]
    assert changes[2].names == ("Lake Sule", "Maresk")


def test_a_third_origin_confirms_and_a_fourth_is_no_news(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    two = told(ferry("AP"), ferry("Reuters"))
    third = read_text(
        "Monday's sinking of a ferry on Lake Sule killed nine people.", outlet="EFE", published="2026-05-04"
    )
    fourth = read_text(
        "Nine people were killed in the sinking of a ferry.", outlet="ANSA", published="2026-05-04"
    )
    three = told(ferry("AP"), ferry("Reuters"), third)
    assert said(two, three)[0] == (
        "confirmation", "A third independent origin, EFE, now confirms the count of people killed: nine."
    )  # fmt: skip
    later = said(three, told(ferry("AP"), ferry("Reuters"), third, fourth))
    assert [kind for kind, says in later if "count of people" in says] == []


def test_two_origins_at_once_are_one_confirmation(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    third = read_text(
        "Monday's sinking of a ferry on Lake Sule killed nine people.", outlet="EFE", published="2026-05-04"
    )
    found = said(told(ferry("AP")), told(ferry("AP"), ferry("Reuters"), third))
    assert found[0][1] == (
        "2 further independent origins, EFE and Reuters, now confirm the count of people killed: nine."
    )  # fmt: skip


def test_a_number_within_a_bound_confirms_with_both_values(ferry: Callable[[str], Reading]) -> None:
    assert said(told(ferry("AP")), told(ferry("AP"), ferry("DPA")))[0] == (
        "confirmation",
        "A second independent origin, DPA, now confirms the count of people killed: at least eight (DPA), nine (AP).",
    )


def test_a_figure_comes_into_conflict_and_the_conflict_grows(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    one, two = told(ferry("AP")), told(ferry("AP"), ferry("AFP"))
    conflict = changes_between(one, two)[0]
    assert (conflict.kind, conflict.item) == ("conflict", two.figures[0].id)
    assert conflict.says == "The count of people killed is now in conflict: eight (AFP), nine (AP)."
    assert words(conflict, two) == ["eight", "Nine"]
    seven = read_text(
        "Monday's sinking of a ferry on Lake Sule killed seven people.", outlet="EFE", published="2026-05-04"
    )
    assert said(two, told(ferry("AP"), ferry("AFP"), seven))[0] == (
        "conflict",
        "A further value stands in the conflict over the count of people killed: seven (EFE), eight (AFP), nine (AP).",
    )
    assert said(two, told(ferry("AP"), ferry("AFP"), ferry("Reuters")))[0] == (
        "confirmation",
        "A second independent origin, Reuters, now confirms nine as the count of people killed, which stays in conflict: "
        "eight (AFP), nine (AP and Reuters).",
    )


def test_a_new_story_with_a_conflict_says_so(ferry: Callable[[str], Reading]) -> None:
    assert [kind for kind, _ in said(None, told(ferry("AP"), ferry("AFP")))] == ["conflict", "report"]


def test_a_later_state_of_a_figure(ferry: Callable[[str], Reading]) -> None:
    before, after = told(ferry("AP"), ferry("Reuters")), told(ferry("AP"), ferry("Reuters"), ferry("BBC"))
    change = changes_between(before, after)[0]
    assert (change.kind, change.says) == (
        "figure", "The count of people killed rose from nine to fourteen, says BBC."
    )  # fmt: skip
    assert sorted(words(change, after)) == ["Nine", "fourteen", "nine"]
    assert change.item == next(figure.id for figure in after.figures if figure.follows)


def test_a_report_is_corrected_and_a_conflict_is_settled(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    old = ferry("AFP")
    new = read_text(FERRY["AFP"].replace("eight", "nine"), outlet="AFP", published="2026-05-04")
    before, after = told(ferry("AP"), old), told(ferry("AP"), new)
    of = {old.report.id: "afp", new.report.id: "afp"}
    assert said(before, after, of)[:2] == [
        ("correction", "AFP corrected the count of people killed from eight to nine."),
        ("settled", "The count of people killed is no longer in conflict: nine (AFP and AP)."),
    ]
    assert words(changes_between(before, after, of)[0], before, after) == ["nine", "eight"]
    assert not any(kind == "correction" for kind, _ in said(before, after))


def test_other_sentences_of_a_corrected_report(read_text: ReadText) -> None:
    old = read_text("A ferry sank on Lake Sule on Monday. It was blue.", outlet="AFP", published="2026-05-04")
    new = read_text(
        "A ferry sank on Lake Sule on Monday. It was green.", outlet="AFP", published="2026-05-04"
    )
    of = {old.report.id: "afp", new.report.id: "afp"}
    (change, *rest) = [c for c in changes_between(told(old), told(new), of) if c.kind == "correction"]
    assert (change.says, rest) == ("AFP has put out its report anew: 1 sentence is not as before.", [])
    assert words(change, told(new)) == ["It was green."]


def test_a_corrected_report_no_longer_gives_a_figure(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    old = ferry("AFP")
    new = read_text(
        "The ferry that sank on Lake Sule on Monday was blue.", outlet="AFP", published="2026-05-04"
    )
    of = {old.report.id: "afp", new.report.id: "afp"}
    gone = "AFP no longer gives the count of people killed, which it gave as eight."
    assert ("correction", gone) in said(told(ferry("AP"), old), told(ferry("AP"), new), of)
    (change,) = [c for c in changes_between(told(old), told(new), of) if c.says == gone]
    assert (change.item, words(change, told(old))) == (None, ["eight"])


def test_a_corrected_report_brings_a_further_value(
    ferry: Callable[[str], Reading], read_text: ReadText
) -> None:
    old = read_text("A ferry sank on Lake Sule on Monday.", outlet="EFE", published="2026-05-04")
    new = read_text(
        "Monday's sinking of a ferry on Lake Sule killed seven people.", outlet="EFE", published="2026-05-04"
    )
    of = {old.report.id: "efe", new.report.id: "efe"}
    before = told(ferry("AP"), ferry("AFP"), old)
    assert said(before, told(ferry("AP"), ferry("AFP"), new), of)[0] == (
        "conflict",
        "A further value stands in the conflict over the count of people killed: seven (EFE), eight (AFP), nine (AP).",
    )


def test_a_copy_is_said_to_add_nothing(ferry: Callable[[str], Reading], read_text: ReadText) -> None:
    copy = read_text(FERRY["AP"] + "\n", outlet="The Daily", published="2026-05-05", title="Ferry sinks")
    assert said(told(ferry("AP")), told(ferry("AP"), copy)) == [
        ("report", "The Daily now reports it, too: “Ferry sinks”. It adds nothing of its own: all that it tells is from AP.")
    ]  # fmt: skip


def test_many_reports_at_once_are_summed_up(ferry: Callable[[str], Reading]) -> None:
    found = said(told(ferry("AP")), told(*(ferry(outlet) for outlet in FERRY)))
    assert [says for kind, says in found if kind == "report"] == [
        "4 further reports now stand in this story, of AFP, DPA, Reuters and BBC. They add 1 event."
    ]  # fmt: skip


def test_a_date_in_conflict_and_settled(read_text: ReadText) -> None:
    monday = read_text("The ferry Aurora sank on Lake Sule on Monday.", outlet="AP", published="2026-05-05")
    sunday = read_text("The ferry Aurora sank on Lake Sule on Sunday.", outlet="AFP", published="2026-05-05")
    before, after = told(monday), told(monday, sunday)
    change = next(c for c in changes_between(before, after) if c.kind == "conflict")
    assert change.says == (
        "The date of “The ferry Aurora sank on Lake Sule on Sunday” is now in conflict: 2026-05-03 (AFP), 2026-05-04 (AP)."
    )
    assert change.item == after.contradictions[0].id
    back = {c.kind: c for c in changes_between(after, before)}
    assert back["settled"].says.endswith("is no longer in conflict.")
    assert back["settled"].item is None
    assert back["report"].says == "The report of AFP no longer stands in this story."


def test_a_place_in_conflict(read_text: ReadText) -> None:
    one = read_text(
        "A bomb exploded in Lyon on Monday, killing four people.", outlet="AP", published="2026-05-05"
    )
    other = read_text(
        "A bomb exploded in Paris on Monday and killed four people.", outlet="AFP", published="2026-05-05"
    )
    change = changes_between(told(one), told(one, other))[0]
    assert (change.kind, change.names) == ("conflict", ("Lyon", "Paris"))
    assert change.says.startswith("The place of “A bomb exploded in ")
    assert "Lyon (AP)" in change.says
    assert "Paris (AFP)" in change.says


def test_several_contradictions_over_one_matter_are_one_change(read_text: ReadText) -> None:
    def report(outlet: str, day: str) -> Reading:
        text = f"The ferry Aurora sank on Lake Sule on {day}."
        return read_text(text, outlet=outlet, published="2026-05-05")

    one, *others = (report(*told) for told in (("AP", "Monday"), ("AFP", "Sunday"), ("EFE", "Saturday")))
    after = told(one, *others)
    assert len(after.contradictions) > 1
    (conflict,) = [says for kind, says in said(told(one), after) if kind == "conflict"]
    assert all(day in conflict for day in ("2026-05-02 (EFE)", "2026-05-03 (AFP)", "2026-05-04 (AP)"))
    two = told(one, others[0])
    assert said(two, after)[0][1].startswith(
        "A further side stands in the conflict over the date of “The ferry Aurora"
    )
    assert [kind for kind, _ in said(after, two)] == ["report"]
    assert [kind for kind, _ in said(after, told(one))] == ["settled", "report", "report"]


def test_the_speaker_and_the_wording_of_a_quotation_in_conflict(read_text: ReadText) -> None:
    def report(outlet: str, last: str, who: str) -> Reading:
        text = f'The ferry sank. "We heard a loud bang and then the {last} came in," {who} said.'
        return read_text(text, outlet=outlet, published="2026-05-04")

    one = report("AP", "water", "captain Orla Tveit")
    after = told(one, report("Reuters", "water", "mayor Jon Moe"))
    change = changes_between(told(one), after)[0]
    assert (change.kind, change.item) == ("conflict", after.quotes[0].id)
    assert change.says == (
        "The speaker of “We heard a loud bang and then the water came in” is now in conflict: "
        "Orla Tveit (AP), Jon Moe (Reuters)."
    )
    assert change.names == ("Jon Moe", "Orla Tveit")
    assert said(told(one), told(one, report("Reuters", "fire", "captain Orla Tveit")))[0][1] == (
        "The wording of a quotation of Orla Tveit is now in conflict: "
        "“We heard a loud bang and then the water came in” (AP), “We heard a loud bang and then the fire came in” (Reuters)."
    )


def test_what_one_says_happened_and_another_denies(read_text: ReadText) -> None:
    yes = read_text("Rebels attacked the harbour of Maresk on Monday.", outlet="AP", published="2026-05-05")
    no = read_text(
        "Rebels did not attack the harbour of Maresk on Monday.", outlet="AFP", published="2026-05-05"
    )
    assert said(told(yes), told(yes, no))[0][1] == (
        "The reports on “attack” are now in conflict: “Rebels did not attack the harbour of Maresk on Monday” (AFP), "
        "“Rebels attacked the harbour of Maresk on Monday” (AP)."
    )


def test_nothing_changed(ferry: Callable[[str], Reading]) -> None:
    readings = [ferry(outlet) for outlet in FERRY]
    account = told(*readings)
    assert changes_between(account, account) == ()
    ids = {figure.id: f"f{number}" for number, figure in enumerate(account.figures)}
    otherwise = replace(
        account,
        figures=tuple(
            replace(f, id=ids[f.id], follows=ids.get(f.follows or "")) for f in reversed(account.figures)
        ),
        events=tuple(replace(e, id=f"e{n}") for n, e in enumerate(reversed(account.events))),
        contradictions=tuple(replace(c, id=f"x{n}") for n, c in enumerate(reversed(account.contradictions))),
        story=replace(account.story, readings=account.story.readings[::-1]),
    )
    assert changes_between(account, otherwise) == ()


def test_an_account_with_one_of_everything() -> None:
    account = fire_account()
    assert changes_between(account, account) == ()
    assert [c.kind for c in changes_between(None, account)] == ["conflict", "conflict", "report"]
    for change in changes_between(None, account):
        assert all(words(change, account))


def test_the_order_in_which_the_reports_are_given_decides_nothing(ferry: Callable[[str], Reading]) -> None:
    old, new = [ferry("AP"), ferry("AFP")], [ferry("Reuters"), ferry("BBC")]
    found = {
        tuple(said(told(*first), told(*first, *second)))
        for first in permutations(old)
        for second in permutations(new)
    }
    assert len(found) == 1


def page(outlet: str, text: str, day: str = "2026-05-04") -> bytes:
    """A report as its outlet's site would send it."""
    head = f'<meta property="og:site_name" content="{outlet}"><meta property="article:published_time" content="{day}">'
    told = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return f"<html><head>{head}</head><body><article><h1>The ferry on Lake Sule</h1>{told}</article></body></html>".encode()


def arrive(record: Record, stages: Stages, outlet: str, text: str) -> list[Entry]:
    """The entries that the arrival of a report made."""
    last = (entries_after(record, 0, 1000) or [None])[-1]
    address = f"https://{outlet.lower()}.example/ferry"
    receive(record, page(outlet, text), name="ferry.html", url=address, media_type="text/html")
    work(record, stages)
    return entries_after(record, last.number if last else 0, 1000)


def changed(entries: list[Entry]) -> list[str]:
    return [entry.about["says"] for entry in entries if entry.kind == "changed"]


def account_in(record: Record, entries: list[Entry]) -> Account:
    account = account_of(record, next(e.about["story"] for e in entries if e.kind == "told"))
    assert isinstance(account, Account)
    return account


TVEIT = 'The captain, Orla Tveit, said on Monday: "We heard a loud bang and then the water came in."'


def test_changes_are_logged_with_the_account_that_they_are_of(record: Record, stages: Stages) -> None:
    first = arrive(record, stages, "Courier", FERRY["AP"])
    assert [entry.kind for entry in first] == ["received", "read", "started", "told", "changed"]
    second = arrive(record, stages, "Herald", FERRY["AFP"])
    assert [entry.kind for entry in second][:4] == ["received", "read", "joined", "told"]
    told_of, conflict = second[3], second[4]
    account = account_in(record, second)
    assert conflict.who == "program"
    assert {"story", "account", "kind", "item", "says", "evidence", "names"} == set(conflict.about)
    assert conflict.about["account"] == told_of.about["sha256"]
    assert conflict.about["item"] == account.figures[0].id
    assert (
        conflict.about["says"]
        == "The count of people killed is now in conflict: eight (Herald), nine (Courier)."
    )
    assert [e["origin"] for e in conflict.about["evidence"]] == ["Herald", "Courier"]
    before = dump(record, ["log", "stories", "accounts"])
    assert arrive(record, stages, "Herald", FERRY["AFP"])[2:] == []
    rebuild(record, stages)
    assert dump(record, ["stories", "accounts"]) == {t: before[t] for t in ("stories", "accounts")}
    assert len(dump(record, ["log"])["log"]) == len(before["log"]) + 2  # the receipt that came again
    assert verify(record).problems == ()


def test_a_correction_is_logged_and_the_lines_keep_their_names(record: Record, stages: Stages) -> None:
    text = f"{FERRY['AP']}\n{TVEIT}"
    arrive(record, stages, "Herald", FERRY["Reuters"])
    before = account_in(record, arrive(record, stages, "Courier", text))
    corrected = text.replace("Nine", "Fourteen").replace("water", "fire")
    entries = arrive(record, stages, "Courier", f"The ministry gave no name.\n{corrected}")
    after = account_in(record, entries)
    assert {line.id for line in before.quotes} == {line.id for line in after.quotes}
    assert {line.id for line in before.figures} == {line.id for line in after.figures}
    assert {line.id for line in before.events} <= {line.id for line in after.events}
    says = changed(entries)
    assert "Courier corrected the count of people killed from nine to fourteen." in says
    assert (
        "Courier corrected a quotation of Orla Tveit from “We heard a loud bang and then the water came in” to "
        "“We heard a loud bang and then the fire came in”." in says
    )
    assert "Courier has put out its report anew: 1 sentence is not as before." in says
    assert changed(arrive(record, stages, "Courier", text))[0].startswith("Courier corrected")
    assert account_in(record, entries).figures[0].id == before.figures[0].id
    log = dump(record, ["log"])
    rebuild(record, stages)
    assert dump(record, ["log"]) == log
    assert verify(record).problems == ()


def test_a_happening_that_is_dated_otherwise(record: Record, stages: Stages) -> None:
    text = "The ferry Aurora sank on Lake Sule on {}."
    arrive(record, stages, "Courier", text.format("Monday, 4 May 2026"))
    entries = arrive(record, stages, "Courier", text.format("Saturday, 2 May 2026"))
    (change,) = [
        entry.about for entry in entries if entry.kind == "changed" and entry.about["kind"] == "event"
    ]
    assert change["says"] == (
        "“The ferry Aurora sank on Lake Sule on Saturday, 2 May 2026” is now dated 2026-05-02, no longer 2026-05-04."
    )
    assert change["item"] in {event.id for event in account_in(record, entries).events}


def test_a_line_that_a_new_lead_repeats_keeps_its_name(record: Record, stages: Stages) -> None:
    first = arrive(record, stages, "Courier", FERRY["AP"])
    before = account_in(record, first)
    lead = "Nine people were killed on Lake Sule when a ferry sank, the ministry says."
    after = account_in(record, arrive(record, stages, "Courier", f"{lead}\n{FERRY['AP']}"))
    (figure,) = after.figures
    assert len(figure.values[0].evidence) == 2
    assert figure.id == before.figures[0].id


def evidence_by_line(account: Account) -> dict[str, tuple[Evidence, ...]]:
    figures = {f.id: tuple(e for v in f.values for e in v.evidence) for f in account.figures}
    others = (*account.events, *account.quotes, *account.actors, *account.places)
    return figures | {line.id: line.evidence for line in others}


@pytest.mark.parametrize("order", [list(FERRY), sorted(FERRY, reverse=True)])
def test_a_line_keeps_its_name_as_long_as_what_it_was_founded_on(
    record: Record, stages: Stages, order: list[str]
) -> None:
    came: list[str] = []  # versions in the order of their arrival
    names: dict[tuple[str, tuple[str, int]], str] = {}
    for number, outlet in enumerate(order):
        text = f"{FERRY[outlet]} {number} boats went out.\n{TVEIT}"
        account = account_in(record, arrive(record, stages, outlet, text))
        came += [r.report.id for r in account.story.readings if r.report.id not in came]
        lines = evidence_by_line(account)
        assert len(lines) == sum(
            map(len, (account.figures, account.events, account.quotes, account.actors, account.places))
        )
        for name, evidence in lines.items():
            first = min(evidence, key=lambda e: (came.index(e.report), e.start))
            founded = (name[0], (first.report, first.start))
            assert names.setdefault(founded, name) == name
        assert {f.follows for f in account.figures} <= {f.id for f in account.figures} | {None}
        assert {s.place for m in account.movements for s in m.stops} <= {p.id for p in account.places}
    assert len(came) == len(order)


def test_a_fault_in_telling_what_changed_is_told(stages: Stages, ferry: Callable[[str], Reading]) -> None:
    account = told(ferry("AP"), ferry("AFP"))
    broken = replace(account, story=replace(account.story, readings=()))
    (change,) = stages.changes(None, broken, {})
    assert (change.kind, change.item) == ("report", None)
    assert change.says.startswith("What changed could not be told because of a fault in Consilience (")
