"""From evidence to what a reader can follow: anchors, labels of reports, the sentence around the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from consilience.model import Account, Evidence, Reading, Relay, Report, Span
from consilience.presenting.segments import paragraphs

_UNSAFE = re.compile(r"[^A-Za-z0-9_-]")
_LONGEST_CONTEXT = 240  # characters shown on each side of the words within their sentence


@dataclass(frozen=True, slots=True)
class Opening:
    """What a link to evidence opens: the first words by `href`, all of them by `at`, "<anchor>-<end> …"."""

    href: str
    at: str
    count: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One piece of evidence as it is shown: what it opens, and the words in their sentence."""

    opening: Opening
    report: str  # the label of the report
    before: str
    words: str
    after: str
    speaker: str | None
    origin: str | None  # None where the report speaks for itself


@dataclass(frozen=True, slots=True)
class Carrier:
    """A report that gives evidence for something: its label, and what the link to it opens."""

    report: str
    opening: Opening


class Citations:
    """The anchors and labels of one story; `prefix` keeps the stories of a page apart."""

    def __init__(self, account: Account, prefix: str = "") -> None:
        self._prefix = prefix
        self._readings = {reading.report.id: reading for reading in account.story.readings}
        self._order = {name: number for number, name in enumerate(self._readings)}
        self._labels = _labels([reading.report for reading in account.story.readings])
        self._sentences = {name: _contexts(reading) for name, reading in self._readings.items()}

    def anchor(self, kind: str, name: str | int) -> str:
        """The id of an entry of the page, `figure-f1`."""
        return f"{self._prefix}{kind}-{_UNSAFE.sub('_', str(name))}"

    def words_anchor(self, report: str, start: int) -> str:
        """The id of the place in a report's full text where a span begins, `<report>-<start>`."""
        return f"{self._prefix}{_UNSAFE.sub('_', report)}-{start}"

    def label(self, report: str) -> str:
        """A short name for a report: its outlet, or the name of its file, numbered where several share it."""
        return self._labels.get(report, report)

    def words(self, evidence: Evidence) -> str:
        """The words of a piece of evidence on one line; none where its report is not in the story."""
        reading = self._readings.get(evidence.report)
        return " ".join(reading.report.text[evidence.start : evidence.end].split()) if reading else ""

    def cite(self, evidence: Evidence) -> Citation | None:
        """How to show a piece of evidence; None where its report is not in the story."""
        reading = self._readings.get(evidence.report)
        if reading is None:
            return None
        before, words, after = self._in_context(reading, evidence)
        own = evidence.origin in (reading.report.outlet, evidence.speaker, self.label(evidence.report))
        return Citation(
            opening=self._opening([evidence]),
            report=self.label(evidence.report),
            before=before,
            words=words,
            after=after,
            speaker=evidence.speaker,
            origin=None if own else evidence.origin,
        )

    def cite_all(self, evidence: Iterable[Evidence]) -> list[Citation]:
        """The evidence of reports in this story, in the order given."""
        return [shown for one in evidence if (shown := self.cite(one)) is not None]

    def relay(self, relay: Relay) -> Citation | None:
        """The words by which a report says that it has something from another."""
        return self.cite(Evidence(relay.report, relay.start, relay.end))

    def opening(self, evidence: Iterable[Evidence]) -> Opening | None:
        """What a link to this evidence opens, in the order of the story; None where none is in the story."""
        known = {(self._order[e.report], e.start, e.end): e for e in evidence if e.report in self._order}
        return self._opening([known[key] for key in sorted(known)]) if known else None

    def carriers(self, evidence: Iterable[Evidence]) -> list[Carrier]:
        """The reports that give evidence, in the order of the story."""
        by_report: defaultdict[str, list[Evidence]] = defaultdict(list)
        for one in evidence:
            by_report[one.report].append(one)
        return [
            Carrier(self.label(name), opening)
            for name in self._readings
            if (opening := self.opening(by_report[name])) is not None
        ]

    def reports(self, evidence: Iterable[Evidence]) -> str:
        """The anchors of the reports that give evidence, for filtering by report."""
        held = {one.report for one in evidence}
        return " ".join(self.anchor("report", name) for name in self._readings if name in held)

    def _opening(self, evidence: Sequence[Evidence]) -> Opening:
        places = [f"{self.words_anchor(one.report, one.start)}-{one.end}" for one in evidence]
        return Opening("#" + places[0].rpartition("-")[0], " ".join(places), len(places))

    def _in_context(self, reading: Reading, evidence: Evidence) -> tuple[str, str, str]:
        text = reading.report.text
        start, end = max(evidence.start, 0), min(evidence.end, len(text))
        around = self._context_of(evidence.report, start, end)
        before, after = text[around.start : start], text[end : around.end]
        return _clip_left(before), text[start:end], _clip_right(after)

    def _context_of(self, report: str, start: int, end: int) -> Span:
        contexts = self._sentences[report]
        first = bisect_right(contexts, start, key=lambda span: span.start) - 1
        last = bisect_right(contexts, max(end - 1, start), key=lambda span: span.start) - 1
        if first < 0:
            return Span(start, end)
        return Span(min(contexts[first].start, start), max(contexts[last].end, end))


def _contexts(reading: Reading) -> list[Span]:
    return sorted(reading.sentences) or paragraphs(reading.report.text)


def _clip_left(text: str) -> str:
    if len(text) <= _LONGEST_CONTEXT:
        return text.lstrip()
    return "… " + text[-_LONGEST_CONTEXT:].partition(" ")[2]


def _clip_right(text: str) -> str:
    if len(text) <= _LONGEST_CONTEXT:
        return text.rstrip()
    return text[:_LONGEST_CONTEXT].rpartition(" ")[0] + " …"


def _labels(reports: list[Report]) -> dict[str, str]:
    names = {report.id: report.outlet or PurePath(report.file).name or report.id for report in reports}
    shared = Counter(names.values())
    seen: Counter[str] = Counter()
    labels = {}
    for name, label in names.items():
        seen[label] += 1
        labels[name] = f"{label} ({seen[label]})" if shared[label] > 1 else label
    return labels
