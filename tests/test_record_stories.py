"""Reports that arrive join stories: in any order, under lasting names, and as people will have it; on both databases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reports_arriving import TEXTS, arrive, dump

from consilience.errors import RecordError
from consilience.model import Account, Failure, Reading, Report
from consilience.model.packing import from_text, pack, to_text, unpack
from consilience.record import (
    Known,
    Record,
    Stages,
    account_of,
    differences,
    keep_apart,
    known_as_of,
    merge,
    open_record,
    reading_of,
    rebuild,
    receive,
    split,
    verify,
    versions_of,
    work,
)

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
DERIVED = ("outcomes", "reports", "versions", "appearances", "links", "stories", "members", "accounts")
QUAKES = [name for name in TEXTS if name.startswith("quake")]
FERRY = """Ferry sinks on Lake Sule

Nine people drowned when a ferry sank on Lake Sule on Monday, police said. The ferry was on its way to Maresk.
The captain, Orla Tveit, was rescued by fishermen.
"""
CORRECTED = """Ferry sinks on Lake Sule

Fourteen people drowned when a ferry sank on Lake Sule on Monday, police said. The ferry was on its way to Maresk.
Divers will go down again on Tuesday.
"""


def known(record: Record) -> Known:
    return known_as_of(record, LONG_AFTER)


def keys(record: Record) -> dict[str, str]:
    return {row[0]: row[1] for row in dump(record, ["reports"])["reports"]}  # type: ignore[misc]


def told(record: Record) -> set[frozenset[str]]:
    """The stories as sets of the names of their reports."""
    names = keys(record)
    return {frozenset(names[report] for report in held) for _, held in known(record).stories}


def story_with(record: Record, name: str) -> str:
    names = keys(record)
    return next(story for story, held in known(record).stories if name in {names[report] for report in held})


def by_event(names: Iterable[str]) -> set[frozenset[str]]:
    found = defaultdict(set)
    for name in names:
        found[name.rsplit("-", 1)[0]].add(name)
    return {frozenset(held) for held in found.values()}


def test_reports_of_one_event_come_into_one_story(record: Record, stages: Stages) -> None:
    arrive(record, stages, TEXTS)
    assert told(record) == by_event(TEXTS)
    assert verify(record).problems == ()


def test_the_account_is_that_of_the_story_and_up_to_date(record: Record, stages: Stages) -> None:
    arrive(record, stages, QUAKES[:2])
    account = account_of(record, story_with(record, QUAKES[0]))
    assert isinstance(account, Account)
    assert [reading.report.file for reading in account.story.readings] == QUAKES[:2]
    assert account.story.id == story_with(record, QUAKES[0])
    told = stages.tell(account.story.id, [reading_of(record, r.report.id) for r in account.story.readings])
    assert isinstance(told, Account)
    assert (account.story, account.receipts, account.namings) == (told.story, told.receipts, told.namings)
    assert stages.changes(told, account, {}) == ()  # ids apart, the lines are the same
    assert any(value.value == 14 for figure in account.figures for value in figure.values)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(TEXTS)), one_by_one=st.booleans())
def test_reports_in_any_order_come_to_the_same_stories(
    new_address: Callable[[], str], stages: Stages, order: list[str], one_by_one: bool
) -> None:
    with open_record(new_address()) as record:
        arrive(record, stages, order, one_by_one=one_by_one)
        assert told(record) == by_event(TEXTS)
        links = dump(record, ["links"])
        before = dump(record, [*DERIVED, "log"])
        rebuild(record, stages)
        assert dump(record, [*DERIVED, "log"]) == before
    with open_record(new_address()) as other:
        arrive(other, stages, sorted(order))
        assert dump(other, ["links"]) == links


def test_stories_keep_their_names_as_reports_arrive(record: Record, stages: Stages) -> None:
    names: dict[str, str] = {}
    for name in TEXTS:
        arrive(record, stages, [name])
        event = name.rsplit("-", 1)[0]
        assert names.setdefault(event, story_with(record, name)) == story_with(record, name)
    assert known(record).merged == ()


def test_everything_derived_can_be_lost_and_made_again(record: Record, stages: Stages) -> None:
    arrive(record, stages, TEXTS)
    split(
        record, stages, story_with(record, QUAKES[0]), [_report(record, QUAKES[0])], who="Ann", why="a test"
    )
    before = dump(record, [*DERIVED, "log"])
    with record.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE reports SET current = NULL, joined = NULL")
        for table in (
            "accounts",
            "members",
            "stories",
            "links",
            "traits",
            "appearances",
            "versions",
            "outcomes",
            "reports",
        ):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    rebuild(record, stages)
    assert dump(record, [*DERIVED, "log"]) == before


def _report(record: Record, name: str) -> str:
    return next(report for report, key in keys(record).items() if key == name)


def test_what_people_merged_stays_merged(record: Record, stages: Stages) -> None:
    lunde, kesh = "quake-lunde-0.txt", "quake-kesh-0.txt"
    arrive(record, stages, [lunde, kesh])
    kept, gone = story_with(record, lunde), story_with(record, kesh)
    merge(record, stages, kept, gone, who="Ann", why="One fault line.")
    arrive(record, stages, [name for name in TEXTS if name not in {lunde, kesh}])
    assert {lunde, kesh} <= next(held for held in told(record) if lunde in held)
    assert story_with(record, kesh) == kept
    assert known(record).merged[0] == (gone, kept)
    with pytest.raises(RecordError, match=f"was merged into {kept}"):
        merge(record, stages, gone, kept, who="Ann", why="")
    assert verify(record).problems == ()


def test_what_people_split_stays_split_and_both_parts_grow(record: Record, stages: Stages) -> None:
    first, second, third = QUAKES[:3]
    arrive(record, stages, [first, second])
    story = story_with(record, first)
    split(record, stages, story, [_report(record, second)], who="Ann", why="Two quakes.")
    assert story_with(record, first) == story
    arrive(record, stages, [name for name in TEXTS if name not in {first, second}])
    rebuild(record, stages)
    assert story_with(record, first) == story != story_with(record, second)
    assert any(third in held and len(held) > 1 for held in told(record))
    assert isinstance(account_of(record, story_with(record, second)), Account)


def test_what_people_keep_apart_is_not_joined_by_a_report_between(record: Record, stages: Stages) -> None:
    first, second, third = (name for name in TEXTS if name.startswith("quake-lunde"))
    with_first = {
        "one.txt": TEXTS[first],
        "two.txt": TEXTS["election-0.txt"],
        "both.txt": TEXTS[second] + " " + TEXTS[third],
    }
    receive(record, with_first["one.txt"].encode(), name="one.txt")
    receive(record, with_first["two.txt"].encode(), name="two.txt")
    work(record, stages)
    keep_apart(
        record, stages, story_with(record, "one.txt"), story_with(record, "two.txt"), who="Ann", why=""
    )
    receive(record, with_first["both.txt"].encode(), name="both.txt")
    work(record, stages)
    assert story_with(record, "one.txt") != story_with(record, "two.txt")
    assert story_with(record, "both.txt") == story_with(record, "one.txt")


def test_a_later_decision_overrules_an_earlier_one(record: Record, stages: Stages) -> None:
    first, second = QUAKES[:2]
    arrive(record, stages, [first, second])
    split(record, stages, story_with(record, first), [_report(record, second)], who="Ann", why="Two.")
    merge(record, stages, story_with(record, first), story_with(record, second), who="Bob", why="One.")
    assert story_with(record, first) == story_with(record, second)
    assert [(d.kind, d.who, d.about["why"]) for d in known(record).decisions] == [
        ("split", "Ann", "Two."),
        ("merge", "Bob", "One."),
    ]


def test_decisions_about_what_is_not_there_are_refused(record: Record, stages: Stages) -> None:
    arrive(record, stages, QUAKES[:2])
    story = story_with(record, QUAKES[0])
    with pytest.raises(RecordError, match=r"There is no story s404\."):
        merge(record, stages, story, "s404", who="Ann", why="")
    with pytest.raises(RecordError, match=r"Name two stories\."):
        merge(record, stages, story, story, who="Ann", why="")
    for nobody in ("", " ", "program"):
        with pytest.raises(RecordError, match="Say who decides"):
            split(record, stages, story, [_report(record, QUAKES[1])], who=nobody, why="")
    everything = [_report(record, name) for name in QUAKES[:2]]
    for reports in ([], everything, ["r404"]):
        with pytest.raises(RecordError, match="Name some of the reports of story"):
            split(record, stages, story, reports, who="Ann", why="")
    assert known(record).decisions == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_record_is_whole_after_any_decisions(
    new_address: Callable[[], str], stages: Stages, data: st.DataObject
) -> None:
    with open_record(new_address()) as record:
        apart: set[tuple[str, str]] = set()
        for name in data.draw(st.permutations([*QUAKES, "election-0.txt"])):
            arrive(record, stages, [name])
            stories = dict(known(record).stories)
            kind = data.draw(st.sampled_from(["merge", "split", "apart", "nothing"]))
            one = data.draw(st.sampled_from(sorted(stories)))
            other = data.draw(st.sampled_from(sorted(stories)))
            if kind == "split" and len(stories[one]) > 1:
                split(record, stages, one, stories[one][:1], who="Ann", why="")
                apart |= {(stories[one][0], report) for report in stories[one][1:]}
            elif kind in {"merge", "apart"} and one != other:
                (merge if kind == "merge" else keep_apart)(record, stages, one, other, who="Bob", why="")
                pairs = {(a, b) for a in stories[one] for b in stories[other]}
                apart = apart | pairs if kind == "apart" else apart - pairs - {(b, a) for a, b in pairs}
            home = {report: story for story, held in known(record).stories for report in held}
            assert all(home[a] != home[b] for a, b in apart)
        assert verify(record).problems == ()
        before = dump(record, [*DERIVED, "log"])
        rebuild(record, stages)
        assert dump(record, [*DERIVED, "log"]) == before


def test_revisions_of_one_address_are_versions_with_their_differences(record: Record, stages: Stages) -> None:
    for text in (FERRY, FERRY, CORRECTED):
        receive(record, text.encode(), name="ferry", url="https://example.org/ferry")
        work(record, stages)
    ((report, current),) = known(record).reports
    first, second = versions_of(record, report)
    assert (second.id, first.at < second.at) == (current, True)
    found = differences(reading_of(record, first.id), reading_of(record, second.id))
    assert [(d.before, d.after) for d in found] == [
        ("Nine people drowned when a ferry sank on Lake Sule on Monday, police said.",
         "Fourteen people drowned when a ferry sank on Lake Sule on Monday, police said."),
        ("The captain, Orla Tveit, was rescued by fishermen.", None),
        (None, "Divers will go down again on Tuesday."),
    ]  # fmt: skip
    text = reading_of(record, second.id).report.text
    assert all(" ".join(d.after_span.of(text).split()) == d.after for d in found if d.after_span)
    account = account_of(record, known(record).stories[0][0])
    assert isinstance(account, Account)
    assert [r.report.id for r in account.story.readings] == [second.id]


def test_a_version_that_comes_back_is_current_again(record: Record, stages: Stages) -> None:
    for text in (FERRY, CORRECTED, FERRY):
        receive(record, text.encode(), name="ferry", key="item 7")
        work(record, stages)
    ((report, current),) = known(record).reports
    first, _, third = versions_of(record, report)
    assert first.id == third.id == current


def test_an_earlier_version_that_comes_late_does_not_become_current(record: Record, stages: Stages) -> None:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    receive(record, CORRECTED.encode(), name="ferry", when=now)
    receive(record, FERRY.encode(), name="ferry", when=now - timedelta(hours=1))
    work(record, stages)
    ((report, current),) = known(record).reports
    assert [version.id for version in versions_of(record, report)][-1] == current
    assert "Fourteen" in reading_of(record, current).report.text


def test_each_line_of_a_table_is_a_report_of_its_own(record: Record, stages: Stages) -> None:
    lines = "".join(
        f'{{"text": "{TEXTS[name]}", "url": "https://example.org/{name}"}}\n' for name in QUAKES[:2]
    )
    receive(record, lines.encode(), name="day.jsonl")
    work(record, stages)
    assert set(keys(record).values()) == {f"https://example.org/{name}" for name in QUAKES[:2]}
    assert len(known(record).stories) == 1
    version = known(record).reports[0][1]
    assert reading_of(record, version).report.received.data.startswith(b'{"text"')


def test_what_cannot_be_read_is_kept_and_said(record: Record, stages: Stages) -> None:
    receive(record, b"\x00\x01\x02\x03" * 50, name="odd.bin")
    receive(
        record,
        ("Der Präsident hat am Montag in Berlin gesagt, dass die Wahl verschoben wird. " * 5).encode(),
        name="de.txt",
    )
    work(record, stages)
    outcomes = dump(record, ["outcomes"])["outcomes"]
    assert any("It is not text." in str(row) for row in outcomes)
    assert known(record).stories == ()
    assert verify(record).problems == ()


def test_the_record_can_be_seen_as_it_stood_at_any_moment(address: str, stages: Stages) -> None:
    clock = [datetime(2026, 5, 4, tzinfo=UTC)]
    with open_record(address, now=lambda: clock[0]) as record:
        stood = []
        for step in range(4):
            if step < 3:
                arrive(record, stages, [QUAKES[step]])
            else:
                split(
                    record,
                    stages,
                    story_with(record, QUAKES[0]),
                    [_report(record, QUAKES[0])],
                    who="Ann",
                    why="",
                )
            stood.append((clock[0], known(record)))
            clock[0] += timedelta(minutes=1)
        assert known_as_of(record, stood[0][0] - timedelta(seconds=1)) == Known((), (), (), ())
        assert all(known_as_of(record, moment + timedelta(seconds=30)) == then for moment, then in stood)
        assert len({len(then.reports) for _, then in stood}) == 3


def test_readings_of_another_version_are_told_and_rebuilt(record: Record, stages: Stages) -> None:
    arrive(record, stages, QUAKES)
    before = dump(record, [*DERIVED, "log"])
    with record.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE versions SET reading = (SELECT features FROM (SELECT features FROM versions LIMIT 1) AS one)"
        )
    with pytest.raises(RecordError, match="Run `consilience rebuild`"):
        reading_of(record, known(record).reports[0][1])
    rebuild(record, stages)
    assert dump(record, [*DERIVED, "log"]) == before


def test_a_rebuild_by_a_program_that_reads_otherwise_is_logged(record: Record, stages: Stages) -> None:
    alone, *others = ["alone-0.txt", *QUAKES]
    unreadable = {alone, QUAKES[0]}

    def read(report: Report) -> Reading | Failure:
        return Failure(report.file, "fault", "No.") if report.file in unreadable else stages.read(report)

    arrive(record, stages, [alone, *others])
    before = told(record)
    rebuild(record, replace(stages, read=read))
    assert told(record) == {held - unreadable for held in before} - {frozenset()}
    assert verify(record).problems == ()
    rebuild(record, stages)
    assert told(record) == before
    assert verify(record).problems == ()


def test_a_reading_and_an_account_come_back_exactly(stages: Stages, record: Record) -> None:
    arrive(record, stages, TEXTS)
    for report, version in known(record).reports:
        reading = reading_of(record, version)
        assert unpack(Reading, pack(reading)) == reading
        assert from_text(Reading, to_text(reading)) == reading
        assert keys(record)[report] == reading.report.file
    for story, _ in known(record).stories:
        account = account_of(record, story)
        assert isinstance(account, Account)
        assert unpack(Account, pack(account)) == account


LOSSES = {
    "a changed reading": (
        "UPDATE versions SET reading = (SELECT features FROM (SELECT features FROM versions LIMIT 1) AS one)",
        "The reading",
    ),
    "a lost reading's outcome": ("DELETE FROM outcomes", "What came of arrival"),
    "a report in another story": ("UPDATE members SET story = (SELECT min(id) FROM stories)", "Report r"),
    "a lost membership": ("DELETE FROM members", "Report r"),
    "a story merged behind the log's back": ("UPDATE stories SET \"into\" = 's1'", "Story s"),
    "a lost account": ("DELETE FROM accounts", "The account of story"),
    "a changed account": ("UPDATE accounts SET \"order\" = '[]'", "The account of story"),
}


@pytest.mark.parametrize("what", LOSSES)
def test_what_was_changed_of_what_is_derived_is_found_and_rebuilt(
    record: Record, stages: Stages, what: str
) -> None:
    statement, said = LOSSES[what]
    arrive(record, stages, QUAKES)
    before = dump(record, [*DERIVED, "log"])
    with record.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    problems = verify(record).problems
    assert any(problem.startswith(said) for problem in problems), problems
    assert all("`consilience rebuild` makes it again." in problem for problem in problems)
    rebuild(record, stages)
    assert dump(record, [*DERIVED, "log"]) == before
    assert verify(record).problems == ()
