"""What is joined across windows of time: copies, stories; and readings that are kept and had again."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from conftest import report_of
from heap import HEAP
from hypothesis import given, settings
from hypothesis import strategies as st

from consilience.model import Reading
from consilience.model.packing import pack, unpack
from consilience.stories.bundles import Joiner, bundles_of
from consilience.stories.features import Features, features_of
from consilience.stories.passages import Passages, Stretch
from consilience.stories.sketches import likely_copies, sketch_of
from consilience.stories.words import Words, words_of

st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@given(st.builds(Reading))
@settings(max_examples=60, deadline=None)
def test_a_kept_reading_is_had_again_exactly(reading: Reading) -> None:
    assert unpack(Reading, pack(reading)) == reading


def test_the_readings_of_real_text_are_had_again_exactly(read_text: Callable[..., Reading]) -> None:
    for texts in HEAP.values():
        for text in texts:
            reading = read_text(text, published="2024-05-01")
            assert unpack(Reading, pack(reading)) == reading


def stories_in_windows(
    heap: list[Features], days: list[int], size: int, reach: int = 1_000
) -> list[list[int]]:
    """The stories of a heap that is grouped in windows of `size` and then joined."""
    bundles = {}
    joiner = Joiner(lambda member: bundles[member], reach)
    found = []
    for begin in range(0, len(heap), size):
        made = list(bundles_of(heap[begin : begin + size], days[begin : begin + size], begin))
        bundles |= {bundle.members[0]: features for bundle, features in made}
        found += joiner.add([bundle for bundle, _ in made], begin)
    return sorted([*found, *joiner.rest()])


def heap_of(
    read_text: Callable[..., Reading], days: dict[str, list[int]]
) -> tuple[list[str], list[Features], list[int]]:
    """The reports of the heap in order of time: the story of each, what it tells of, its day."""
    rows = sorted(
        (days[story][n], story, text) for story, texts in HEAP.items() for n, text in enumerate(texts)
    )
    begin = date(2024, 5, 1)
    dated = [read_text(text, published=str(begin + timedelta(day))) for day, _, text in rows]
    epoch = (begin - date(1970, 1, 1)).days
    return [s for _, s, _ in rows], [features_of(r) for r in dated], [epoch + day for day, _, _ in rows]


def test_stories_that_run_over_windows_are_joined(read_text: Callable[..., Reading]) -> None:
    stories, heap, days = heap_of(read_text, {story: [0, 2, 4] for story in HEAP})
    wanted = sorted([n for n, s in enumerate(stories) if s == story] for story in HEAP)
    assert stories_in_windows(heap, days, len(heap)) == wanted
    assert stories_in_windows(heap, days, 8) == wanted


def test_what_comes_too_late_or_too_far_on_is_another_story(read_text: Callable[..., Reading]) -> None:
    stories, heap, days = heap_of(read_text, {story: [0, 40, 80] for story in HEAP})
    assert stories_in_windows(heap, days, 8) == [[n] for n in range(len(stories))]
    stories, heap, days = heap_of(read_text, {story: [0, 2, 4] for story in HEAP})
    near = stories_in_windows(heap, days, 8, reach=1)
    assert sum(len(s) for s in near) == len(heap)
    assert len(near) > len(HEAP)


WORDS = [f"{a}{b}" for a in ("ka", "lo", "mi", "ne", "su", "ta") for b in ("ran", "dol", "vek", "pim", "zor")]


def text_of(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def test_a_shared_passage_is_found_among_reports_that_share_nothing() -> None:
    chance = random.Random(3)
    passage = text_of(chance, 60)
    texts = [text_of(chance, 120) for _ in range(60)]
    for holder in (7, 21, 50):
        texts[holder] = f"{texts[holder][:200]} {passage} {texts[holder][200:400]}"
    found = likely_copies([sketch(text) for text in texts], np.arange(60) // 3, 0)
    assert {(7, 21), (7, 50), (21, 50)} >= set(found) >= {(7, 21), (21, 50)}
    assert likely_copies([sketch(text) for text in texts], np.arange(60) // 3, 30) == [
        pair for pair in found if pair[1] >= 30
    ]
    assert likely_copies([sketch(text) for text in texts], np.arange(60) * 22, 0) == []


def sketch(text: str) -> np.ndarray:
    return sketch_of(words(text).words)


def words(text: str) -> Words:
    return words_of(Reading(report_of(text)))


def test_a_sketch_of_few_words_is_empty() -> None:
    assert len(sketch("Two boats sank")) == 0
    assert likely_copies([], np.zeros(0, np.int64), 0) == []
    assert likely_copies([sketch("")] * 3, np.zeros(3, np.int64), 0) == []


def test_stretches_that_lie_mostly_over_each_other_are_of_one_passage() -> None:
    passages = Passages()
    passages.add(Stretch(0, 100, 200), Stretch(1, 0, 100))
    passages.add(Stretch(1, 10, 110), Stretch(4, 50, 150))  # nearly the same words of report 1
    passages.add(Stretch(1, 300, 400), Stretch(2, 0, 100))  # other words of it
    assert list(passages.complete(2)) == []
    assert list(passages.complete(3)) == [[Stretch(1, 300, 400), Stretch(2, 0, 100)]]
    assert list(passages.complete(5)) == [
        [Stretch(0, 100, 200), Stretch(1, 0, 100), Stretch(1, 10, 110), Stretch(4, 50, 150)]
    ]
    assert list(passages.complete(9)) == []


def test_two_passages_that_turn_out_to_be_one_are_joined() -> None:
    passages = Passages()
    passages.add(Stretch(0, 0, 90), Stretch(1, 0, 90))
    passages.add(Stretch(2, 0, 90), Stretch(3, 0, 90))
    passages.add(Stretch(1, 0, 88), Stretch(3, 0, 88))
    found = list(passages.complete(4))
    assert len(found) == 1
    assert {s.report for s in found[0]} == {0, 1, 2, 3}
