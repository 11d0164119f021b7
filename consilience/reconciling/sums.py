"""Parts and their whole: counts given side by side, against a total that the reports give for them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consilience.model import Quantity, Reading
from consilience.reconciling.concepts import persons, same_kind

FEWEST = 3  # parts; two numbers add up to a third too often by chance
SMALLEST = 20  # a whole below this proves nothing
OFF = 0.1  # share by which parts may miss a whole and still be meant to make it up


@dataclass(frozen=True, slots=True)
class Sum:
    """Parts of one report and the whole that a report gives: (report, quantity) each; `made` is what the parts make."""

    parts: tuple[tuple[str, Quantity], ...]
    whole: tuple[str, Quantity]
    made: float

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the whole exactly."""
        return self.made == self.whole[1].value


def find_sums(readings: Sequence[Reading]) -> Iterator[Sum]:
    """Parts that make up a given whole, or miss it by a tenth at most; each row of parts once, with the nearest whole."""
    wholes = [(r.report.id, q) for r in readings for q in r.quantities if _is_whole(q)]
    wholes.sort(key=lambda w: (w[1].value or 0.0, w[0], w[1].start))
    values = [w[1].value or 0.0 for w in wholes]
    for reading in readings:
        for parts in _rows(reading):
            made = sum(q.value or 0.0 for q in parts)
            first, last = bisect_right(values, made * (1 - OFF)), bisect_right(values, made * (1 + OFF))
            fits = [w for w in wholes[first:last] if _is_whole_of(w[1], parts)]
            best = min(fits, key=lambda w: (abs((w[1].value or 0.0) - made), w[0], w[1].start), default=None)
            if best is not None:
                yield Sum(tuple((reading.report.id, q) for q in parts), best, made)


def _is_whole(q: Quantity) -> bool:
    return q.unit is None and q.head is not None and q.value is not None and q.value >= SMALLEST


def _rows(reading: Reading) -> Iterator[list[Quantity]]:
    """Exact counts that one sentence gives side by side, all under one verb in one role."""
    starts = [s.start for s in reading.sentences]
    rows: dict[tuple[int, str | None, str | None], list[Quantity]] = defaultdict(list)
    for q in reading.quantities:
        if (
            q.unit is None
            and q.head is not None
            and q.value == q.low == q.high
            and q.value is not None
            and q.verb
        ):
            rows[bisect_right(starts, q.start), q.verb, q.role].append(q)
    for row in rows.values():
        if len(row) >= FEWEST and len({(q.head, q.modifiers) for q in row}) == len(row):
            yield row


def _is_whole_of(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether a count may be of all the parts together: larger than each, and of their kind."""
    heads = [q.head or "" for q in parts]
    larger = all((whole.value or 0.0) > (q.value or 0.0) for q in parts) and whole not in parts
    people = persons(whole.head or "") and all(persons(h) for h in heads)
    return larger and (people or all(same_kind(whole.head or "", h) for h in heads))
