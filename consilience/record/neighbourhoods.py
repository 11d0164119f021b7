"""Reports that are grouped together: those that links join, the strongest links first, up to a size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from consilience.record.links import UNIT, Edges

LARGEST = 60  # reports that weak links join, so that what one arrival makes to do is bounded
STRONG, LARGEST_STRONG = UNIT * UNIT // 4, 1_000  # ... and strong ones, so that a large story stays whole


class Pieces:
    """Sets of reports that grow by being joined."""

    def __init__(self, reports: Iterable[str]) -> None:
        self._home = {report: report for report in reports}
        self._size = dict.fromkeys(self._home, 1)

    def root(self, report: str) -> str:
        """The report that stands for the set of this one."""
        while self._home[report] != report:
            self._home[report] = self._home[self._home[report]]
            report = self._home[report]
        return report

    def join(self, a: str, b: str, largest: int | None = None) -> None:
        """Makes one set of two, unless that would be larger."""
        a, b = sorted((self.root(a), self.root(b)))
        if a != b and (largest is None or self._size[a] + self._size[b] <= largest):
            self._home[b] = a
            self._size[a] += self._size[b]

    def all(self) -> list[list[str]]:
        """The sets, each sorted, and sorted by their first."""
        held: dict[str, list[str]] = defaultdict(list)
        for report in self._home:
            held[self.root(report)].append(report)
        return sorted(sorted(piece) for piece in held.values())


def neighbourhoods(
    reports: Iterable[str], edges: Edges, ties: Mapping[str, Iterable[str]]
) -> list[list[str]]:
    """The neighbourhoods of reports and all their links; whatever people have tied together stays together."""
    here = set(reports)
    pieces = Pieces(sorted(here))
    for one in sorted(here & ties.keys()):
        for other in here.intersection(ties[one]):
            pieces.join(one, other)
    for (later, earlier), weight in sorted(edges.items(), key=lambda edge: (-edge[1], edge[0])):
        pieces.join(later, earlier, LARGEST_STRONG if weight >= STRONG else LARGEST)
    return pieces.all()
