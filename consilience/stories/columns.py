"""Rows of numbers kept as columns: their order, where one differs from the next, ranges of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


def ordered(keys: Places) -> Places:
    """`argsort`, stable, of numbers from 0 on, which are sorted with their places in one number wherever there is room."""
    bits = len(keys).bit_length()
    if keys.max(initial=0) >> (63 - bits):
        return np.argsort(keys, kind="stable")
    return np.sort(keys << bits | np.arange(len(keys))) & ((1 << bits) - 1)


def changing(*columns: Places) -> NDArray[np.bool_]:
    """Which rows differ from the one before in a column; the first does."""
    new = np.ones(len(columns[0]), dtype=np.bool_)
    new[1:] = columns[0][1:] != columns[0][:-1]
    for column in columns[1:]:
        new[1:] |= column[1:] != column[:-1]
    return new


def ranges(first: Places, last: Places) -> Places:
    """All the numbers from each first to its last, which is left out."""
    sizes = last - first
    shifts: Places = np.repeat(first - np.cumsum(sizes) + sizes, sizes)
    return shifts + np.arange(len(shifts))
