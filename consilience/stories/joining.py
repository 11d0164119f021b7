"""Which stretches of reports are of one passage: the two of a pair, and those of one report that lie mostly over each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from consilience.stories.columns import Places

OVERLAPPING = 40  # stretches of one report before it, by start, that one may lie over


def joined(stretches: Places, pairs: Places) -> list[list[int]]:
    """The stretches of each passage, by number; passages in the order of their first pairs. `stretches` are rows in order: report,
    start and end; `pairs` are rows of the numbers of two that have the same words."""
    links = np.concatenate([pairs, *_overlapping(stretches)])
    home = _united(len(stretches), links[:, 0], links[:, 1])
    roots, seen = np.unique(home[pairs.ravel()], return_index=True)
    groups: list[list[int]] = [[] for _ in roots]
    number = np.empty(len(stretches), dtype=np.int64)
    number[roots[np.argsort(seen)]] = np.arange(len(roots))
    for stretch, group in enumerate(number[home].tolist()):
        groups[group].append(stretch)
    return groups


def _overlapping(stretches: Places) -> Iterator[Places]:
    """Pairs of stretches of one report that are `passages.mostly_same`, all at once."""
    reports, starts, ends = stretches.T
    lengths = ends - starts
    for back in range(1, min(OVERLAPPING + 1, len(stretches))):
        near = np.flatnonzero(reports[back:] == reports[:-back])
        if not len(near):
            return
        one, other = near + back, near
        shared = np.minimum(ends[one], ends[other]) - np.maximum(starts[one], starts[other])
        same = shared * 2 > np.maximum(lengths[one], lengths[other])
        yield np.stack([other[same], one[same]], axis=1)


def _united(count: int, a: Places, b: Places) -> Places:
    """For each of some things the least of those that it hangs together with by links of `a` and `b`."""
    home = np.arange(count)
    while True:
        one, other = home[a], home[b]
        apart = one != other
        if not apart.any():
            return home
        one, other = one[apart], other[apart]
        np.minimum.at(home, np.maximum(one, other), np.minimum(one, other))
        while (home[home] != home).any():
            home = home[home]
