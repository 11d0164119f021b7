"""The passages that two texts share: runs of agreeing words, joined over small gaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.stories.columns import Places, changing
from consilience.stories.runs import Runs, SeedIndex
from consilience.stories.seeds import LARGEST_GAP, LEAST_ALIKE, SHORTEST


class Passage(NamedTuple):
    """Words `a0` to `a1` of one report that stand as `b0` to `b1` in another."""

    a0: int
    a1: int
    b0: int
    b1: int
    same: int  # words that agree


def aligned(index: SeedIndex) -> Places:
    """The passages that every two texts share, in text order, six columns: the two texts, and the first four of `Passage`."""
    found = [np.zeros((0, 6), dtype=np.int64)]
    for runs in index.runs():
        single = _single(runs)
        found.append(_of_single(Runs(*(column[single] for column in runs))))
        found.append(_of_several(Runs(*(column[~single] for column in runs))))
    rows = np.concatenate(found)
    return rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]


def _single(runs: Runs) -> NDArray[np.bool_]:
    """Which runs are all that two texts have in common, most of them."""
    edges = np.append(changing(runs.i, runs.j), True)
    single: NDArray[np.bool_] = edges[:-1] & edges[1:]
    return single


def _of_single(runs: Runs) -> Places:
    """The runs that are passages by themselves."""
    i, j, a, b, lengths = (column[runs.lengths >= SHORTEST] for column in runs)
    return np.stack([i, j, a, a + lengths, b, b + lengths], axis=1)


def _of_several(runs: Runs) -> Places:
    rows = [(i, j, *passage[:4]) for i, j, own in _by_pair(runs) for passage in _passages(own)]
    return np.array(rows, dtype=np.int64).reshape(-1, 6)


def _by_pair(runs: Runs) -> Iterator[tuple[int, int, list[Passage]]]:
    rows = zip(*(column.tolist() for column in runs), strict=True)
    for (i, j), own in groupby(rows, key=itemgetter(0, 1)):
        yield i, j, [Passage(a, a + length, b, b + length, length) for _, _, a, b, length in own]


def _passages(runs: list[Passage]) -> list[Passage]:
    long = [p for p in _chained(runs) if p.a1 - p.a0 >= SHORTEST]
    return [p for p in _without_overlaps(long) if p.same >= LEAST_ALIKE * max(p.a1 - p.a0, p.b1 - p.b0)]


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
    return chained


def _without_overlaps(passages: list[Passage]) -> list[Passage]:
    """The longest first; one that repeats words of a longer one in either text is dropped."""
    kept: list[Passage] = []
    for p in sorted(passages, key=lambda p: (p.a0 - p.a1, p.a0, p.b0)):
        if all(p.a1 <= k.a0 or k.a1 <= p.a0 for k in kept) and all(
            p.b1 <= k.b0 or k.b1 <= p.b0 for k in kept
        ):
            kept.append(p)
    return sorted(kept, key=lambda p: p.a0)
