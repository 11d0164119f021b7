"""Shared passages of reports that come in order of time, joined as they are found and given when they are complete."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from consilience.model import Evidence

MOST = 5_000  # spans of one passage; what comes after is a passage of its own


class Stretch(NamedTuple):
    """Characters `start` to `end` of report number `report`."""

    report: int
    start: int
    end: int


class Passages:
    """Stretches that lie mostly over each other in one report are of one passage, and so are the two of a pair."""

    def __init__(self) -> None:
        self._members: dict[int, list[Stretch]] = {}
        self._home: dict[int, int] = {}  # of a passage that went into another
        self._at: dict[int, list[tuple[Stretch, int]]] = defaultdict(list)
        self._next = 0

    def add(self, one: Stretch, other: Stretch) -> None:
        """Two stretches of two reports with the same words."""
        a, b = self._passage(one), self._passage(other)
        if a != b:
            self._unite(a, b)

    def _passage(self, stretch: Stretch) -> int:
        """The passage that a stretch is of; those that it lies over are one by that."""
        homes = {self._root(n) for held, n in self._at[stretch.report] if mostly_same(held, stretch)}
        homes = {home for home in homes if home in self._members and len(self._members[home]) < MOST}
        if homes:
            number = min(homes)
            for other in sorted(homes - {number}):
                self._unite(number, other)
        else:
            number, self._next = self._next, self._next + 1
            self._members[number] = []
        if all(held != stretch for held, _ in self._at[stretch.report]):
            self._members[number].append(stretch)
            self._at[stretch.report].append((stretch, number))
        return number

    def _unite(self, a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        self._members[a] += self._members.pop(b)
        self._home[b] = a

    def _root(self, number: int) -> int:
        while number in self._home:
            number = self._home[number]
        return number

    def complete(self, before: int) -> Iterator[list[Stretch]]:
        """The passages all of whose reports are older than number `before`; they are forgotten."""
        for number, members in list(self._members.items()):
            if max(stretch.report for stretch in members) < before:
                yield sorted(self._members.pop(number))
        for report in [r for r in self._at if r < before]:
            if all(self._root(n) not in self._members for _, n in self._at[report]):
                del self._at[report]
        self._home = {n: self._root(n) for n in self._home if self._root(n) in self._members}


def mostly_same(a: Stretch | Evidence, b: Stretch | Evidence) -> bool:
    """Whether two stretches of one report share more than half of the longer one."""
    return (min(a.end, b.end) - max(a.start, b.start)) * 2 > max(a.end - a.start, b.end - b.start)
