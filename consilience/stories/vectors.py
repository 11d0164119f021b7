"""Sparse vectors over features, small enough to hold many: hashes of the features in order, and a weight for each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Vector:
    """`features` are the sorted hashes of the features that are not 0, `weights` stand beside them."""

    features: Hashes
    weights: Weights

    def dot(self, other: Vector) -> float:
        """The sum of the products over the features that both have; exact, so that it is the same on every machine."""
        _, mine, theirs = np.intersect1d(
            self.features, other.features, assume_unique=True, return_indices=True
        )
        return math.fsum((self.weights[mine] * other.weights[theirs]).tolist())

    def heaviest(self, count: int) -> list[int]:
        """The hashes of the features that weigh most, the heaviest first."""
        order = np.lexsort((self.features, -self.weights))[:count]
        heaviest: list[int] = self.features[order].tolist()
        return heaviest


def vector_of(weights: Mapping[str, float]) -> Vector:
    """The vector of named features."""
    features = np.array([_hash(name) for name in weights], np.uint64)
    return mean([(Vector(features, np.array([*weights.values()], np.float64)), 1.0)])


def mean(parts: Sequence[tuple[Vector, float]]) -> Vector:
    """The mean of vectors, each with how much it counts."""
    total = sum(share for _, share in parts)
    features = np.concatenate([part.features for part, _ in parts])
    weights = np.concatenate([part.weights * (share / total) for part, share in parts])
    unique, places = np.unique(features, return_inverse=True)
    return Vector(unique, np.bincount(places, weights, len(unique)).astype(np.float64))


@lru_cache(maxsize=100_000)
def _hash(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
