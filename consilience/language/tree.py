"""Scores of heads to one tree: greedy where that is a tree, Chu-Liu-Edmonds where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.int64]


def decode_tree(scores: Floats) -> Ints:
    """Heads (1-based, 0 for the root) of `n` words from scores [n, n+1], column 0 the root.

    The tree has one root. Source: Chu and Liu (1965), Edmonds (1967); one root as in Zmigrod,
    Vieira and Cotterell (2020), by trying each root of the unconstrained tree.
    """
    heads: Ints = scores.argmax(1)
    if is_tree(heads):
        return heads
    full = np.full((len(scores) + 1, len(scores) + 1), -np.inf)
    full[1:] = scores
    np.fill_diagonal(full, -np.inf)
    best = _edmonds(full)
    roots = [d for d in range(1, len(best)) if best[d] == 0]
    if len(roots) > 1:
        best = max((_rooted(full, root) for root in roots), key=lambda t: _weight(full, t))
    tree: Ints = best[1:]
    return tree


def is_tree(heads: Ints) -> bool:
    """Whether the heads make one tree with one root."""
    if np.count_nonzero(heads == 0) != 1:
        return False
    up = np.concatenate([[0], heads])
    for _ in range(max(1, len(heads).bit_length())):
        up = up[up]
    return not up.any()


def _rooted(scores: Floats, root: int) -> Ints:
    forced = scores.copy()
    forced[1:, 0] = -np.inf
    forced[root] = -np.inf
    forced[root, 0] = 0.0
    return _edmonds(forced)


def _weight(scores: Floats, heads: Ints) -> float:
    return float(scores[np.arange(1, len(heads)), heads[1:]].sum())


def _cycle(heads: Ints) -> list[int]:
    seen = np.zeros(len(heads), dtype=np.int64)
    for start in range(1, len(heads)):
        at = start
        while at and not seen[at]:
            seen[at] = start
            at = int(heads[at])
        if at and seen[at] == start:
            cycle, step = [at], int(heads[at])
            while step != at:
                cycle.append(step)
                step = int(heads[step])
            return cycle
    return []


def _edmonds(scores: Floats) -> Ints:
    """Heads of the best arborescence; row d, column h; node 0 is the root and has no head."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    ring = np.array(cycle)
    kept = scores[cycle, heads[cycle]]
    n = len(rest)
    small = np.full((n + 1, n + 1), -np.inf)
    small[:n, :n] = scores[np.ix_(rest, rest)]
    from_cycle = scores[np.ix_(rest, ring)]
    into_cycle = scores[np.ix_(ring, rest)] - kept[:, None]
    small[:n, n] = from_cycle.max(1)
    small[n, :n] = into_cycle.max(0)
    found = _edmonds(small)
    out: Ints = heads.copy()
    for i in range(1, n):
        out[rest[i]] = cycle[int(from_cycle[i].argmax())] if found[i] == n else rest[found[i]]
    enter = int(found[n])
    breaks = cycle[int(into_cycle[:, enter].argmax())]
    out[breaks] = rest[enter]
    return out
