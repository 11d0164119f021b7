"""The same passage in two or more reports: sign, find candidates, verify by alignment, join."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from consilience.model import Copy, Evidence, Reading
from consilience.stories.alignment import aligned
from consilience.stories.columns import Places
from consilience.stories.heap import Heap, heap_of
from consilience.stories.joining import joined
from consilience.stories.passages import mostly_same
from consilience.stories.runs import SeedIndex


def find_copies(readings: Sequence[Reading]) -> tuple[Copy, ...]:
    """Every passage of twelve words or more that stands (nearly) word for word in several reports."""
    heap = heap_of(readings)
    stretches, pairs = _stretches(heap, aligned(SeedIndex(heap.seeds, heap.bounds)))
    by_id = {r.report.id: r for r in readings}
    spans = [Evidence(readings[n].report.id, start, end) for n, start, end in stretches.tolist()]
    return tuple(_copy(_one_each([spans[n] for n in group]), by_id) for group in joined(stretches, pairs))


def _stretches(heap: Heap, passages: Places) -> tuple[Places, Places]:
    """The stretches of passages, as rows in order, and for each passage the numbers of its two."""
    begins = heap.bounds[passages[:, :2]]
    first, last = begins + passages[:, 2::2], begins + passages[:, 3::2] - 1
    most = heap.bounds[-1] + 1
    both, numbers = np.unique(first * most + last, return_inverse=True)  # one key is quicker than two
    return heap.spans(both // most, both % most), numbers.reshape(-1, 2)


def _one_each(group: list[Evidence]) -> list[Evidence]:
    """The longest of spans that lie mostly over each other."""
    kept: list[Evidence] = []
    for _, spans in groupby(sorted(set(group), key=attrgetter("report")), key=attrgetter("report")):
        own: list[Evidence] = []
        for span in sorted(spans, key=lambda e: (e.start - e.end, e.start)):
            if not any(mostly_same(span, k) for k in own):
                own.append(span)
        kept += own
    return sorted(kept)


def _copy(spans: list[Evidence], readings: dict[str, Reading]) -> Copy:
    public = all(_is_quoted(e, readings[e.report].report.text) for e in spans)
    if public:
        return Copy(
            tuple(spans), None, "Words in quotation marks: each report may have them from the speaker.", True
        )
    origin, reason = _origin(spans, readings)
    return Copy(tuple(spans), origin, reason)


def copy_of(spans: Iterable[Evidence], readings: dict[str, Reading]) -> Copy:
    """The passage that spans of several reports are, known to agree; `readings` by the ids of their reports."""
    return _copy(_one_each(list(spans)), readings)


def _is_quoted(e: Evidence, text: str) -> bool:
    """Whether a passage stands between quotation marks of one paragraph."""
    left = text.rfind("\n", 0, e.start) + 1
    before = text[left : e.start]
    after = text[e.end : text.find("\n", e.end) if "\n" in text[e.end :] else len(text)]
    opened = max(before.rfind("“"), before.rfind("``"), before.rfind('"')) >= 0
    straight = before.count('"') % 2 == 1
    curly = before.count("“") > before.count("”") or before.count("``") > before.count("''")
    closes = (
        after.lstrip()[:2].startswith(("”", '"', ",”", ',"', ".”", "''"))
        or "”" in after
        or '"' in after
        or "''" in after
    )
    return opened and (straight or curly) and closes


def _origin(spans: list[Evidence], readings: dict[str, Reading]) -> tuple[str | None, str]:
    """Which report probably had the passage first: the only earliest one by its own date."""
    dated = [(readings[e.report].report.published, e.report) for e in spans]
    if any(date is None for date, _ in dated):
        return None, "A report without a date of its own: who had it first cannot be told."
    days = sorted((str(date)[:16], report) for date, report in dated)
    if days[0][0] == days[1][0]:
        return None, "The reports bear the same date: who had it first cannot be told."
    return days[0][1], f"The report of {days[0][0]} is the earliest that has it."
