"""Reports joined into groups by average linkage; two groups that each hold together better stay two."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.stories.likeness import Likeness

ALIKE = 0.13  # average likeness below which reports tell of different events
COHESION = (
    0.75  # two groups are one story if they are at least so alike, measured by how alike each is within
)
EVIDENCE = 400  # words that make the likeness of one pair as good as a pair's can be


@dataclass(frozen=True, slots=True)
class Held:
    """How a group holds together: its reports, their words, and the sum of the likeness over its pairs."""

    reports: int
    words: int
    within: float

    @property
    def pairs(self) -> int:
        """The number of its pairs."""
        return self.reports * (self.reports - 1) // 2


def expected(a: Held, b: Held, average: float) -> float:
    """The likeness across that two halves of one story would show, by that within each; `average` is what they show.

    The likeness within a group of few or short reports says little, so it is taken together with as much
    evidence for the average across itself.
    """
    doubt = EVIDENCE * (a.reports + b.reports) / max(a.words + b.words, 1)
    known = doubt * average
    return math.sqrt((a.within + known) / (a.pairs + doubt) * ((b.within + known) / (b.pairs + doubt)))


class Linkage:
    """Groups of reports that grow by joining the two most alike (Sokal and Michener 1958, UPGMA)."""

    def __init__(self, likeness: Likeness, pairs: Iterable[tuple[int, int]]) -> None:
        self._likeness = likeness
        count = len(likeness.profiles)
        self._members: dict[int, list[int]] = {i: [i] for i in range(count)}
        self._held = {i: Held(1, p.width, 0.0) for i, p in enumerate(likeness.profiles)}
        self._across: dict[int, dict[int, float]] = defaultdict(dict)
        for a, b in pairs:
            if (alike := likeness.of(a, b)) >= ALIKE:
                self._across[a][b] = self._across[b][a] = alike
        self._queue = [
            (-alike, a, b) for a, beside in self._across.items() for b, alike in beside.items() if a < b
        ]
        heapq.heapify(self._queue)  # two reports by themselves are as alike as they can be expected to be
        self._next = count

    def join(self) -> list[list[int]]:
        """Joins until no two groups are alike enough; each group sorted, and the groups by their first."""
        while self._queue:
            _, a, b = heapq.heappop(self._queue)
            if a in self._members and b in self._members:
                self._merge(a, b)
        return sorted(sorted(g) for g in self._members.values())

    def _offer(self, a: int, b: int) -> None:
        one, other = self._held[a], self._held[b]
        average = self._across[a][b] / (one.reports * other.reports)
        if average >= ALIKE and average >= COHESION * expected(one, other, average):
            heapq.heappush(self._queue, (-average, a, b))

    def _merge(self, a: int, b: int) -> None:
        new, self._next = self._next, self._next + 1
        beside = {a: self._across.pop(a), b: self._across.pop(b)}
        one, other = self._held.pop(a), self._held.pop(b)
        within = one.within + other.within + beside[a].pop(b)
        beside[b].pop(a)
        self._held[new] = Held(one.reports + other.reports, one.words + other.words, within)
        old = {a: self._members.pop(a), b: self._members.pop(b)}
        self._members[new] = old[a] + old[b]
        for group in sorted(beside[a].keys() | beside[b].keys()):
            total = sum(self._sum(beside[x].get(group), old[x], group) for x in (a, b))
            for x in (a, b):
                self._across[group].pop(x, None)
            self._across[new][group] = self._across[group][new] = total
            self._offer(group, new)

    def _sum(self, known: float | None, members: Sequence[int], other: int) -> float:
        return self._likeness.between(members, self._members[other]) if known is None else known
