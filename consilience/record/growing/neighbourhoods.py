"""Reports that are grouped together: those that links join, the strongest links first, up to a size.

Reports and their links, the strongest taken first, grow together as a tree of ever larger neighbourhoods (single linkage,
Florek 1951). The one that counts for a report is the largest that is not too large. To find it, only the reports about it are
looked at (Prim 1957), so that the work does not grow with the record.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from consilience.record.growing.links import TIED
from consilience.record.signs import UNIT

LARGEST = 60  # reports that weak links join, so that what one arrival makes to do is bounded
STRONG, LARGEST_STRONG = UNIT * UNIT // 4, 1_000  # ... and strong ones, so that a large story stays whole
Beside = Callable[[str], Mapping[str, int]]  # what a report is linked to, and how strongly


class Pieces:
    """Sets of reports that grow by being joined."""

    def __init__(self, reports: Iterable[str]) -> None:
        self._home = {report: report for report in reports}

    def root(self, report: str) -> str:
        """The report that stands for the set of this one."""
        while self._home[report] != report:
            self._home[report] = self._home[self._home[report]]
            report = self._home[report]
        return report

    def join(self, a: str, b: str) -> None:
        """Makes one set of two."""
        a, b = sorted((self.root(a), self.root(b)))
        self._home[b] = a

    def all(self) -> list[list[str]]:
        """The sets, each sorted, and sorted by their first."""
        held: dict[str, list[str]] = defaultdict(list)
        for report in self._home:
            held[self.root(report)].append(report)
        return sorted(sorted(piece) for piece in held.values())


def neighbourhoods(reports: Iterable[str], beside: Beside) -> Iterator[list[str]]:
    """The neighbourhoods in which some reports stand, each sorted."""
    placed: set[str] = set()
    for report in sorted(reports):
        if report not in placed:
            piece = neighbourhood(report, beside)
            placed.update(piece)
            yield piece


def neighbourhood(report: str, beside: Beside) -> list[str]:
    """The neighbourhood of one report, which is that of each report in it; whatever people have tied stays together."""
    here, whole = (
        [report],
        1,
    )  # the first `whole` of `here` are joined by stronger links than any that leads out
    held, weakest = {report}, (-TIED, "", "")
    ways = [(*_link(report, other, weight), other) for other, weight in beside(report).items()]
    heapq.heapify(ways)
    while ways:
        weight, one, two, other = heapq.heappop(ways)
        if other in held:
            continue
        if (weight, one, two) > weakest:
            whole, weakest = len(here), (weight, one, two)
        here.append(other)
        held.add(other)
        if len(here) > _largest(-weakest[0]):
            return sorted(here[:whole])
        for beyond, strength in beside(other).items():
            if beyond not in held:
                heapq.heappush(ways, (*_link(other, beyond, strength), beyond))
    return sorted(here)


def _link(one: str, other: str, weight: int) -> tuple[int, str, str]:
    """A link's place among all, the strongest first."""
    return (-weight, min(one, other), max(one, other))


def _largest(weight: int) -> float:
    """How many reports links of a strength may join."""
    return float("inf") if weight == TIED else LARGEST_STRONG if weight >= STRONG else LARGEST
