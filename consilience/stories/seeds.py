"""Which reports may share a passage: those that share seeds, runs of five words, close to each other.

An index of seeds instead of comparing all with all; the arrays are of NumPy, so that millions of words take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
SEED = 5  # words that must agree in a row for two passages to be compared
SHORTEST = 12  # words in a passage
LARGEST_GAP = 4  # words that may differ between two agreeing runs
NEIGHBOURS = 6  # reports before it that each holder of a seed is compared with; passages of more are joined through them
PARTNERS = 20  # of those, how many it is aligned with: the ones with most seeds in common
TABLE = 22  # bits of a seed by which it is told from seeds that stand once
OFTEN = 8  # a seed that stands more often in a text is matched in order only, not each with each
LOT = 500_000  # seeds that are looked up at once
NOWHERE, AGAIN = -1, -2  # in place of where a seed stands
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost from the 64 bits of a seed


class Runs(NamedTuple):
    """Longest agreeing runs of pairs of texts: text i from word `a` on and text j from word `b` on, by pair."""

    i: Places
    j: Places
    a: Places
    b: Places
    lengths: Places


@dataclass(frozen=True, slots=True)
class _Shared:
    """Seeds that stand more than once, by where they begin in all texts laid end to end."""

    seeds: Places  # by number
    at: Places
    texts: Places  # the text that each stands in
    bounds: Places  # where each text's part of the three arrays begins, and the last one's ends


class SeedIndex:
    """The seeds of a heap of texts."""

    def __init__(self, numbers: Numbers, starts: Places) -> None:
        """`numbers` are the words of all texts, `starts` where each text's begin and the last one's end."""
        self._starts = starts
        self._shared = _shared(numbers, starts)
        self._where = np.full(
            self._shared.seeds.max(initial=-1) + 1, NOWHERE, dtype=np.int32
        )  # for `_met` alone

    def runs(self) -> Iterator[Runs]:
        """The runs of pairs of texts that share seeds close enough to each other to be of one passage, in lots."""
        for i, j in self._lots():
            yield self._close(i, j)

    def _lots(self) -> Iterator[tuple[Places, Places]]:
        """Pairs of texts by the later one, each with the earlier ones with which it has most seeds in common."""
        i, j, shared = _neighbours(self._shared, len(self._starts) - 1)
        order = np.lexsort((-i, -shared, j))
        i, j = i[order], j[order]
        kept = np.arange(len(j)) - np.searchsorted(j, j) < PARTNERS
        i, j = i[kept], j[kept]
        load = np.cumsum(self._shared.bounds[i + 1] - self._shared.bounds[i]) // LOT
        cuts = np.searchsorted(
            j, j[np.flatnonzero(np.diff(load)) + 1]
        )  # a lot holds all pairs of a later text
        for first, last in pairwise(np.unique([0, *cuts, len(j)])):
            yield i[first:last], j[first:last]

    def _close(self, i: Places, j: Places) -> Runs:
        shared = self._shared
        theirs = _ranges(shared.bounds[i], shared.bounds[i + 1])
        sizes = shared.bounds[i + 1] - shared.bounds[i]
        met, b = self._met(shared.seeds[theirs], j, np.append(0, np.cumsum(sizes)))
        pair, a = np.repeat(np.arange(len(i)), sizes)[met], shared.at[theirs[met]]
        kept = _reaching(a, pair)
        pair, a, b = pair[kept], a[kept], b[kept]
        order = np.argsort(
            pair * 2 * self._starts[-1] + a - b, kind="stable"
        )  # one key is quicker than three
        pair, a, b = pair[order], a[order], b[order]
        return self._runs(i[pair], j[pair], a, b)

    def _met(self, seeds: Places, j: Places, bounds: Places) -> tuple[Places, Places]:
        """Which seeds of pairs stand in the later text too, in order, and where there; a seed that stands there several times
        comes several times. A table of all seeds is many times faster than sorting."""
        shared, where = self._shared, self._where
        found, more = np.empty(len(seeds), dtype=np.int32), []
        for first, last in pairwise(np.flatnonzero(np.diff(j, prepend=-1, append=-1))):
            own = slice(shared.bounds[j[first]], shared.bounds[j[first] + 1])
            wanted, at = shared.seeds[own], shared.at[own]
            where[wanted] = at
            repeated = wanted[where[wanted] != at]
            where[repeated] = AGAIN
            part = slice(bounds[first], bounds[last])
            np.take(where, seeds[part], out=found[part], mode="clip")  # the quickest: no index is checked
            if len(repeated):
                held = where[wanted] == AGAIN
                which = np.flatnonzero(found[part] == AGAIN) + bounds[first]
                found[which] = NOWHERE
                pair = np.searchsorted(bounds, which, side="right")
                more.append(_each_with_each(which, pair, seeds[which], wanted[held], at[held]))
            where[wanted] = NOWHERE
        once = np.flatnonzero(found != NOWHERE)
        met, b = (
            np.concatenate([once, *(m for m, _ in more)]),
            np.concatenate([found[once], *(b for _, b in more)]),
        )
        order = np.argsort(met, kind="stable")
        return met[order], b[order]

    def _runs(self, i: Places, j: Places, a: Places, b: Places) -> Runs:
        """Seeds one after the other at the same distance are of one run."""
        new = np.ones(len(a), dtype=np.bool_)
        new[1:] = (i[1:] != i[:-1]) | (j[1:] != j[:-1]) | (a[1:] != a[:-1] + 1) | (b[1:] != b[:-1] + 1)
        first = np.flatnonzero(new)
        lengths = np.diff(np.append(first, len(a))) + SEED - 1
        i, j = i[first], j[first]
        return Runs(i, j, a[first] - self._starts[i], b[first] - self._starts[j], lengths)


def _each_with_each(
    which: Places, pair: Places, seeds: Places, wanted: Places, at: Places
) -> tuple[Places, Places]:
    """The places `at` of each seed in a text that has it several times; one that stands too often there or in the other text
    is matched in order only: the first with the first, the second with the second."""
    order = np.argsort(wanted, kind="stable")
    wanted, at = wanted[order], at[order]
    left, right = np.searchsorted(wanted, seeds), np.searchsorted(wanted, seeds, side="right")
    rank = _ranks(pair, seeds)
    often = (right - left > OFTEN) | (rank >= OFTEN)
    first = np.where(often, np.minimum(left + rank, right), left)
    last = np.where(often, np.minimum(left + rank + 1, right), right)
    return np.repeat(which, last - first), at[_ranges(first, last)]


def _ranks(pair: Places, seeds: Places) -> Places:
    """How often each seed stood before in its pair."""
    order = np.lexsort((np.arange(len(seeds)), seeds, pair))
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = (seeds[order][1:] != seeds[order][:-1]) | (pair[order][1:] != pair[order][:-1])
    at, ranks = np.arange(len(order)), np.empty(len(order), dtype=np.int64)
    ranks[order] = at - np.maximum.accumulate(np.where(new, at, 0))
    return ranks


def _ranges(first: Places, last: Places) -> Places:
    """All the numbers from each first to its last."""
    sizes = last - first
    shifts: Places = np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    return shifts + np.arange(len(shifts))


def _reaching(at: Places, pairs: Places) -> NDArray[np.bool_]:
    """Which seeds are of a pair whose seeds, close to each other, reach over a passage somewhere."""
    if not len(at):
        return np.zeros(0, dtype=np.bool_)
    near = (at[1:] - at[:-1] <= SEED + LARGEST_GAP) & (pairs[1:] == pairs[:-1])
    apart = np.flatnonzero(~near)
    begins, ends = np.append(0, apart + 1), np.append(apart, len(at) - 1)
    reaching = np.zeros(pairs[-1] + 1, dtype=np.bool_)
    reaching[pairs[ends][at[ends] - at[begins] >= SHORTEST - SEED]] = True
    return reaching[pairs]


def _shared(numbers: Numbers, starts: Places) -> _Shared:
    """The seeds that stand more than once in all texts, in text order."""
    mixed = np.zeros(max(0, len(numbers) - SEED + 1), dtype=np.uint64)
    for k in range(SEED):
        mixed *= FACTOR
        mixed += numbers[k : k + len(mixed)]
    at = _standing_again(mixed)
    at = at[np.argsort(mixed[at])]
    mixed = mixed[at]
    again = np.zeros(len(mixed), dtype=np.bool_)
    again[1:] = mixed[1:] == mixed[:-1]
    often = again.copy()
    often[:-1] |= again[1:]
    seeds, at = np.cumsum(~again[often]) - 1, at[often]
    in_text = np.argsort(at)
    at, seeds = at[in_text], seeds[in_text]
    texts = np.searchsorted(starts, at, side="right") - 1
    whole = at + SEED <= starts[texts + 1]  # no seed runs from one text into the next
    at, seeds, texts = at[whole], seeds[whole], texts[whole]
    return _Shared(seeds, at, texts, np.searchsorted(at, starts))


def _standing_again(seeds: Numbers) -> Places:
    """Where a seed stands that stands elsewhere too, and a few others: to sort alone is far quicker than to sort places."""
    held = np.sort(seeds)
    held = held[1:][held[1:] == held[:-1]]
    table = np.zeros(1 << TABLE, dtype=np.bool_)
    table[(held >> np.uint64(64 - TABLE)).astype(np.int64)] = True
    return np.flatnonzero(table[(seeds >> np.uint64(64 - TABLE)).astype(np.int64)])


def _neighbours(shared: _Shared, texts: int) -> tuple[Places, Places, Places]:
    """Pairs of texts near each other among the holders of a seed, the earlier first, and in how many seeds that is so."""
    held = np.sort(shared.seeds * texts + shared.texts)
    held = held[np.diff(held, prepend=-1) != 0]  # each holder of a seed once; `unique` is slower
    seeds, holders = held // max(1, texts), held % max(1, texts)
    found = [
        (holders[back:] * texts + holders[:-back])[seeds[back:] == seeds[:-back]]
        for back in range(1, NEIGHBOURS + 1)
    ]
    pairs, counts = np.unique(np.concatenate(found), return_counts=True)
    return pairs % max(1, texts), pairs // max(1, texts), counts
