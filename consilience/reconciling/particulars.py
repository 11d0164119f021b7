"""Particulars on which reports differ: somebody's age, and what a number takes in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from consilience.model import Evidence, Quantity, Reading, Span
from consilience.reconciling.concepts import persons, same_kind
from consilience.reconciling.sources import Sources

AGE_AFTER = re.compile(r",? (?:aged |age )?\(?(\d{1,3})\)?(?=[,.;)]| of | from |$)")
AGE_BEFORE = re.compile(r"(\d{1,3})-year-old (?:[A-Za-z-]+ ){0,4}$")
OLDEST = 115
LOOK_BACK = 60  # characters before a name in which an age is sought
# What is counted together with the things named: "… and their families", "… with relatives", "… and family members".
TOGETHER = re.compile(
    r"(?: and| with| plus| along with| as well as| together with)(?: their| his| her| its)? ((?:[a-z]+ ){0,2}[a-z]+s)\b"
)
FAMILY = frozenset(
    ["families", "relatives", "wives", "children", "dependants", "dependents", "members", "civilians"]
)
SMALLEST = 10  # counts below this are too common to be known again by their value


def ages(readings: Sequence[Reading], sources: Sources) -> Iterator[tuple[str, dict[int, list[Evidence]]]]:
    """Each person to whom the reports give more than one age, with the words for each."""
    told: dict[str, dict[int, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        persons_here = {e.id for e in reading.entities if e.type == "person"}
        for m in reading.mentions:
            if m.kind != "name" or m.entity not in persons_here:
                continue
            found = _age_beside(reading.report.text, m.start, m.end)
            name = sources.cast.name(reading.report.id, m.entity)
            if found is not None and name is not None:
                start, end, age = found
                told[name][age].append(sources.evidence(reading.report.id, start, end))
    for name, by_age in sorted(told.items()):
        reports = {e.report for evidence in by_age.values() for e in evidence}
        if len(by_age) > 1 and len(reports) > 1:
            yield name, by_age


def _age_beside(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The span of the name with the age beside it, and the age in years."""
    after = AGE_AFTER.match(text, end)
    if after and 0 < int(after[1]) <= OLDEST:
        return start, after.end(1), int(after[1])
    before = AGE_BEFORE.search(text[max(0, start - LOOK_BACK) : start])
    if before and 0 < int(before[1]) <= OLDEST:
        return max(0, start - LOOK_BACK) + before.start(1), end, int(before[1])
    return None


@dataclass(frozen=True, slots=True)
class Counted:
    """A count with the words it takes in; `more`: with others of another kind together."""

    report: str
    value: float
    head: str
    span: Span
    more: bool


def compositions(readings: Sequence[Reading]) -> Iterator[tuple[Counted, Counted]]:
    """Pairs of equal counts of which the one takes others in and the other does not, each number once:
    "600 fighters" and "600 fighters and their relatives"."""
    by_value: dict[float, list[Counted]] = defaultdict(list)
    for reading in readings:
        for q in reading.quantities:
            value = q.value if q.value is not None else q.low
            if value is not None and value >= SMALLEST and q.unit is None and q.head is not None:
                by_value[value].append(_counted(reading, q, value))
    for _, counts in sorted(by_value.items()):
        pair = next((p for p in combinations(counts[:SMALLEST], 2) if _differ(*p)), None)
        if pair is not None:
            yield pair


def _counted(reading: Reading, q: Quantity, value: float) -> Counted:
    last = max(q.end, q.of.end) if q.of else q.end
    first = min(q.start, q.of.start) if q.of else q.start
    added = TOGETHER.match(reading.report.text, last)
    more = added is not None and _people(added[1])
    return Counted(
        reading.report.id, value, q.head or "", Span(first, added.end() if added and more else last), more
    )


def _differ(a: Counted, b: Counted) -> bool:
    return a.report != b.report and a.more != b.more and persons(a.head) and same_kind(a.head, b.head)


def _people(words: str) -> bool:
    """Whether plural words name people."""
    last = words.split()[-1]
    return last in FAMILY or persons(last.removesuffix("s"))
