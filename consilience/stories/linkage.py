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


def expected(a: Held, b: Held, average: float) -> float:
    """The likeness across that two halves of one story would show, by that within each; `average` is what they show.

    The likeness within a group of few or short reports says little, so it is taken together with as much
    evidence for the average across itself.
    """
    doubt = EVIDENCE * (a.reports + b.reports) / max(a.words + b.words, 1)
    inner = [(g.within + doubt * average) / (math.comb(g.reports, 2) + doubt) for g in (a, b)]
    return math.sqrt(inner[0] * inner[1])


class Linkage:
    """Groups of reports that grow by joining the two most alike (Sokal and Michener 1958, UPGMA)."""

    def __init__(self, likeness: Likeness, pairs: Iterable[tuple[int, int]]) -> None:
        self._likeness = likeness
        count = len(likeness.profiles)
        self._members: dict[int, list[int]] = {i: [i] for i in range(count)}
        self._within: dict[int, float] = dict.fromkeys(range(count), 0.0)
        self._words: dict[int, int] = {i: p.width for i, p in enumerate(likeness.profiles)}
        self._across: dict[int, dict[int, float]] = defaultdict(dict)
        self._queue: list[tuple[float, int, int]] = []
        self._next = count
        for a, b in pairs:
            if likeness.of(a, b) >= ALIKE:
                self._across[a][b] = self._across[b][a] = likeness.of(a, b)
                self._offer(a, b)

    def join(self) -> list[list[int]]:
        """Joins until no two groups are alike enough; each group sorted, and the groups by their first."""
        while self._queue:
            _, a, b = heapq.heappop(self._queue)
            if a in self._members and b in self._members:
                self._merge(a, b)
        return sorted(sorted(g) for g in self._members.values())

    def _offer(self, a: int, b: int) -> None:
        average = self._across[a][b] / (len(self._members[a]) * len(self._members[b]))
        if average >= ALIKE and average >= COHESION * self._expected(a, b, average):
            heapq.heappush(self._queue, (-average, a, b))

    def _expected(self, a: int, b: int, average: float) -> float:
        held = [Held(len(self._members[g]), self._words[g], self._within[g]) for g in (a, b)]
        return expected(held[0], held[1], average)

    def _merge(self, a: int, b: int) -> None:
        new, self._next = self._next, self._next + 1
        beside = {a: self._across.pop(a), b: self._across.pop(b)}
        self._within[new] = self._within.pop(a) + self._within.pop(b) + beside[a].pop(b)
        beside[b].pop(a)
        self._words[new] = self._words.pop(a) + self._words.pop(b)
        old = {a: self._members.pop(a), b: self._members.pop(b)}
        self._members[new] = old[a] + old[b]
        for other in sorted(beside[a].keys() | beside[b].keys()):
            total = math.fsum(self._sum(beside[x].get(other), old[x], other) for x in (a, b))
            for x in (a, b):
                self._across[other].pop(x, None)
            self._across[new][other] = self._across[other][new] = total
            self._offer(other, new)

    def _sum(self, known: float | None, members: Sequence[int], other: int) -> float:
        return self._likeness.between(members, self._members[other]) if known is None else known
