"""How alike two reports are, and which pairs are worth asking about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

import numpy as np
from numpy.typing import NDArray

from consilience.stories.clashes import left_of_likeness
from consilience.stories.features import Features, kind_of
from consilience.stories.rarity import general_spread, rarity_in

WORDED_ALIKE = 0.4  # likeness above which two reports share wording, which tells no more of the event
WINDOW = 21  # days between reports of one story, where both are dated
SATURATION = 1.2  # how soon more mentions of a word stop counting (BM25's k1, Robertson and Zaragoza 2009)
TELLING = 60  # of a report's features, those by which others like it are looked up
GENERAL = 0.03  # share of general news that holds a word; one in more of it finds nobody
TOO_COMMON = 100  # reports; a feature in more of them finds nobody
NEAREST = 30  # others that are compared with a report
MANY = 40  # reports that stand for a larger group
GRAIN = 2.0**24  # of a weight: products and sums of such weights are exact in whatever order they are added
DENSE = 150  # reports of a heap whose cosines are all worked out at once


@dataclass(frozen=True, slots=True)
class Profile:
    """A report's features as a vector of unit length; `width` is the number of its different features."""

    features: Features
    weights: dict[str, float]
    width: int


def profiles_of(heap: Sequence[Features], groups: Iterable[Sequence[int]]) -> list[Profile]:
    """Each report weighed against the heap and the stories in it. What one report alone holds counts towards length only."""
    rarity = rarity_in([one.counts for one in heap], groups)
    worth = {f: rarity.of(f) for f in rarity.spread}
    shared = {f for f, holders in Counter(f for one in heap for f in one.counts).items() if holders > 1}
    return [_profile(one, worth, shared) for one in heap]


def whole_profiles_of(heap: Sequence[Features], groups: Iterable[Sequence[int]]) -> list[Profile]:
    """As `profiles_of`, but with what one report alone holds, since reports of another heap may hold it too."""
    rarity = rarity_in([one.counts for one in heap], groups)
    worth = {f: rarity.of(f) for f in rarity.spread}
    return [_profile(one, worth, worth.keys()) for one in heap]


def telling_of(features: Features) -> dict[str, float]:
    """A report's most telling features by themselves, against general news alone, whatever else there is.

    Days are not among them, nor words that much of all news holds: all reports of a day would be found by these.
    """
    weights = whole_profiles_of([features], [[0]])[0].weights
    telling = (f for f in weights if kind_of(f) != "day" and general_spread().get(f, 0.0) <= GENERAL)
    return {f: weights[f] for f in sorted(telling, key=lambda f: (-weights[f], f))[:TELLING]}


def _profile(features: Features, worth: Mapping[str, float], shared: Set[str]) -> Profile:
    raw = {f: c * (SATURATION + 1) / (c + SATURATION) * worth[f] for f, c in features.counts.items()}
    length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
    weights = {f: round(w / length * GRAIN) / GRAIN for f, w in raw.items() if f in shared}
    return Profile(features, weights, len(raw))


class Left:
    """What is left of the likeness of two reports by what speaks against it, whatever weight their features have."""

    def __init__(self, heap: Sequence[Features]) -> None:
        self._heap = heap
        self._known: dict[tuple[int, int], float] = {}

    def of(self, a: int, b: int) -> float:
        """0 (too far apart in time) to 1, for a before b."""
        if (a, b) not in self._known:
            one, other = self._heap[a], self._heap[b]
            self._known[a, b] = left_of_likeness(one, other) if _near(one, other) else 0.0
        return self._known[a, b]

    @cached_property
    def table(self) -> NDArray[np.float64]:
        """All of it, by number of report both ways."""
        table = np.zeros((len(self._heap), len(self._heap)))
        for a, b in combinations(range(len(self._heap)), 2):
            table[a, b] = table[b, a] = self.of(a, b)
        return table


class Likeness:
    """Cosines between the reports of a heap, less where something speaks against; of a large heap worked out when asked for."""

    def __init__(self, profiles: Sequence[Profile], left: Left | None = None) -> None:
        """`left` is that of an earlier Likeness of the same reports, which they keep however they are weighed."""
        self.profiles = profiles
        self.left = left or Left([profile.features for profile in profiles])
        self._known: dict[tuple[int, int], float] = {}
        self._rows = self._all() if len(profiles) <= DENSE else None

    def of(self, a: int, b: int) -> float:
        """0 (nothing shared, or too far apart in time) to WORDED_ALIKE, for two reports."""
        if self._rows is not None:
            return self._rows[a][b]
        pair = (a, b) if a < b else (b, a)
        if pair not in self._known:
            self._known[pair] = self._one(*pair)
        return self._known[pair]

    def between(self, some: Sequence[int], others: Sequence[int]) -> float:
        """The sum over all pairs of one of the first and one of the second."""
        a, b = _sample(some), _sample(others)
        of, rows = self.of, self._rows
        total = math.fsum([rows[x][y] for x in a for y in b] if rows else [of(x, y) for x in a for y in b])
        return total * len(some) * len(others) / max(len(a) * len(b), 1)

    def within(self, group: Sequence[int]) -> float:
        """The sum over the pairs of a group."""
        some = _sample(group)
        total = math.fsum(self.of(a, b) for a, b in combinations(some, 2))
        return total * math.comb(len(group), 2) / max(math.comb(len(some), 2), 1)

    def _one(self, a: int, b: int) -> float:
        left = self.left.of(a, b)
        return min(WORDED_ALIKE, _product(self.profiles[a], self.profiles[b])) * left if left else 0.0

    def _all(self) -> list[list[float]]:
        """The same as one by one, to the last bit; without BLAS, whose threads would keep other cores busy for nothing."""
        table = _table(self.profiles)
        products = np.einsum("ik,jk->ij", table, table)
        rows: list[list[float]] = (np.minimum(products, WORDED_ALIKE) * self.left.table).tolist()
        return rows


def _product(one: Profile, other: Profile) -> float:
    mine, theirs = one.weights, other.weights
    return math.fsum(mine[f] * theirs[f] for f in mine.keys() & theirs.keys())


def _table(profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """The weights of a heap's features: a row for each report, a column for each feature."""
    columns = {f: at for at, f in enumerate(dict.fromkeys(f for one in profiles for f in one.weights))}
    table = np.zeros((len(profiles), len(columns)))
    for row, profile in zip(table, profiles, strict=True):
        row[[columns[feature] for feature in profile.weights]] = [*profile.weights.values()]
    return table


def _sample(group: Sequence[int]) -> Sequence[int]:
    """Reports that stand for a large group, taken evenly from it, so that a large story is not compared all with all."""
    return group if len(group) <= MANY else [group[i * len(group) // MANY] for i in range(MANY)]


def _near(a: Features, b: Features) -> bool:
    return a.day is None or b.day is None or abs((a.day - b.day).days) <= WINDOW


def candidates(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Pairs that share telling features: through an index, each report with its nearest, not all with all."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, profile in enumerate(profiles):
        for feature, weight in profile.weights.items():
            index[feature].append((number, weight))
    found = {f: holders for f, holders in index.items() if len(holders) <= TOO_COMMON}
    return sorted(
        {
            (min(number, other), max(number, other))
            for number, profile in enumerate(profiles)
            for other in _nearest(number, profile, profiles, found)
        }
    )


def _nearest(
    number: int, own: Profile, profiles: Sequence[Profile], index: Mapping[str, list[tuple[int, float]]]
) -> Iterator[int]:
    """Those that share most of what a report's most telling features weigh."""
    telling = sorted((f for f in own.weights if f in index), key=lambda f: (-own.weights[f], f))[:TELLING]
    shared: dict[int, float] = defaultdict(float)
    for feature in telling:
        weight = own.weights[feature]
        for other, theirs in index[feature]:
            shared[other] += weight * theirs
    shared.pop(number, None)
    ranked = sorted(shared, key=lambda n: (-shared[n], n))
    return islice((n for n in ranked if _near(own.features, profiles[n].features)), NEAREST)
