"""Who stands behind each span: its speaker, and the origin it finally comes from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from consilience.model import Attribution, Copy, Evidence, Reading, Relay, Span
from consilience.reconciling.cast import Cast
from consilience.reconciling.outlets import Outlets


@dataclass(frozen=True, slots=True)
class _Contents:
    """What a report's attributions contain, by start, so that a span finds those that hold it."""

    starts: tuple[int, ...]
    held: tuple[tuple[Span, Attribution], ...]
    longest: int

    @classmethod
    def of(cls, attributions: Iterable[Attribution]) -> _Contents:
        held = sorted(((c, a) for a in attributions for c in a.content), key=lambda x: (x[0].start, x[0].end))
        longest = max((c.end - c.start for c, _ in held), default=0)
        return cls(tuple(c.start for c, _ in held), tuple(held), longest)

    def holding(self, span: Span) -> list[Attribution]:
        """The attributions of which a part of the content holds the span."""
        first = bisect_right(self.starts, span.end - self.longest - 1)
        return [a for c, a in self.held[first : bisect_right(self.starts, span.start)] if c.holds(span)]


@dataclass(frozen=True, slots=True)
class Sources:
    """Looks up speakers and origins of spans in the readings of one story."""

    readings: dict[str, Reading]
    cast: Cast
    relays: tuple[Relay, ...]
    copies: tuple[Copy, ...]
    spelt: Outlets
    copied: dict[str, list[tuple[Evidence, Copy]]] = field(init=False)  # the copied passages of each report
    relayed: dict[str, list[Relay]] = field(init=False)  # the relays of each report
    outlets: dict[str, str] = field(init=False)  # of each report: the outlet's name, else the file's
    contents: dict[str, _Contents] = field(default_factory=dict)  # filled as reports are asked for

    def __post_init__(self) -> None:
        held: dict[str, list[tuple[Evidence, Copy]]] = defaultdict(list)
        for copy in self.copies:
            for e in copy.spans:
                held[e.report].append((e, copy))
        object.__setattr__(self, "copied", held)
        relayed: dict[str, list[Relay]] = defaultdict(list)
        for relay in self.relays:
            relayed[relay.report].append(relay)
        object.__setattr__(self, "relayed", relayed)
        object.__setattr__(self, "outlets", {report: self._outlet(report) for report in self.readings})

    def evidence(self, report: str, start: int, end: int, speaker: str | None = None) -> Evidence:
        """The span as evidence, with the speaker it is given to there and its origin."""
        speaker = speaker or self.speaker(report, Span(start, end))
        return Evidence(report, start, end, speaker, self.origin(report, Span(start, end), speaker))

    def speaker(self, report: str, span: Span) -> str | None:
        """The source of the smallest attribution whose content holds the span."""
        holding = self._contents(report).holding(span)
        best = min(holding, key=lambda a: sum(c.end - c.start for c in a.content), default=None)
        return self.name_of(self.readings[report], best) if best is not None else None

    def _contents(self, report: str) -> _Contents:
        if report not in self.contents:
            self.contents[report] = _Contents.of([a for a in self.readings[report].attributions if a.source])
        return self.contents[report]

    def name_of(self, reading: Reading, attribution: Attribution) -> str | None:
        """The speaker's name, else the words that the report has for the source."""
        name = self.cast.name(reading.report.id, attribution.speaker)
        if name is not None:
            return name
        spans = (attribution.named,) if attribution.named else attribution.source
        words = " ".join(" ".join(s.of(reading.report.text).split()) for s in spans)
        return words if words and words.lower() not in PRONOUNS else None

    def origin(self, report: str, span: Span, speaker: str | None) -> str:
        """The speaker; else whoever the sentence has it from; else, in a copied passage, the report that
        all have it from; else the outlet itself."""
        if speaker is not None:
            return self.spelt.name(speaker)
        for relay in self.relays_in(report, self._sentence(report, span)):
            return relay.of
        for e, copy in self.copied.get(report, ()):
            if e.start <= span.start and span.end <= e.end:
                return self.outlets[copy.origin_report or min(e.report for e in copy.spans)]
        return self.outlets[report]

    def _outlet(self, report: str) -> str:
        found = self.readings[report].report
        return self.spelt.name(found.outlet) if found.outlet else found.file.rsplit("/", 1)[-1]

    def relays_in(self, report: str, sentence: Span) -> Iterable[Relay]:
        """The relays of a report that begin within a sentence."""
        return (r for r in self.relayed.get(report, ()) if sentence.start <= r.start < sentence.end)

    def _sentence(self, report: str, span: Span) -> Span:
        return next((s for s in self.readings[report].sentences if s.holds(span)), span)


PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "who", "which", "that"])


def by_id(readings: Sequence[Reading]) -> dict[str, Reading]:
    """Readings by their report's id."""
    return {r.report.id: r for r in readings}
