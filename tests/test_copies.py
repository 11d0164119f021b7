"""Copies: which passages are found in several reports, and that words as numbers are the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.model import Reading, Received, Report, Span
from consilience.stories.copies import find_copies
from consilience.stories.word_numbers import heap_words
from consilience.stories.words import bare_words, word_spans, words_of

PASSAGE = (
    "The ferry left the harbour of Velm shortly after nine with eighty people and a herd of goats on board"
)


def reading(name: str, text: str, boilerplate: tuple[Span, ...] = ()) -> Reading:
    return Reading(Report(name, name, text, Received(name, b"", "", "")), boilerplate=boilerplate)


def copied(*texts: str) -> list[list[str]]:
    """The passages found in several texts, as each text has them."""
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    words = {r.report.id: r.report.text for r in heap}
    return [[words[s.report][s.start : s.end] for s in copy.spans] for copy in find_copies(heap)]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (PASSAGE, PASSAGE),
        (PASSAGE.upper(), PASSAGE.upper()),
        (f"“It was dark,” she said.\n\n{PASSAGE}. Nobody knew why.", PASSAGE),
        (
            PASSAGE.replace("shortly after", "a little past"),
            PASSAGE.replace("shortly after", "a little past"),
        ),
        (PASSAGE[: PASSAGE.index(" after")], None),  # eight words
        ("Goats were on board, and eighty people; the ferry of Velm had left at nine.", None),
        ("", None),
    ],
    ids=["whole", "capitals", "within", "two words changed", "too short", "own words", "nothing"],
)
def test_a_passage_of_twelve_words_is_found_however_it_is_edited(other: str, found: str | None) -> None:
    assert copied(PASSAGE + " .", other) == ([[PASSAGE, found]] if found else [])


def test_apostrophes_and_letters_of_all_kinds_are_the_same_word() -> None:
    curly = "Der Bürgermeister sagte, die Straße sei nass; he didn’t say who’d been driving the lorry that night 😀"
    plain = (
        "der bürgermeister sagte, die STRASSE sei nass; he didn't say who'd been driving the lorry that night"
    )
    assert copied(curly, plain) == [[curly.removesuffix(" 😀"), plain]]


def test_words_of_boilerplate_are_no_copy() -> None:
    text = f"{PASSAGE}\n\nSigned."
    heap = [reading("a", text, (Span(0, len(PASSAGE)),)), reading("b", text)]
    assert find_copies(heap) == ()


def test_a_passage_in_many_reports_is_one_copy() -> None:
    (copy,) = find_copies([reading(f"r{n:02d}", f"Number {n}.\n\n{PASSAGE}.") for n in range(40)])
    assert len(copy.spans) == 40


@given(
    st.lists(
        st.text(max_size=60) | st.sampled_from([PASSAGE, "don’t ''x''", "ﬁn ΐ ŉ \u0345 中文"]), max_size=8
    )
)
def test_numbers_are_the_same_where_words_are(texts: list[str]) -> None:
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    numbers, bounds, begins, ends = heap_words(heap)
    words = [word for r in heap for word in bare_words(r)]
    assert len(words) == len(numbers) == bounds[-1]
    assert (
        len(set(zip(words, numbers.tolist(), strict=True))) == len(set(words)) == len(set(numbers.tolist()))
    )
    spans = [span for r in heap for span in word_spans(r)]
    assert list(zip(begins.tolist(), ends.tolist(), strict=True)) == spans
    for r in heap:
        assert tuple(bare_words(r)) == words_of(r).words


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=40).map(" ".join), max_size=6))
def test_passages_lie_within_their_texts(texts: list[str]) -> None:
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    for copy in find_copies(heap):
        assert len({s.report for s in copy.spans}) > 1
        assert all(0 <= s.start < s.end <= len(texts[int(s.report[1:])]) for s in copy.spans)
