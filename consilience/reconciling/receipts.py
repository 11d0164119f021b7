"""What became of each sentence: used, no claim, boilerplate, or not read."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence

from consilience.model import Evidence, Reading, Receipt, Span


def write_receipts(readings: Sequence[Reading], evidence: Iterable[Evidence]) -> tuple[Receipt, ...]:
    """A receipt for each report: a sentence is used where a line of the account rests on words of it."""
    starts: dict[str, list[int]] = defaultdict(list)
    for e in evidence:
        starts[e.report].append(e.start)
    return tuple(_receipt(reading, sorted(starts[reading.report.id])) for reading in readings)


def _receipt(reading: Reading, starts: list[int]) -> Receipt:
    used, idle, boilerplate = [], [], []
    for sentence in reading.sentences:
        if any(b.overlaps(sentence) for b in reading.boilerplate):
            boilerplate.append(sentence)
        elif _used(sentence, starts):
            used.append(sentence)
        else:
            idle.append(sentence)
    unread = () if reading.read else (Span(0, len(reading.report.text)),)
    return Receipt(reading.report.id, tuple(used), tuple(idle), tuple(boilerplate), unread)


def _used(sentence: Span, starts: list[int]) -> bool:
    at = bisect_left(starts, sentence.start)
    return at < len(starts) and starts[at] < sentence.end
