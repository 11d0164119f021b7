"""The same passage in two or more reports: sign, find candidates, verify by alignment, join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from consilience.model import Copy, Evidence, Reading
from consilience.stories.alignment import aligned
from consilience.stories.seeds import SeedIndex
from consilience.stories.word_numbers import word_numbers, word_places

OVERLAPPING = 40  # spans of one report before it, by start, that a span may lie over


def find_copies(readings: Sequence[Reading]) -> tuple[Copy, ...]:
    """Every passage of twelve words or more that stands (nearly) word for word in several reports."""
    evidence = _Evidence(readings)
    spans = [
        (evidence.of(i, p.a0, p.a1), evidence.of(j, p.b0, p.b1))
        for i, j, p in aligned(SeedIndex(*word_numbers(readings)))
    ]
    by_id = {r.report.id: r for r in readings}
    return tuple(_copy(group, by_id) for group in _joined(spans))


class _Evidence:
    """Turns words of a report into characters."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self._places = cache(lambda n: word_places(readings[n]))

    def of(self, n: int, first: int, last: int) -> Evidence:
        """Words `first` to `last` of report n."""
        starts, ends = self._places(n)
        return Evidence(self._readings[n].report.id, int(starts[first]), int(ends[last - 1]))


def _joined(pairs: Iterable[tuple[Evidence, Evidence]]) -> list[list[Evidence]]:
    """Passages of two reports and more: pairs whose spans in one report lie mostly over each other are of one."""
    spans: list[Evidence] = []
    home: list[int] = []
    for pair in pairs:
        first = len(spans)
        spans += pair
        home += [first, first]
    rows = sorted((s.report, s.start, s.end, n) for n, s in enumerate(spans))
    for at, (report, start, end, n) in enumerate(rows):
        for other, begin, stop, m in reversed(rows[max(0, at - OVERLAPPING) : at]):
            if other != report:
                break
            if _mostly_same(begin, stop, start, end):
                a, b = sorted((_root(home, n), _root(home, m)))
                home[b] = a
    groups: dict[int, list[Evidence]] = defaultdict(list)
    for n, span in enumerate(spans):
        groups[_root(home, n)].append(span)
    return [_one_each(group) for group in groups.values()]


def _root(home: list[int], n: int) -> int:
    while home[n] != n:
        home[n] = home[home[n]]
        n = home[n]
    return n


def _one_each(group: list[Evidence]) -> list[Evidence]:
    """The longest of spans that lie mostly over each other."""
    kept: list[Evidence] = []
    for span in sorted(set(group), key=lambda e: (e.report, e.start - e.end, e.start)):
        own = (k for k in reversed(kept) if k.report == span.report)
        if not any(_mostly_same(span.start, span.end, k.start, k.end) for k in own):
            kept.append(span)
    return sorted(kept)


def _mostly_same(a: int, b: int, c: int, d: int) -> bool:
    """Whether characters a to b and c to d of one report share more than half of the longer."""
    return (min(b, d) - max(a, c)) * 2 > max(b - a, d - c)


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
