"""Seeds, runs of five words: those that stand in several texts, near enough to others to be of a passage.

Two texts share a passage only where both have several seeds that stand elsewhere too, closely one after the other; all other
seeds are left out before any two texts are compared (after the two-hit method of Altschul and others 1997). What is left of
a text falls into patches: no passage reaches from one into the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from consilience.stories.columns import Places, changing, ordered

Numbers = NDArray[np.uint64]
SEED = 5  # words that must agree in a row for two passages to be compared
SHORTEST = 12  # words in a passage
LARGEST_GAP = 4  # words that may differ between two agreeing runs
LEAST_ALIKE = 0.7  # share of a passage's words that agree
FEWEST = ceil(SHORTEST * LEAST_ALIKE)  # words that the other text has of a passage, at least
ROUNDS = 2  # of leaving seeds out: what is left out in one text leaves others alone
BLOCK = 1 << 15  # keys that are compared at once: what the processor keeps at hand
FACTOR = np.uint64(0x9E3779B97F4A7C15)  # odd, so that no word is lost from the bits of a seed


@dataclass(frozen=True, slots=True)
class SharedSeeds:
    """Seeds that stand in several texts, a row each, in text order."""

    seeds: Places  # by number
    at: Places  # the word that each begins with, all texts being laid end to end
    texts: Places  # the text that each stands in
    patches: Places  # where each patch begins in the rows, and the last one ends


class SeedKeys:
    """All seeds of a heap, a number each: its upper bits are of the seed's words, the lower ones the word that it begins with.
    Sorted, equal seeds lie together in text order; to sort places by their seeds takes ten times as long."""

    def __init__(self, most: int) -> None:
        """At most `most` words may be added; memory that is not used costs nothing."""
        self._keys = np.empty(most, dtype=np.uint64)
        self._low = np.uint64((1 << most.bit_length()) - 1)
        self._size = self._words = 0

    def add(self, numbers: Numbers, counts: Places) -> None:
        """The words of some texts, as numbers, and how many each text has."""
        mixed = np.zeros(max(0, len(numbers) - SEED + 1), dtype=np.uint64)
        for k in range(SEED):
            mixed += numbers[k : k + len(mixed)]
            mixed *= FACTOR  # last of all too: what tells short words apart is in their lower bits
        mixed &= ~self._low
        mixed |= np.arange(self._words, self._words + len(mixed), dtype=np.uint64)
        own = mixed[_whole(counts)[: len(mixed)]]
        self._keys[self._size : self._size + len(own)] = own
        self._size, self._words = self._size + len(own), self._words + len(numbers)

    def shared(self, bounds: Places) -> SharedSeeds:
        """The seeds that matter; `bounds` are where the words of each text begin and the last one's end. To be called once."""
        at, seeds = self._repeated()
        order = ordered(at)
        at, seeds = at[order], seeds[order]
        texts = np.repeat(np.arange(len(bounds) - 1), np.diff(np.searchsorted(at, bounds)))
        for _ in range(ROUNDS):
            kept = reaching(at, texts, FEWEST)
            at, seeds, texts = at[kept], seeds[kept], texts[kept]
            kept, seeds = _in_several(seeds, texts)
            at, texts = at[kept], texts[kept]
        return SharedSeeds(seeds, at, texts, _edges(at, texts))

    def _repeated(self) -> tuple[Places, Places]:
        """Where the seeds stand that stand more than once, and their numbers, equal ones together."""
        keys = self._keys[: self._size]
        keys.sort()
        kept = [np.zeros(0, dtype=np.uint64), *self._pairs(keys)]
        self._keys = np.empty(0, dtype=np.uint64)
        found = np.concatenate(kept)
        new = found[1:] ^ found[:-1] > self._low
        return (found & self._low).astype(np.int64), np.append(0, np.cumsum(new))[: len(found)]

    def _pairs(self, keys: Numbers) -> Iterator[Numbers]:
        """The keys with the same seed as the one before or after."""
        for first in range(0, len(keys), BLOCK):
            part = keys[max(0, first - 1) : first + BLOCK + 1]
            same = np.zeros(len(part) + 1, dtype=np.bool_)
            np.less_equal(part[1:] ^ part[:-1], self._low, out=same[1:-1])
            inner = slice(first - max(0, first - 1), None if first + BLOCK >= len(keys) else -1)
            yield part[inner][(same[1:] | same[:-1])[inner]]


def _whole(counts: Places) -> NDArray[np.bool_]:
    """Of the words of some texts, those with which a seed begins that does not run over into the next text."""
    ends = np.cumsum(counts)
    whole = np.ones(counts.sum() + 1, dtype=np.bool_)
    for k in range(1, SEED):
        whole[np.maximum(ends - k, 0)] = False
    return whole


def reaching(at: Places, of: Places, words: int) -> NDArray[np.bool_]:
    """Which seeds are of a row of seeds close to each other that reach over so many words; `of`: the text or pair of each."""
    edges = _edges(at, of)
    first, last = edges[:-1], edges[1:]
    return np.repeat(at[last - 1] - at[first] >= words - SEED, last - first)


def _edges(at: Places, of: Places) -> Places:
    """Where the seeds begin that are too far from the one before to be of one passage with it, and where the last one ends."""
    new = changing(of)
    new[1:] |= at[1:] - at[:-1] > SEED + LARGEST_GAP
    return np.append(np.flatnonzero(new), len(at))


def _in_several(seeds: Places, texts: Places) -> tuple[NDArray[np.bool_], Places]:
    """Which seeds stand in more than one text, and these numbered anew."""
    first = np.empty(seeds.max(initial=-1) + 1, dtype=np.int64)
    last = np.empty_like(first)
    last[seeds], first[seeds[::-1]] = texts, texts[::-1]  # what is assigned last stays
    several = first != last
    kept = several[seeds]
    return kept, (np.cumsum(several) - 1)[seeds[kept]]
