"""The second look at each report: does it stand in the group that it is most alike?"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from consilience.stories.likeness import Likeness
from consilience.stories.linkage import ALIKE

ROUNDS = 3


def settle(
    groups: Sequence[Sequence[int]], likeness: Likeness, pairs: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """Groups after each report went to the group of two or more that it is most alike, its own among them.

    All reports move at once, so that their order does not matter; at most ROUNDS times.
    """
    beside: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        if likeness.of(a, b) >= ALIKE:
            beside[a].add(b)
            beside[b].add(a)
    now = [list(g) for g in groups]
    for _ in range(ROUNDS):
        moved = _moved(now, likeness, beside)
        if moved == now:
            break
        now = moved
    return now


def _moved(groups: Sequence[list[int]], likeness: Likeness, beside: dict[int, set[int]]) -> list[list[int]]:
    home = {report: number for number, group in enumerate(groups) for report in group}
    inner = [math.sqrt(max(_average(likeness.within(g), math.comb(len(g), 2)), ALIKE)) for g in groups]
    new: dict[int, list[int]] = defaultdict(list)
    for report in sorted(home):
        own = home[report]
        best, place = _fit(report, groups[own], likeness) / inner[own], own
        for number in sorted({home[n] for n in beside[report]} - {own}):
            fit = _fit(report, groups[number], likeness)
            if len(groups[number]) > 1 and fit >= ALIKE and fit / inner[number] > best:
                best, place = fit / inner[number], number
        new[place].append(report)
    return sorted(new.values())


def _fit(report: int, group: Sequence[int], likeness: Likeness) -> float:
    others = [n for n in group if n != report]
    return _average(likeness.between([report], others), len(others))


def _average(total: float, count: int) -> float:
    return total / count if count else 0.0
