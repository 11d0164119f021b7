"""How many of what: the tables are the specification of the layer."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ReadText

# The number with its words in brackets; value, low, high; unit; the counted noun's lemma.
CASES = [
    # exact, in digits and in words
    ("Police found [nine] bodies in the river.", 9, 9, 9, None, "body"),
    ("[Twenty-five] buses arrived.", 25, 25, 25, None, "bus"),
    ("The hall holds [1,200] people.", 1200, 1200, 1200, None, "people"),
    ("They freed [two hundred and six] prisoners.", 206, 206, 206, None, "prisoner"),
    ("The blast killed [nine].", 9, 9, 9, None, "person"),
    # at least, at most, about, between
    ("[More than 300] fighters left the town.", 300, 300, None, None, "fighter"),
    ("The fire killed [at least 12] workers.", 12, 12, None, None, "worker"),
    ("[No fewer than 40] boats sank.", 40, 40, None, None, "boat"),
    ("[Some 50 or more] villagers fled.", 50, 50, None, None, "villager"),
    ("[Up to 40] houses were destroyed.", 40, None, 40, None, "house"),
    ("[Nearly 500] nurses resigned.", 500, None, 500, None, "nurse"),
    ("[About 1,200] people fled the village.", 1200, None, None, None, "people"),
    ("[An estimated 70] cattle drowned.", 70, None, None, None, "cattle"),
    ("Between [30 and 40] miners were trapped.", None, 30, 40, None, "miner"),
    ("The storm tore off [200-300] roofs.", None, 200, 300, None, "roof"),
    ("[Two or three] gunmen escaped.", None, 2, 3, None, "gunman"),
    # vague words bound from below
    ("[Dozens] of homes burned down.", None, 12, None, None, "home"),
    ("[Hundreds] of families crossed the border.", None, 100, None, None, "family"),
    # shares
    ("[A third] of the farmers lost their crop.", 1 / 3, 1 / 3, 1 / 3, "fraction", "farmer"),
    ("[One in five] children is hungry.", 0.2, 0.2, 0.2, "fraction", "child"),
    ("[Two out of every three] wells were dry.", 2 / 3, 2 / 3, 2 / 3, "fraction", "well"),
    ("[60 percent] of workers stayed away.", 60, 60, 60, "%", "worker"),
    ("Turnout fell to [41.5%].", 41.5, 41.5, 41.5, "%", None),
    # money and measures
    ("The company will invest [$2.5 billion].", 2.5e9, 2.5e9, 2.5e9, "USD", None),
    ("The bridge cost [£40m] to build.", 4e7, 4e7, 4e7, "GBP", None),
    ("The fund pays [600] euros a month.", 600, 600, 600, "EUR", None),
    ("News of the deal sent the price up to [$36.65].", 36.65, 36.65, 36.65, "USD", None),
    ("The road is [12] kilometres long.", 12, 12, 12, "kilometre", "kilometre"),
    ("She leads with a [7]-point margin.", 7, 7, 7, "point", "point"),
    # words that look like bounds and are none
    ("He told them about [two] things.", 2, 2, 2, None, "thing"),
]
NONE = [
    "The meeting is on 28 August 2017.",
    "He waited for three weeks.",
    "For a quarter of a century she ran the school.",
    "Jane Banda, 42, lives there.",
    "The 16-year-old was found.",
    "One of the ministers resigned.",
    "Flight 702 was late.",
    "Radio is on 97.4 FM.",
    "The 2008 primary was close.",
    "The bill has a one-sided story.",
    "It is a two-party system.",
    "She scores well in the polls.",
    "They voted 4 to 1 for the strike.",
    "COVID-19 closed the market.",
]


def _parts(marked: str) -> tuple[str, str]:
    return marked.replace("[", "").replace("]", ""), marked[marked.index("[") + 1 : marked.index("]")]


@pytest.mark.parametrize(("marked", "value", "low", "high", "unit", "head"), CASES)
def test_quantities(
    read_text: ReadText, marked: str, value: float | None, low: float | None, high: float | None, unit: str | None,
    head: str | None,
) -> None:  # fmt: skip
    text, words = _parts(marked)
    (q,) = read_text(text).quantities
    assert (q.value, q.low, q.high, q.unit) == pytest.approx((value, low, high, unit))
    assert text[q.start : q.end] == words
    assert head is None or q.head == head


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_count(read_text: ReadText, sentence: str) -> None:
    assert read_text(sentence).quantities == ()


def test_a_part_and_its_whole_are_two_counts(read_text: ReadText) -> None:
    text = "Of the 17 buses, 11 remained in the desert; six of the 17 turned back."
    assert [q.value for q in read_text(text).quantities] == [17, 11, 6, 17]


@pytest.mark.parametrize(
    ("text", "head", "has"),
    [
        ("The convoy carried 308 armed fighters.", "fighter", "armed"),
        ("They buried the bodies of nine Lebanese soldiers.", "soldier", "lebanese"),
        ("Some 670 fighters and relatives boarded.", "fighter", "+relative"),
    ],
)
def test_what_is_counted_is_found_through_the_parse(
    read_text: ReadText, text: str, head: str, has: str
) -> None:
    (q,) = read_text(text).quantities
    assert q.head == head
    assert has in q.modifiers


def test_what_is_left_is_a_later_state(read_text: ReadText) -> None:
    (q,) = read_text("The remaining 11 buses went on.").quantities
    assert q.remaining


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789.,$%€-– '’abmnkto\n½²٣一"), max_size=60))
def test_any_figures_give_finite_values_inside_the_text(read_text: ReadText, text: str) -> None:
    reading = read_text("The count was " + text)
    whole = reading.report.text
    for q in reading.quantities:
        assert 0 <= q.start < q.end <= len(whole)
        assert all(v is None or math.isfinite(v) for v in (q.value, q.low, q.high))
        assert q.of is None or 0 <= q.of.start < q.of.end <= len(whole)
        assert q.low is None or q.high is None or q.low <= q.high
    assert read_text("The count was " + text).quantities == reading.quantities
