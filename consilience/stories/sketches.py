"""A report's word runs as a small set of hashes, and which reports share enough of them.

The sketch keeps the runs of five words whose hash is 0 modulo RATE (Broder 1997, "mod p" sketches; scaled MinHash): a shared
passage of 30 words is then in both sketches with some six hashes, wherever it stands and however long the reports are.
Every hash is a bucket; within it a report is compared with the ones shortly before it in time only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from consilience.stories.likeness import WINDOW

RUN = 5  # words
RATE = 4
NEIGHBOURS = (
    6  # reports before it in a bucket that each is compared with; passages of more are joined through them
)
LEAST = 2  # hashes that two reports must share to be compared
PARTNERS = 20  # of these, how many a report is compared with word by word: the ones that share most
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]


def sketch_of(words: Sequence[str]) -> Hashes:
    """The sorted hashes that stand for a report's words, case-folded; the same on every machine."""
    if len(words) < RUN:
        return np.zeros(0, np.uint64)
    hashes = np.fromiter(map(_hash, words), np.uint64, len(words))
    runs = len(hashes) - RUN + 1
    mixed = np.zeros(runs, np.uint64)
    for at in range(RUN):  # a polynomial of the words' hashes, modulo 2^64
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[at : at + runs]
    mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed[mixed % np.uint64(RATE) == 0])


@lru_cache(maxsize=100_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def likely_copies(sketches: list[Hashes], days: Numbers, new: int) -> list[tuple[int, int]]:
    """Pairs (earlier, later) worth aligning, of reports in order of time; `later` is number `new` or more."""
    count = len(sketches)
    hashes = np.concatenate([*sketches, np.zeros(0, np.uint64)])
    owners = np.repeat(np.arange(count, dtype=np.int64), [len(s) for s in sketches])
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    found = [
        _neighbours(hashes, owners, days, new, apart) for apart in range(1, min(NEIGHBOURS, len(hashes)) + 1)
    ]
    pairs, shared = np.unique(np.concatenate([*found, np.zeros(0, np.int64)]), return_counts=True)
    pairs, shared = pairs[shared >= LEAST], shared[shared >= LEAST]
    return _best(pairs // max(count, 1), pairs % max(count, 1), shared)


def _neighbours(hashes: Hashes, owners: Numbers, days: Numbers, new: int, apart: int) -> Numbers:
    """Pairs that stand `apart` places from each other in a bucket, each as later * count + earlier."""
    same = hashes[apart:] == hashes[:-apart]
    later, earlier = owners[apart:][same], owners[:-apart][same]
    near = (later >= new) & (days[later] - days[earlier] <= WINDOW)
    pairs: Numbers = later[near] * len(days) + earlier[near]
    return pairs


def _best(later: Numbers, earlier: Numbers, shared: Numbers) -> list[tuple[int, int]]:
    """For each later report those that share most with it, the latest first where they share as much."""
    order = np.lexsort((-earlier, -shared, later))
    later, earlier = later[order], earlier[order]
    first = np.searchsorted(later, later, side="left")
    kept = np.arange(len(later)) - first < PARTNERS
    return sorted(zip(earlier[kept].tolist(), later[kept].tolist(), strict=True))
