"""Runs: where two texts agree word for word, from the seeds that both have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.stories.columns import Places, changing, ordered, ranges
from consilience.stories.holders import candidates, holders_of
from consilience.stories.seeds import SEED, SHORTEST, SharedSeeds, reaching

OFTEN = 8  # a seed that stands more often in a text is matched in order only, not each with each
LOT = 200_000  # seeds that are looked up at once
NOWHERE = -1  # in place of where a seed stands


class Runs(NamedTuple):
    """Longest agreeing runs of pairs of texts: text i from word `a` on and text j from word `b` on, by pair."""

    i: Places
    j: Places
    a: Places
    b: Places
    lengths: Places


class SeedIndex:
    """Looks up which seeds of one text stand in another."""

    def __init__(self, shared: SharedSeeds, bounds: Places) -> None:
        """`bounds` are where the words of each text begin and the last one's end."""
        self._bounds = bounds
        self._shared = shared
        self._holders = holders_of(shared)
        self._own = np.searchsorted(shared.texts, np.arange(len(bounds)))  # the rows of each text
        self._ranks = self._ranked()

    def _ranked(self) -> Places:
        """How often each seed stood in its text before."""
        held = self._holders
        ranks = np.empty_like(held.rows)
        ranks[held.rows] = np.arange(len(ranks)) - np.repeat(held.firsts[:-1], np.diff(held.firsts))
        return ranks

    def runs(self) -> Iterator[Runs]:
        """The runs of pairs of texts that share seeds close enough to each other to be of one passage, in lots that hold all
        pairs of a later text."""
        patches, j = candidates(self._shared, self._holders)
        bounds = self._shared.patches
        where = np.full(self._shared.seeds.max(initial=-1) + 1, NOWHERE, dtype=np.int32)
        load = np.cumsum(bounds[patches + 1] - bounds[patches]) // LOT
        cuts = np.searchsorted(j, j[np.flatnonzero(np.diff(load)) + 1])
        for first, last in pairwise(np.unique([0, *cuts, len(j)])):
            yield self._close(patches[first:last], j[first:last], where)

    def _close(self, patches: Places, j: Places, where: NDArray[np.int32]) -> Runs:
        """The runs of some patches with later texts."""
        begins, ends = self._shared.patches[patches], self._shared.patches[patches + 1]
        rows = ranges(begins, ends)
        held = self._held(rows, j, np.append(0, np.cumsum(ends - begins)), where)
        met = np.flatnonzero(held != NOWHERE)
        pair, rows, other = self._met(
            np.repeat(np.arange(len(j)), ends - begins)[met], rows[met], held[met].astype(np.int64)
        )
        a, b = self._shared.at[rows], self._shared.at[other]
        kept = reaching(a, pair, SHORTEST)
        pair, a, b = pair[kept], a[kept], b[kept]
        i, j = self._shared.texts[begins[pair]], j[pair]
        a, b = a - self._bounds[i], b - self._bounds[j]
        longest = b.max(initial=0) + 1
        order = ordered(pair * (longest + a.max(initial=0)) + a - b + longest)
        return _joined(i[order], j[order], a[order], b[order])

    def _held(self, rows: Places, j: Places, bounds: Places, where: NDArray[np.int32]) -> NDArray[np.int32]:
        """Which holding of the later text has the seed of each row; `bounds`: where the rows of each pair begin."""
        seeds, held = self._shared.seeds[rows], np.empty(len(rows), dtype=np.int32)
        holdings = self._holders.holdings
        new = np.flatnonzero(np.diff(j, prepend=-1, append=-1))
        texts, parts = j[new[:-1]], bounds[new].tolist()
        owns = zip(self._own[texts].tolist(), self._own[texts + 1].tolist(), strict=True)
        for own, part in zip(owns, pairwise(parts), strict=True):
            wanted = self._shared.seeds[slice(*own)]
            where[wanted] = holdings[slice(*own)]
            np.take(where, seeds[slice(*part)], out=held[slice(*part)], mode="clip")  # no index is checked
            where[wanted] = NOWHERE
        return held

    def _met(self, pair: Places, rows: Places, held: Places) -> tuple[Places, Places, Places]:
        """Each row with each of the holding that it met; of one that is held too often, here or there, the first with the
        first, the second with the second."""
        first, last = self._holders.firsts[held], self._holders.firsts[held + 1]
        rank = self._ranks[rows]
        often = (last - first > 1) & ((last - first > OFTEN) | (rank >= OFTEN))
        first = np.where(often, np.minimum(first + rank, last), first)
        last = np.where(often, np.minimum(first + 1, last), last)
        sizes = last - first
        return np.repeat(pair, sizes), np.repeat(rows, sizes), self._holders.rows[ranges(first, last)]


def _joined(i: Places, j: Places, a: Places, b: Places) -> Runs:
    """Seeds one after the other at the same distance are of one run."""
    steps = np.arange(len(a))
    new = changing(i, j, a - steps, b - steps)
    first = np.flatnonzero(new)
    return Runs(i[first], j[first], a[first], b[first], np.diff(np.append(first, len(a))) + SEED - 1)
