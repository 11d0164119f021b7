"""What people decide of the lines of an account holds as it grows, moves with its words, and is never undone; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from reports_arriving import dump

from consilience.errors import NotThereError, RecordError
from consilience.model import Account, Figure, Judgement
from consilience.record import (
    Entry,
    Record,
    Stages,
    account_as_of,
    account_of,
    entries_after,
    grade_source,
    grade_statement,
    grades,
    judge,
    judgements,
    known_as_of,
    merge,
    rebuild,
    receive,
    says,
    split,
    story_with,
    to_check,
    verify,
    work,
)
from consilience.record.readings import report_id

COURIER = "Nine people were killed when a ferry sank on Lake Sule on Monday. Fishermen rescued the captain, Orla Tveit."
HERALD = "The ferry that sank on Lake Sule on Monday killed eight people. Its crew were from Maresk."
ECHO = "A ferry sank on Lake Sule on Monday, and nine people were killed, the harbour office says."


def arrive(record: Record, stages: Stages, name: str, text: str) -> str:
    """The story that a report joins."""
    receive(record, text.encode(), name=name)
    work(record, stages)
    story = story_with(record, report_id(name))
    assert story is not None
    return story


def account(record: Record, story: str) -> Account:
    told = account_of(record, story)
    assert isinstance(told, Account)
    return told


def killed(record: Record, story: str) -> Figure:
    return next(f for f in account(record, story).figures if f.what == "people killed")


def made(record: Record, story: str) -> tuple[Judgement, ...]:
    return judgements(record, story, account(record, story))


def words(record: Record, story: str, one: Judgement) -> list[str]:
    texts = {r.report.id: r.report.text for r in account(record, story).story.readings}
    return [texts[e.report][e.start : e.end] for e in one.evidence]


def test_a_judgement_holds_as_the_account_grows_and_is_rebuilt(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    item = killed(record, story).id
    entry = judge(record, story, item, "confirmed", who="Ann", why="The ministry's list.")
    assert (entry.kind, entry.who, entry.about["evidence"][0]["words"]) == ("judged", "Ann", "Nine")
    assert arrive(record, stages, "herald.txt", HERALD) == arrive(record, stages, "echo.txt", ECHO) == story
    (one,) = made(record, story)
    assert (one.number, one.who, one.why, one.verdict) == (
        entry.number,
        "Ann",
        "The ministry's list.",
        "confirmed",
    )
    assert (one.kind, one.what, one.item, one.holds, one.part) == (
        "figure",
        "people killed",
        item,
        True,
        False,
    )
    assert words(record, story, one) == ["Nine"]
    assert item == killed(record, story).id
    before = dump(record, ["log", "accounts"])
    rebuild(record, stages)
    assert made(record, story) == (one,)
    assert dump(record, ["log", "accounts"]) == before
    assert verify(record).problems == ()


def test_a_judgement_follows_its_words_through_a_correction(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    judge(record, story, killed(record, story).id, "corrected", who="Ann", why="Counted.", correction="ten")
    arrive(record, stages, "courier.txt", "There was no storm. " + COURIER.replace("Nine", "Eleven"))
    (one,) = made(record, story)
    assert (one.correction, words(record, story, one)) == ("ten", ["Eleven"])
    assert one.item == killed(record, story).id


def test_a_judgement_of_what_no_longer_stands_there_is_still_listed(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    judge(record, story, killed(record, story).id, "rejected", who="Ann", why="")
    arrive(record, stages, "courier.txt", "Fishermen rescued Orla Tveit, captain of a ferry, on Lake Sule.")
    (one,) = made(record, story)
    assert (one.item, one.evidence, one.what, one.holds) == (None, (), "people killed", True)


def test_one_value_of_a_figure_is_rejected(record: Record, stages: Stages) -> None:
    arrive(record, stages, "courier.txt", COURIER)
    story = arrive(record, stages, "herald.txt", HERALD)
    figure = killed(record, story)
    eight = next(value for value in figure.values if value.value == 8)
    judge(record, story, figure.id, "rejected", who="Ann", why="A slip.", only=eight.evidence)
    judge(record, story, figure.id, "confirmed", who="Bob", why="")
    arrive(record, stages, "echo.txt", ECHO)
    part, whole = made(record, story)
    assert (part.part, part.verdict, words(record, story, part)) == (True, "rejected", ["eight"])
    assert (whole.part, whole.item) == (False, figure.id)
    assert (part.holds, whole.holds) == (True, True)


def test_a_later_verdict_overrules_and_a_remark_does_not(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    item = killed(record, story).id
    judge(record, story, item, "confirmed", who="Ann", why="")
    judge(record, story, item, "noted", who="Bob", why="Ask the harbour office.")
    grade_statement(record, story, item, 2, who="Bob", why="")
    judge(record, story, item, "rejected", who="Cho", why="It was another ferry.")
    judge(record, story, item, "noted", who="Ann", why="They are checking.")
    grade_statement(record, story, item, 5, who="Cho", why="")
    assert [(one.who, one.verdict, one.grade, one.holds) for one in made(record, story)] == [
        ("Ann", "confirmed", None, False), ("Bob", "noted", None, True), ("Bob", "graded", 2, False),
        ("Cho", "rejected", None, True), ("Ann", "noted", None, True), ("Cho", "graded", 5, True),
    ]  # fmt: skip


def test_what_is_to_be_checked_is_judged_and_taken_back(record: Record, stages: Stages) -> None:
    receive(record, b"\x00\x01\x02\x03" * 50, name="odd.bin")
    arrive(record, stages, "courier.txt", COURIER)
    story = arrive(record, stages, "courier.txt", COURIER.replace("Nine", "Eleven"))
    arrive(record, stages, "herald.txt", HERALD)
    open_items = {item.kind: item for item in to_check(record).items}
    unreadable, correction, conflict = (open_items[kind] for kind in ("unreadable", "correction", "conflict"))
    judge(record, None, unreadable.item, "rejected", who="Ann", why="No text.")
    judge(record, story, correction.item, "confirmed", who="Ann", why="")
    judge(record, story, conflict.item, "noted", who="Ann", why="Ask again.")
    left = {item.item for item in to_check(record).items}
    assert {unreadable.item, correction.item}.isdisjoint(left)
    assert conflict.item in left
    judge(record, story, correction.item, "open", who="Bob", why="")
    assert correction.item in {item.item for item in to_check(record).items}
    judge(record, story, conflict.item, "rejected", who="Bob", why="")
    assert conflict.item not in {item.item for item in to_check(record).items}
    first, _, back, _ = made(record, story)
    assert [(one.kind, one.verdict, one.item, one.holds) for one in (first, back)] == [
        ("check", "confirmed", correction.item, False), ("check", "open", correction.item, True),
    ]  # fmt: skip
    took_back = entries_after(record, 0, 1000)[-2]
    assert says(took_back).startswith(
        "Bob took back what was decided of “courier.txt: “Nine people were killed"
    )
    with pytest.raises(NotThereError, match=r"There is no line u404 in what is to be checked\."):
        judge(record, None, "u404", "confirmed", who="Ann", why="")


def test_judgements_go_where_their_reports_go(record: Record, stages: Stages) -> None:
    arrive(record, stages, "courier.txt", COURIER)
    story = arrive(record, stages, "herald.txt", HERALD)
    crew = next(e for e in account(record, story).places if e.name == "Maresk")
    judge(record, story, crew.id, "confirmed", who="Ann", why="")
    split(record, stages, story, [report_id("herald.txt")], who="Bob", why="Another ferry.")
    other = story_with(record, report_id("herald.txt"))
    assert other is not None
    assert other != story
    assert made(record, story) == ()
    assert [(one.who, one.item is not None) for one in made(record, other)] == [("Ann", True)]
    merge(record, stages, story, other, who="Bob", why="One after all.")
    assert [(one.who, one.item is not None) for one in made(record, story)] == [("Ann", True)]
    assert verify(record).problems == ()


def test_sources_are_graded_and_graded_again(record: Record) -> None:
    grade_source(record, "The Courier", "B", who="Ann", why="Right for years.")
    grade_source(record, "harbour office", "F", who="Ann", why="")
    grade_source(record, " The Courier ", "D", who="Bob", why="Twice wrong this week.")
    assert [(g.source, g.grade, g.who, g.holds) for g in grades(record)] == [
        ("The Courier", "B", "Ann", False), ("harbour office", "F", "Ann", True), ("The Courier", "D", "Bob", True),
    ]  # fmt: skip
    assert grades(record)[2].why == "Twice wrong this week."


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown verdict": ({"verdict": "perhaps"}, "confirmed, rejected, corrected, noted or open, not 'perhaps'"),
    "no correction": ({"verdict": "corrected"}, "Give a correction with the verdict corrected"),
    "an empty correction": ({"verdict": "corrected", "correction": " "}, "Give a correction with the verdict corrected"),
    "a correction beside": ({"correction": "ten"}, "Give a correction with the verdict corrected, and with no other"),
    "an empty remark": ({"verdict": "noted", "why": " "}, "Write the remark"),
    "nobody": ({"who": " "}, "Say who decides"),
    "the program": ({"who": "program"}, "Say who decides"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_decided_is_refused(record: Record, stages: Stages, what: str) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    given, said = REFUSED[what]
    asked: dict[str, Any] = {"verdict": "confirmed", "who": "Ann", "why": "", **given}
    last = entries_after(record, 0, 1000)[-1]
    with pytest.raises(RecordError, match=said):
        judge(record, story, killed(record, story).id, asked.pop("verdict"), **asked)
    assert entries_after(record, 0, 1000)[-1] == last


def test_what_is_not_there_cannot_be_judged(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    other = arrive(
        record, stages, "strike.txt", "Bus drivers in Harrowby walked out on Tuesday over night shifts."
    )
    figure = killed(record, story)
    with pytest.raises(NotThereError, match=r"There is no story s404\."):
        judge(record, "s404", figure.id, "confirmed", who="Ann", why="")
    with pytest.raises(NotThereError, match=rf"There is no line f404 in the account of story {story}\."):
        judge(record, story, "f404", "confirmed", who="Ann", why="")
    elsewhere = account(record, other).places[0].evidence
    with pytest.raises(RecordError, match="does not rest on all of the words that are named"):
        judge(record, story, figure.id, "rejected", who="Ann", why="", only=elsewhere)
    merge(record, stages, story, other, who="Ann", why="")
    with pytest.raises(RecordError, match=f"was merged into {story}"):
        judge(record, other, figure.id, "confirmed", who="Ann", why="")


def test_unknown_grades_are_refused(record: Record, stages: Stages) -> None:
    story = arrive(record, stages, "courier.txt", COURIER)
    with pytest.raises(RecordError, match="The grade of a statement is 1 to 6, not 7"):
        grade_statement(record, story, killed(record, story).id, 7, who="Ann", why="")
    with pytest.raises(RecordError, match="The grade of a source is A, B, C, D, E or F, not 'G'"):
        grade_source(record, "The Courier", "G", who="Ann", why="")
    with pytest.raises(RecordError, match="Name the source"):
        grade_source(record, "", "A", who="Ann", why="")
    with pytest.raises(RecordError, match="Say who decides"):
        grade_source(record, "The Courier", "A", who="", why="")
    assert grades(record) == ()


def test_every_entry_is_worded(record: Record, stages: Stages) -> None:
    arrive(record, stages, "courier.txt", COURIER)
    story = arrive(record, stages, "herald.txt", HERALD)
    figure = killed(record, story)
    judge(record, story, figure.id, "corrected", who="Ann", why="Counted twice", correction="seven")
    judge(record, story, figure.id, "rejected", who="Ann", why="", only=figure.values[0].evidence)
    judge(record, story, figure.id, "noted", who="Bob", why="Ask again.")
    grade_statement(record, story, figure.id, 3, who="Ann", why="")
    grade_source(record, "The Herald", "C", who="Ann", why="Often late.")
    split(record, stages, story, [report_id("herald.txt")], who="Bob", why="")
    other = str(story_with(record, report_id("herald.txt")))
    merge(record, stages, story, other, who="Bob", why="One ferry.")
    said = [says(entry) for entry in entries_after(record, 0, 1000) if entry.kind != "changed"]
    assert said == [
        "courier.txt was received.", "1 text was read.", "A story began with 1 report.", "The account was made anew.",
        "herald.txt was received.", "1 text was read.", "1 report joined the story.", "The account was made anew.",
        "Ann corrected the figure “people killed” to “seven”: Counted twice.",
        "Ann rejected a part of the figure “people killed”.",
        "Bob noted on the figure “people killed”: Ask again.",
        "Ann graded the figure “people killed” 3 (possibly true).",
        "Ann graded The Herald C (fairly reliable): Often late.",
        f"Bob took 1 of the reports of story {story} out of it.",
        f"1 report left story {story} and began a story.",
        "The account was made anew.", "The account was made anew.",
        f"Bob made one story of {story} and {other}: One ferry.",
        f"Story {other} went into this one with 1 report.",
        "The account was made anew.",
    ]  # fmt: skip


def test_what_befalls_stories_is_worded() -> None:
    told: dict[str, tuple[dict[str, Any], str]] = {
        "joined": ({"story": "s1", "reports": ["r1", "r2"]}, "2 reports joined the story."),
        "moved": ({"story": "s1", "from": "s2", "reports": ["r1"]}, "1 report moved here from story s2."),
        "left": ({"story": "s1", "reports": ["r1"]}, "1 report can no longer be read and left the story."),
        "apart": ({"stories": ["s1", "s2"], "why": "Two ferries?"}, "Ann said that s1 and s2 are two stories: Two ferries?"),
        "read": ({"versions": [], "failures": [{}]}, "0 texts were read, 1 could not be."),
        "changed": ({"says": "AP corrected it."}, "AP corrected it."),
        "user": ({"name": "Ann"}, ""),
    }  # fmt: skip
    for kind, (about, said) in told.items():
        assert says(Entry(7, "2026-05-04T12:00:00+00:00", "Ann", kind, about, None, "", "")) == said


def test_an_account_of_the_past_has_the_same_names(record: Record, stages: Stages) -> None:
    arrive(record, stages, "courier.txt", COURIER)
    story = arrive(record, stages, "herald.txt", HERALD)
    now = account(record, story)
    past = account_as_of(record, stages, story, datetime(2100, 1, 1, tzinfo=UTC))
    assert past == now
    assert known_as_of(record, datetime(2100, 1, 1, tzinfo=UTC)).stories[0][0] == story
