"""The layers of a reading, on sentences written for it; and spans, whatever the text."""

from __future__ import annotations

import pytest
from conftest import ReadText
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consilience.model import Quantity, Reading
from consilience.reading.numbers import number_at
from consilience.reading.quotations import find_quotations


def only(quantities: tuple[Quantity, ...]) -> Quantity:
    assert len(quantities) == 1, quantities
    return quantities[0]


@given(st.integers(1, 99))
def test_number_words(number: int) -> None:
    small = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    words = (
        [small[number]]
        if number < 20
        else [tens[number // 10]] + (["-", small[number % 10]] if number % 10 else [])
    )
    found = number_at(["the", *words, "people"], 1)
    assert found is not None
    assert (found.value, found.end) == (number, 1 + len(words))


@given(st.integers(0, 999), st.sampled_from(["thousand", "million", "billion"]))
def test_figures_with_a_scale(number: int, scale: str) -> None:
    found = number_at([str(number), scale], 0)
    assert found is not None
    assert found.value == number * {"thousand": 10**3, "million": 10**6, "billion": 10**9}[scale]


def attributed(reading: Reading) -> list[tuple[str, str, str | None, bool]]:
    text = reading.report.text
    names = {e.id: e.name for e in reading.entities}
    return [
        (
            " ".join(s.of(text) for s in a.source),
            " ".join(s.of(text) for s in a.content),
            names.get(a.speaker or ""),
            a.direct,
        )
        for a in reading.attributions
    ]


def test_indirect_speech(read_text: ReadText) -> None:
    found = attributed(
        read_text("Maria Otieno, the health minister, said that the clinic would reopen on Monday.")
    )
    assert found[0][0].startswith("Maria Otieno")
    assert found[0][1] == "that the clinic would reopen on Monday"
    assert found[0][2] == "Maria Otieno"


def test_a_quotation_broken_by_the_speaker(read_text: ReadText) -> None:
    reading = read_text(
        '"We searched all night," Peter Sule told reporters. "There was nobody left in the water."'
    )
    quoted = [reading.report.text[s.start : s.end] for a in reading.attributions for s in a.quoted]
    assert "We searched all night," in quoted
    assert "There was nobody left in the water." in quoted
    assert {name for _, _, name, direct in attributed(reading) if direct} == {"Peter Sule"}


def test_according_to(read_text: ReadText) -> None:
    found = attributed(read_text("The bridge was closed for a week, according to the Lake Safety Board."))
    assert ("the Lake Safety Board", "The bridge was closed for a week") in [(s, c) for s, c, _, _ in found]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "we go home now" and left.', ["we go home now"]),
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ("`` Never again , '' he said .", [" Never again , "]),
        ("It's the dogs' own rock 'n' roll.", []),
        ("“A first paragraph that goes on\n“and a second that ends.”", ["A first paragraph that goes on", "and a second that ends."]),
        ('An inch is 1" and no more.', []),
    ],
)  # fmt: skip
def test_quotations(text: str, inner: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == inner


def test_one_entity_for_all_forms_of_a_name(read_text: ReadText) -> None:
    reading = read_text(
        "The Lake Safety Board (LSB) met on Monday. Captain Moses Kalindo said the ferry was full. "
        "Kalindo blamed the LSB. The board denied it."
    )
    text = reading.report.text
    spelt = {
        e.name: {text[m.start : m.end] for m in reading.mentions if m.entity == e.id}
        for e in reading.entities
    }
    assert {"Moses Kalindo", "Kalindo"} <= spelt["Moses Kalindo"]
    assert {"Lake Safety Board", "LSB", "The board"} <= spelt["Lake Safety Board"]


def test_two_persons_with_one_surname_stay_two(read_text: ReadText) -> None:
    reading = read_text("Michel Aoun met Joseph Aoun in Beirut. Michel Aoun thanked him. Joseph Aoun left.")
    assert {"Michel Aoun", "Joseph Aoun"} <= {e.name for e in reading.entities}


def test_an_event_has_its_date_and_participants(read_text: ReadText) -> None:
    reading = read_text("The army bombed the road near Palmyra on August 30, 2017.")
    bombed = next(e for e in reading.events if e.lemma == "bomb")
    assert (bombed.type, bombed.date, bombed.asserted) == ("attack", "2017-08-30", True)


def test_what_is_planned_is_not_asserted(read_text: ReadText) -> None:
    planned = list(read_text("The group may attack the town. They did not leave.").events)
    assert [(e.lemma, e.asserted, e.negated) for e in planned] == [
        ("attack", False, False),
        ("leave", True, True),
    ]


PIECES = st.lists(
    st.sampled_from(
        ["Police said nine people died.", "\n\n", "“We saw 40 boats,” ", "he said. ", "On Monday, ", "U.S.-led ", "\u202e", "​",
         "$3m ", "(LSB) ", "…", '"', "''", "``", "<script>alert(1)</script>", "Łódź ", "日本 ", "12/13/2014 ", "3-2 ", "at 10:30 GMT ",
         "the third quarter ", "two or three ", "between 3 and ", "half a ", "more than ", "\t", "\x07", "a" * 40]
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PIECES)
def test_every_span_lies_in_the_text_and_layers_are_in_order(read_text: ReadText, pieces: list[str]) -> None:
    reading = read_text("".join(pieces))
    length = len(reading.report.text)
    layers = [
        reading.sentences,
        reading.boilerplate,
        reading.mentions,
        reading.times,
        reading.places,
        reading.quantities,
        reading.events,
    ]
    for layer in layers:
        spans = [(m.start, m.end) for m in layer]
        assert all(0 <= a < b <= length for a, b in spans)
        assert [a for a, _ in spans] == sorted(a for a, _ in spans)
    for a in reading.attributions:
        for span in (*a.source, *a.cue, *a.content):
            assert 0 <= span.start < span.end <= length
        assert all(0 <= q.start <= q.end <= length for q in a.quoted)
