"""Which reports are of one story: the table of pairs is the layer's specification."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model import Reading, Received, Report, Story
from consilience.pipeline import build_readings
from consilience.presenting.contract import story_object
from consilience.stories import find_stories
from tests.conftest import ReadText
from tests.heap import HEAP

TOLD = {f"{event}-{n}": text for event, texts in HEAP.items() for n, text in enumerate(texts)}


def unread(name: str, text: str, published: str | None = None) -> Reading:
    """A reading with nothing marked: what the words alone give."""
    return Reading(Report(name, name, text, Received(name, b"", "", name), published=published))


@pytest.fixture(scope="module")
def heap(read_text: ReadText) -> list[Reading]:
    """The whole heap, read, without dates."""
    readings = []
    for name, text in TOLD.items():
        one = read_text(text)
        readings.append(replace(one, report=replace(one.report, id=name, file=name)))
    return readings


def grouped(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(r.report.id for r in s.readings) for s in stories}


def together(*readings: Reading) -> bool:
    return len(find_stories(list(readings))) == 1


WANTED = {frozenset(n for n in TOLD if n.rsplit("-", 1)[0] == event) for event in HEAP}
PAIRS = sorted(combinations(TOLD, 2))


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_a_pair_alone(heap: list[Reading], a: str, b: str) -> None:
    one, other = (next(r for r in heap if r.report.id == name) for name in (a, b))
    assert together(one, other) == (a.rsplit("-", 1)[0] == b.rsplit("-", 1)[0])


def test_events_of_one_sort_side_by_side(heap: list[Reading]) -> None:
    assert grouped(find_stories(heap)) == WANTED


@pytest.mark.parametrize("event", HEAP)
def test_other_stories_stay_when_one_is_gone(heap: list[Reading], event: str) -> None:
    rest = [r for r in heap if not r.report.id.startswith(event)]
    assert grouped(find_stories(rest)) == {g for g in WANTED if not any(n.startswith(event) for n in g)}


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(order: object) -> None:
    readings = [unread(n, t) for n, t in TOLD.items()]
    wanted = find_stories(readings)
    order.shuffle(readings)  # type: ignore[attr-defined]
    assert find_stories(readings) == wanted


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_any_text_is_in_one_story(texts: list[str]) -> None:
    readings = [unread(str(n), text) for n, text in enumerate(texts)]
    stories = find_stories(readings)
    assert sorted(r.report.id for s in stories for r in s.readings) == sorted(
        str(n) for n in range(len(texts))
    )
    for story in stories:
        for e in (e for j in story.joins for e in j.evidence):
            assert 0 <= e.start < e.end <= len(texts[int(e.report)])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["zob", "quix", "vlam", "drent", "pask", "umber"]), min_size=1, max_size=40))
def test_an_unrelated_report_changes_no_story(words: list[str]) -> None:
    readings = [unread(n, t) for n, t in TOLD.items()]
    before = grouped(find_stories(readings))
    assert grouped(find_stories([*readings, unread("new", " ".join(words))])) == before | {frozenset({"new"})}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2024-03-05", "2024-03-06", True),
        ("2024-03-05", "2024-03-24", True),
        ("2024-03-05", "2024-05-05", False),  # the same words two months on: another happening
        ("2024-03-05", None, True),
        ("2024-03-05", "yesterday", True),  # a date that cannot be read counts as none
    ],
)
def test_days_between_reports(first: str, second: str | None, same: bool) -> None:
    a, b, _ = HEAP["quake-lunde"]
    assert together(unread("a", a, first), unread("b", b, second)) is same


def test_a_report_alone_starts_a_story() -> None:
    (story,) = find_stories([unread("a", HEAP["alone"][0])])
    assert story.joined_by == ("The only report of its story.",)
    assert story.joins == ()


def test_no_reports() -> None:
    assert find_stories([]) == []


def test_each_join_says_what_is_shared(heap: list[Reading]) -> None:
    story = next(s for s in find_stories(heap) if s.readings[0].report.id.startswith("quake-lunde"))
    assert len(story.joins) == 3
    for join in story.joins:
        assert join.reason.startswith("Shares with most of the other 2 reports: ")
        assert "Tveit" in join.reason
        assert "Maresk" in join.reason
        said = [TOLD[join.report][e.start : e.end] for e in join.evidence]
        assert join.evidence == tuple(sorted(join.evidence))
        assert all(word in join.reason for word in said)


def test_the_account_carries_the_reasons(heap: list[Reading]) -> None:
    (account,) = build_readings([r for r in heap if r.report.id.startswith("quake-kesh")]).accounts
    joins: Any = story_object(account)["joins"]
    assert [j["report"] for j in joins] == ["quake-kesh-0", "quake-kesh-1"]
    assert all("Darvan" in j["reason"] and j["evidence"] for j in joins)


def test_a_shared_day_is_named_as_such(read_text: ReadText) -> None:
    friday = read_text(
        "The Adler bridge at Brenn fell into the river on Friday.", published="2024-03-17", file="a"
    )
    named = read_text(
        "It was on 15 March 2024 that the Adler bridge at Brenn fell.", published="2024-04-02", file="b"
    )
    (story,) = find_stories([friday, named])
    assert [("15 March 2024" in j.reason) for j in story.joins] == [True, True]


def test_copies_of_one_text_are_one_story() -> None:
    text = HEAP["strike-port"][0]
    (story,) = find_stories([unread(str(n), text) for n in range(12)])
    assert len(story.readings) == 12


def test_many_reports_of_one_event_are_one_story() -> None:
    """What all of them hold is common in this heap, and tells of the event all the same."""
    told = [s for text in HEAP["quake-lunde"] for s in text.removesuffix(".").split(". ")]
    texts = [". ".join(told[(n * k) % len(told)] for k in range(1, 6)) for n in range(1, 41) if n % len(told)]
    (story,) = find_stories([unread(str(n), text) for n, text in enumerate(texts)])
    assert len(story.readings) == len(texts)


def test_a_sentence_a_thousand_times_over() -> None:
    sentence = "The ferry sank off the northern shore on Tuesday and nine people were killed. "
    (story,) = find_stories([unread("a", sentence * 1000), unread("b", sentence * 2500)])
    assert len(story.copies) == 1


def test_two_sentences_over_and_over_in_another_order() -> None:
    one, two = "The ferry sank off the northern shore on Tuesday at noon. ", "Nine people were killed. "
    assert together(unread("a", (one + two) * 400), unread("b", (two + one + one) * 700))
