"""The same passage in two or more reports: sign, find candidates, verify by alignment, join."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from consilience.model import Copy, Evidence, Reading
from consilience.stories.alignment import Passage, aligned
from consilience.stories.passages import Stretch, mostly_same
from consilience.stories.seeds import SeedIndex
from consilience.stories.word_numbers import HeapWords, heap_words

OVERLAPPING = 40  # stretches of one report before it, by start, that one may lie over


def find_copies(readings: Sequence[Reading]) -> tuple[Copy, ...]:
    """Every passage of twelve words or more that stands (nearly) word for word in several reports."""
    words = heap_words(readings)
    stretches = _stretches(words, aligned(SeedIndex(words.numbers, words.bounds)))
    by_id = {r.report.id: r for r in readings}
    ids = [r.report.id for r in readings]
    return tuple(
        _copy(_one_each([Evidence(ids[n], start, end) for n, start, end in group]), by_id)
        for group in _joined(stretches)
    )


def _stretches(words: HeapWords, found: Sequence[tuple[int, int, Passage]]) -> list[Stretch]:
    """The passages as characters of reports, the two of a pair one after the other."""
    rows = [row for i, j, p in found for row in ((i, p.a0, p.a1), (j, p.b0, p.b1))]
    reports, first, last = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    begins, ends = words.begins[words.bounds[reports] + first], words.ends[words.bounds[reports] + last - 1]
    return [Stretch(*row) for row in zip(reports.tolist(), begins.tolist(), ends.tolist(), strict=True)]


def _joined(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Passages of two reports and more: pairs whose stretches in one report lie mostly over each other are of one."""
    home = {stretch: stretch for stretch in stretches}
    for a, b in zip(stretches[::2], stretches[1::2], strict=True):
        _unite(home, a, b)
    ordered = sorted(home)
    for at, one in enumerate(ordered):
        for other in reversed(ordered[max(0, at - OVERLAPPING) : at]):
            if other.report != one.report:
                break
            if mostly_same(other, one):
                _unite(home, other, one)
    groups: dict[Stretch, list[Stretch]] = defaultdict(list)
    for stretch in home:
        groups[_root(home, stretch)].append(stretch)
    return list(groups.values())


def _unite(home: dict[Stretch, Stretch], a: Stretch, b: Stretch) -> None:
    a, b = sorted((_root(home, a), _root(home, b)))
    home[b] = a


def _root(home: dict[Stretch, Stretch], stretch: Stretch) -> Stretch:
    while (up := home[stretch]) != stretch:
        home[stretch] = home[up]
        stretch = up
    return stretch


def _one_each(group: list[Evidence]) -> list[Evidence]:
    """The longest of spans that lie mostly over each other."""
    kept: list[Evidence] = []
    for span in sorted(set(group), key=lambda e: (e.report, e.start - e.end, e.start)):
        own = (k for k in reversed(kept) if k.report == span.report)
        if not any(mostly_same(span, k) for k in own):
            kept.append(span)
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
