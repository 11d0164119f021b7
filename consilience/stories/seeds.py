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
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost from the 64 bits of a seed


class Pair(NamedTuple):
    """Two texts that may share a passage, the earlier first, and where in each the seeds begin that both have."""

    i: int
    j: int
    seeds: list[tuple[int, int]]  # places in text i, in order, and the seeds
    places: Mapping[int, list[int]]  # seeds, and their places in text j; those of other pairs of j with them


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
        numbered = self._shared.seeds.max(initial=-1) + 1
        self._marked = np.zeros(numbered, dtype=np.bool_)  # for `_among` alone

    def words(self, n: int) -> list[int]:
        """The words of one text."""
        words: list[int] = self._numbers[self._starts[n] : self._starts[n + 1]].tolist()
        return words

    def pairs(self) -> Iterator[Pair]:
        """Pairs of texts that share seeds close enough to each other to be of one passage, by the later one."""
        for j, earlier in self._candidates():
            yield from self._close(j, earlier)

    def _candidates(self) -> Iterator[tuple[int, Places]]:
        """For each text the earlier ones with which it has most seeds in common."""
        i, j, shared = _neighbours(self._shared, len(self._starts) - 1)
        order = np.lexsort((-i, -shared, j))
        i, j = i[order], j[order]
        for first, last in pairwise(np.flatnonzero(np.diff(j, prepend=-1, append=-1))):
            yield int(j[first]), i[first : min(last, first + PARTNERS)]

    def _close(self, j: int, earlier: Places) -> Iterator[Pair]:
        """The earlier texts that share enough: seeds of one passage begin at most a seed and a gap apart."""
        shared = self._shared
        theirs = _ranges(shared.bounds[earlier], shared.bounds[earlier + 1])
        theirs = theirs[self._among(shared.seeds[theirs], self._own(shared.seeds, j))]
        at, texts = shared.at[theirs], shared.texts[theirs]
        held = {i: theirs[texts == i] for i in _reaching(at, texts)}
        if held:
            places = self._places(j, shared.seeds[np.concatenate(list(held.values()))])
            for i, which in held.items():
                begins = (shared.at[which] - self._starts[i]).tolist()
                yield Pair(i, j, list(zip(begins, shared.seeds[which].tolist(), strict=True)), places)

    def _own(self, column: Places, n: int) -> Places:
        return column[self._shared.bounds[n] : self._shared.bounds[n + 1]]

    def _among(self, seeds: Places, wanted: Places) -> NDArray[np.bool_]:
        """Which seeds are wanted; a table of all is many times faster than `isin`."""
        self._marked[wanted] = True
        among = self._marked[seeds]
        self._marked[wanted] = False
        return among

    def _places(self, n: int, wanted: Places) -> Mapping[int, list[int]]:
        """Where in one text each wanted seed begins."""
        seeds, at = self._own(self._shared.seeds, n), self._own(self._shared.at, n) - self._starts[n]
        among = self._among(seeds, wanted)
        places: dict[int, list[int]] = {}
        for seed, place in zip(seeds[among].tolist(), at[among].tolist(), strict=True):
            places.setdefault(seed, []).append(place)
        return places


def _ranges(first: Places, last: Places) -> Places:
    """All the numbers from each first to its last."""
    sizes = last - first
    shifts: Places = np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    return shifts + np.arange(len(shifts))


def _reaching(at: Places, texts: Places) -> list[int]:
    """The texts of which seeds close to each other reach over a passage."""
    near = (at[1:] - at[:-1] <= SEED + LARGEST_GAP) & (texts[1:] == texts[:-1])
    if not near.any():
        return []
    apart = np.flatnonzero(~near)
    begins, ends = np.append(0, apart + 1), np.append(apart, len(at) - 1)
    return sorted(set(texts[ends][at[ends] - at[begins] >= SHORTEST - SEED].tolist()))


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
