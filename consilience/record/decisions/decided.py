"""What people have decided of stories, as sets of reports that stay together and sets that stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from sqlalchemy import Connection

from consilience.record.growing.neighbourhoods import Beside, Pieces
from consilience.record.history import DECISIONS
from consilience.record.log import Entry, entries_of

Groups = list[list[str]]


class Decided:
    """Decisions in their order; a later one overrules an earlier one on the same reports.

    The reports of a story that somebody merged, split or kept apart stay together from then on; others may still join.
    """

    def __init__(self, decisions: Iterable[Entry]) -> None:
        self._block: dict[str, int] = {}
        self._apart: dict[int, set[int]] = defaultdict(set)
        for number, entry in enumerate(decisions):
            sets: list[list[str]] = entry.about["sets"]
            if entry.kind == "merge":
                self._fix(2 * number, [report for held in sets for report in held])
            else:
                for which, held in enumerate(sets):
                    self._fix(2 * number + which, held)
                self._keep_apart(2 * number, 2 * number + 1)

    def _fix(self, new: int, held: Sequence[str]) -> None:
        """Makes one block of reports, which stays apart from what their blocks were to stay apart from."""
        old = {self._block[report] for report in held if report in self._block}
        for other in {other for block in old for other in self._apart[block]} - old:
            self._keep_apart(new, other)
        self._block |= dict.fromkeys(held, new)

    def _keep_apart(self, a: int, b: int) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)

    def ties(self) -> Mapping[str, Sequence[str]]:
        """For each report the ones before and after it in its block."""
        found: dict[str, list[str]] = defaultdict(list)
        for held in self._blocks(self._block).values():
            for a, b in pairwise(held):
                found[a].append(b)
                found[b].append(a)
        return found

    def _blocks(self, some: Iterable[str]) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        for report in sorted(some):
            if report in self._block:
                found[self._block[report]].append(report)
        return found

    def obeyed(self, groups: Groups, beside: Beside) -> Groups:
        """The groups of one neighbourhood as people will have them; `beside` gives the links of each report."""
        whole = Pieces(report for group in groups for report in group)
        for group in groups:
            for a, b in pairwise(group):
                whole.join(a, b)
        for held in self._blocks(report for group in groups for report in group).values():
            for a, b in pairwise(held):
                whole.join(a, b)
        return sorted(part for group in whole.all() for part in self._parted(group, beside))

    def _parted(self, group: list[str], beside: Beside) -> Groups:
        """One group, divided where it holds blocks that stay apart; a report in no block goes where its links go."""
        parts: list[tuple[set[int], list[str]]] = []
        for block, held in sorted(self._blocks(group).items(), key=lambda item: (-len(item[1]), item[1])):
            free = next((part for part in parts if not part[0] & self._apart[block]), None)
            if free is None:
                parts.append(({block}, held))
            else:
                free[0].add(block)
                free[1].extend(held)
        if len(parts) < 2:
            return [group]
        grown = [list(held) for _, held in parts]
        for report in group:
            if report not in self._block:
                pull = [sum(beside(report).get(other, 0) for other in held) for _, held in parts]
                grown[pull.index(max(pull))].append(report)
        return [sorted(held) for held in grown]


def decided_in(connection: Connection) -> Decided:
    """What people have decided by now."""
    return Decided(entries_of(connection, DECISIONS))
