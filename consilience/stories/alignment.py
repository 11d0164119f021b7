"""The passages that two texts share: runs of agreeing words, joined over small gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from consilience.stories.seeds import LARGEST_GAP, SEED, SHORTEST, Meeting, Runs, SeedIndex

LEAST_ALIKE = 0.7  # share of a passage's words that agree
OFTEN = 8  # a seed that stands more often in a text is matched in order only, not each with each


class Passage(NamedTuple):
    """Words `a0` to `a1` of one report that stand as `b0` to `b1` in another."""

    a0: int
    a1: int
    b0: int
    b1: int
    same: int  # words that agree


def aligned(index: SeedIndex) -> list[tuple[int, int, Passage]]:
    """The passages that every two texts share, in text order."""
    words = lru_cache(maxsize=1_000)(index.words)
    found: list[tuple[int, int, Passage]] = []
    for runs, meetings in index.shared():
        for i, j, own in _by_pair(runs):
            found += ((i, j, passage) for passage in _passages(own))
        for meeting in meetings:
            own = _runs(words(meeting.i), words(meeting.j), meeting)
            found += ((meeting.i, meeting.j, passage) for passage in _passages(own))
    return sorted(found, key=lambda x: x[:2])


def _by_pair(runs: Runs) -> Iterator[tuple[int, int, list[Passage]]]:
    rows = zip(*(column.tolist() for column in runs), strict=True)
    for (i, j), own in groupby(rows, key=itemgetter(0, 1)):
        yield i, j, [Passage(a, a + length, b, b + length, length) for _, _, a, b, length in own]


def _passages(runs: list[Passage]) -> list[Passage]:
    return [
        p
        for p in _chained(runs)
        if p.a1 - p.a0 >= SHORTEST and p.same >= LEAST_ALIKE * max(p.a1 - p.a0, p.b1 - p.b0)
    ]


def _runs(a: list[int], b: list[int], meeting: Meeting) -> list[Passage]:
    """Longest agreeing runs, each pair of positions in one run only."""
    covered: dict[int, int] = {}  # diagonal -> end in a
    seen: dict[int, int] = defaultdict(int)
    runs = []
    for i, seed in meeting.seeds:
        for j in _partners(meeting.places[seed], seen[seed]):
            if covered.get(i - j, -1) > i:
                continue
            length = _agreeing(a, b, i, j)
            covered[i - j] = i + length
            runs.append(Passage(i, i + length, j, j + length, length))
        seen[seed] += 1
    return runs


def _agreeing(a: list[int], b: list[int], i: int, j: int) -> int:
    """How many words agree from two places on where a seed stands."""
    length, most = SEED, min(len(a) - i, len(b) - j)
    while length < most and a[i + length] == b[j + length]:
        length += 1
    return length


def _partners(places: list[int], before: int) -> list[int]:
    """Where a seed that stood `before` times already may go on in the other text."""
    return places if len(places) <= OFTEN and before < OFTEN else places[before : before + 1]


def _chained(runs: list[Passage]) -> list[Passage]:
    """Runs that follow each other closely in both texts, as one passage."""
    if len(runs) < 2:
        return runs
    chained: list[Passage] = []
    near: list[int] = []  # those that a run may still follow: no later run begins before this one
    for run in sorted(runs, key=lambda r: (r.a0, r.b0)):
        near = [at for at in near if chained[at].a1 + LARGEST_GAP >= run.a0]
        for at in reversed(near):
            last = chained[at]
            near_a, near_b = run.a0 - last.a1, run.b0 - last.b1
            if -2 <= near_a <= LARGEST_GAP and -2 <= near_b <= LARGEST_GAP:
                shared = max(0, -near_a, -near_b)
                chained[at] = Passage(last.a0, run.a1, last.b0, run.b1, last.same + run.same - shared)
                break
        else:
            near.append(len(chained))
            chained.append(run)
    return _without_overlaps(chained)


def _without_overlaps(passages: list[Passage]) -> list[Passage]:
    """The longest first; one that repeats words of a longer one in either text is dropped."""
    kept: list[Passage] = []
    for p in sorted(passages, key=lambda p: (p.a0 - p.a1, p.a0, p.b0)):
        if all(p.a1 <= k.a0 or k.a1 <= p.a0 for k in kept) and all(
            p.b1 <= k.b0 or k.b1 <= p.b0 for k in kept
        ):
            kept.append(p)
    return sorted(kept, key=lambda p: p.a0)
