"""Which reports may share a passage: those that share seeds, runs of five words, close to each other.

An index of seeds instead of comparing all with all; the arrays are of NumPy, so that millions of words take seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
LOT = 500_000  # seeds that are looked up at once
NOWHERE, AGAIN = -1, -2  # in place of where a seed stands
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost from the 64 bits of a seed


class Meeting(NamedTuple):
    """Seeds that two texts both have, the earlier text first: places in text i, in order, and the seeds."""

    i: int
    j: int
    seeds: list[tuple[int, int]]
    places: Mapping[int, list[int]]  # seeds, and their places in text j


class Runs(NamedTuple):
    """Longest agreeing runs of pairs of texts: text i from word `a` on and text j from word `b` on, by pair and `a`."""

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
        self._numbers, self._starts = numbers, starts
        self._shared = _shared(numbers, starts)
        self._where = np.full(self._shared.seeds.max(initial=-1) + 1, NOWHERE)  # for `_met` alone

    def words(self, n: int) -> list[int]:
        """The words of one text."""
        words: list[int] = self._numbers[self._starts[n] : self._starts[n + 1]].tolist()
        return words

    def shared(self) -> Iterator[tuple[Runs, list[Meeting]]]:
        """What pairs of texts share that have seeds close enough to each other to be of one passage, in lots: the runs of
        pairs in which every seed stands once in the later text, and for the others their seeds."""
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

    def _close(self, i: Places, j: Places) -> tuple[Runs, list[Meeting]]:
        shared = self._shared
        sizes = shared.bounds[i + 1] - shared.bounds[i]
        theirs = _ranges(shared.bounds[i], shared.bounds[i + 1])
        b, often = self._met(shared.seeds[theirs], j, np.append(0, np.cumsum(sizes)))
        met = np.flatnonzero(b != NOWHERE)
        pair, theirs, b = np.repeat(np.arange(len(i)), sizes)[met], theirs[met], b[met]
        a = shared.at[theirs]
        reaching = np.isin(pair, _reaching(a, pair))
        pair, theirs, a, b = pair[reaching], theirs[reaching], a[reaching], b[reaching]
        held = np.isin(pair, np.flatnonzero(often))
        meetings = [
            self._meeting(int(i[n]), int(j[n]), theirs[held][pair[held] == n]) for n in np.unique(pair[held])
        ]
        pair, a, b = pair[~held], a[~held], b[~held]
        return self._runs(i[pair], j[pair], a, b), meetings

    def _met(self, seeds: Places, j: Places, bounds: Places) -> tuple[Places, NDArray[np.bool_]]:
        """Where each seed stands in its pair's later text; and which pairs have one there that stands more than once.
        A table of all seeds is many times faster than sorting."""
        shared, where = self._shared, self._where
        found, often = np.empty(len(seeds), dtype=np.int64), np.zeros(len(j), dtype=np.bool_)
        for first, last in pairwise(np.flatnonzero(np.diff(j, prepend=-1, append=-1))):
            own = slice(shared.bounds[j[first]], shared.bounds[j[first] + 1])
            wanted, at = shared.seeds[own], shared.at[own]
            where[wanted] = at
            part = slice(bounds[first], bounds[last])
            found[part] = where[seeds[part]]
            repeated = wanted[where[wanted] != at]
            if len(repeated):
                where[repeated] = AGAIN
                twice = np.flatnonzero(where[seeds[part]] == AGAIN) + bounds[first]
                often[np.searchsorted(bounds, twice, side="right") - 1] = True
            where[wanted] = NOWHERE
        return found, often

    def _runs(self, i: Places, j: Places, a: Places, b: Places) -> Runs:
        """Seeds one after the other at the same distance are of one run."""
        new = np.ones(len(a), dtype=np.bool_)
        new[1:] = (i[1:] != i[:-1]) | (j[1:] != j[:-1]) | (a[1:] != a[:-1] + 1) | (b[1:] != b[:-1] + 1)
        first = np.flatnonzero(new)
        lengths = np.diff(np.append(first, len(a))) + SEED - 1
        i, j = i[first], j[first]
        return Runs(i, j, a[first] - self._starts[i], b[first] - self._starts[j], lengths)

    def _meeting(self, i: int, j: int, which: Places) -> Meeting:
        shared = self._shared
        begins, seeds = (shared.at[which] - self._starts[i]).tolist(), shared.seeds[which].tolist()
        own = slice(shared.bounds[j], shared.bounds[j + 1])
        places: dict[int, list[int]] = {seed: [] for seed in seeds}
        for seed, place in zip(
            shared.seeds[own].tolist(), (shared.at[own] - self._starts[j]).tolist(), strict=True
        ):
            if seed in places:
                places[seed].append(place)
        return Meeting(i, j, list(zip(begins, seeds, strict=True)), places)


def _ranges(first: Places, last: Places) -> Places:
    """All the numbers from each first to its last."""
    sizes = last - first
    shifts: Places = np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    return shifts + np.arange(len(shifts))


def _reaching(at: Places, pairs: Places) -> Places:
    """The pairs of which seeds close to each other reach over a passage."""
    near = (at[1:] - at[:-1] <= SEED + LARGEST_GAP) & (pairs[1:] == pairs[:-1])
    apart = np.flatnonzero(~near)
    begins, ends = np.append(0, apart + 1), np.append(apart, len(at) - 1)
    return np.unique(pairs[ends][at[ends] - at[begins] >= SHORTEST - SEED]) if len(at) else at


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
