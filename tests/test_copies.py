"""Copies: which passages are found in several reports, and that words as numbers are the words."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience.model import Reading, Received, Report, Span
from consilience.stories.copies import find_copies
from consilience.stories.heap import heap_of
from consilience.stories.word_numbers import word_lots
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


def test_a_passage_may_have_fewer_words_in_the_later_report() -> None:
    whole = "The ferry left the harbour of Velm shortly after nine with eighty"  # twelve words
    shorter = whole.replace(" of Velm", "")
    assert copied(whole, shorter) == [[whole, shorter]]


def test_a_passage_is_found_among_phrases_that_stand_in_many_reports() -> None:
    phrase = "a spokesman for the group told reporters"
    texts = [" ".join([f"{phrase} {n}-{part} " + f"own{n} " * 6 for part in range(3)]) for n in range(30)]
    texts[7] += f" {PASSAGE}, {phrase} then."
    texts[23] = f"{PASSAGE}, {phrase} now. {texts[23]}"
    assert copied(*texts) == [[f"{PASSAGE}, {phrase}"] * 2]


def test_one_word_again_and_again_is_matched_in_order() -> None:
    (copy,) = find_copies([reading("r0", "goat " * 3000), reading("r1", "goat " * 2000)])
    assert [(s.start, s.end) for s in copy.spans] == [(0, 9999), (0, 9999)]


def test_words_beside_boilerplate_keep_their_places() -> None:
    text = f"Signed by the editor.\n\n{PASSAGE}.\n\nMore of this.\n\n{PASSAGE[::-1]}"
    ends = len("Signed by the editor.")
    heap = [reading("a", text, (Span(0, ends),)), reading("b", f"{PASSAGE} ...")]
    (copy,) = find_copies(heap)
    assert [heap[n].report.text[s.start : s.end] for n, s in enumerate(copy.spans)] == [PASSAGE, PASSAGE]


def sentences(chance: random.Random, count: int) -> list[str]:
    """Sentences of twelve words and more, with phrases in their midst that many have."""
    phrases = [f"phrase {n} " * 4 for n in range(5)]
    made = []
    for _ in range(count):
        words = [f"word{chance.randrange(4000)}" for _ in range(chance.randint(12, 30))]
        words.insert(len(words) // 2, chance.choice(phrases))
        made.append(" ".join(words))
    return made


@given(st.integers(0, 1 << 32), st.integers(2, 6))
def test_every_sentence_that_two_reports_have_is_found(seed: int, count: int) -> None:
    chance = random.Random(seed)
    pool = sentences(chance, 12)
    texts = [
        ". ".join(
            f"{one}. {own}" for one, own in zip(chance.sample(pool, 6), sentences(chance, 6), strict=True)
        )
        for _ in range(count)
    ]
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    spans = [s for copy in find_copies(heap) for s in copy.spans]
    for sentence in pool:
        holders = [(r.report.id, r.report.text.index(sentence)) for r in heap if sentence in r.report.text]
        for report, at in holders if len(holders) > 1 else []:
            assert any(s.report == report and s.start <= at and at + len(sentence) <= s.end for s in spans)


@given(
    st.lists(
        st.text(max_size=60) | st.sampled_from([PASSAGE, "don’t ''x''", "ﬁn ΐ ŉ \u0345 中文"]), max_size=8
    )
)
def test_numbers_are_the_same_where_words_are(texts: list[str]) -> None:
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    numbers = [number for lot in word_lots(heap) for number in lot.numbers.tolist()]
    words = [word for r in heap for word in bare_words(r)]
    assert len(words) == len(numbers)
    assert len(set(zip(words, numbers, strict=True))) == len(set(words)) == len(set(numbers))
    every = np.arange(len(words))
    spans = [[n, *span] for n, r in enumerate(heap) for span in word_spans(r)]
    assert heap_of(heap).spans(every, every).tolist() == spans
    for r in heap:
        assert tuple(bare_words(r)) == words_of(r).words


@given(st.lists(st.lists(st.sampled_from("abcde"), max_size=40).map(" ".join), max_size=6))
def test_passages_lie_within_their_texts(texts: list[str]) -> None:
    heap = [reading(f"r{n}", text) for n, text in enumerate(texts)]
    for copy in find_copies(heap):
        assert len({s.report for s in copy.spans}) > 1
        assert all(0 <= s.start < s.end <= len(texts[int(s.report[1:])]) for s in copy.spans)
