"""Who holds a seed: each seed's holders in text order, and from these the pairs of texts that are worth comparing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from consilience.stories.columns import Places, changing, ordered, ranges
from consilience.stories.seeds import SharedSeeds

NEIGHBOURS = 6  # holders of a seed before it that each is compared with; more are joined through them
PARTNERS = 20  # of those, how many it is aligned with: the ones with most seeds in common
PATCH_BITS = 32  # the lower ones of a pair of a text and a patch as one number


@dataclass(frozen=True, slots=True)
class Holders:
    """By seed and text: the rows of `SharedSeeds` that are the same seed in the same text are one holding."""

    rows: Places  # those of each holding together
    firsts: Places  # where each holding begins in `rows`, and the last one ends
    seeds: Places  # of each holding
    texts: Places  # of each holding
    holdings: Places  # of each row


def holders_of(shared: SharedSeeds) -> Holders:
    """The holders of all seeds."""
    rows = ordered(shared.seeds)
    seeds, texts = shared.seeds[rows], shared.texts[rows]
    new = changing(seeds, texts)
    first = np.flatnonzero(new)
    holdings = np.empty_like(rows)
    holdings[rows] = np.cumsum(new) - 1
    return Holders(rows, np.append(first, len(rows)), seeds[first], texts[first], holdings)


def candidates(shared: SharedSeeds, holders: Holders) -> tuple[Places, Places]:
    """Pairs of a patch and a later text that may share a passage, by the text and then the patch."""
    begins = shared.patches[:-1]
    patch_of = np.repeat(np.arange(len(begins)), np.diff(shared.patches))
    keys, counts = np.unique(np.concatenate(list(_neighbours(holders, patch_of))), return_counts=True)
    patches, texts = keys & ((1 << PATCH_BITS) - 1), keys >> PATCH_BITS
    kept = _partners(shared.texts[begins[patches]], texts, counts)
    return patches[kept], texts[kept]


def _neighbours(holders: Holders, patch_of: Places) -> Iterator[Places]:
    """The patches of holders of a seed with those that come soon after, as numbers."""
    yield np.zeros(0, dtype=np.int64)
    for back in range(1, NEIGHBOURS + 1):
        held = np.flatnonzero(holders.seeds[back:] == holders.seeds[:-back])
        if not len(held):
            return
        first, last = holders.firsts[held], holders.firsts[held + 1]
        later = np.repeat(holders.texts[held + back], last - first)
        yield later << PATCH_BITS | patch_of[holders.rows[ranges(first, last)]]


def _partners(i: Places, j: Places, counts: Places) -> Places:
    """Of pairs that come by `j` and then `i`, those of the earlier texts that have most in common with each."""
    new = changing(j, i)
    first = np.flatnonzero(new)
    if not len(first):
        return first
    order = np.lexsort((-i[first], -np.add.reduceat(counts, first), j[first]))
    later = j[first][order]
    chosen = np.zeros(len(first), dtype=np.bool_)
    chosen[order[np.arange(len(order)) - np.searchsorted(later, later) < PARTNERS]] = True
    return np.flatnonzero(chosen[np.cumsum(new) - 1])
