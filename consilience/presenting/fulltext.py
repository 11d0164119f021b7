"""A report in full, ready to be shown: every character of its text, with the marks of the account on it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from consilience.model import Account, Evidence, Reading, Receipt, Span
from consilience.presenting.citing import Citations
from consilience.presenting.segments import Piece, paragraphs, segment

# Where several entries rest on the very same words, the first of these is linked from them. Names are
# everywhere: they are linked only where nothing else is.
_LAYERS = ("figure", "date", "quote", "contradiction", "event", "relay", "copy", "place", "actor")
_NAMES = ("place", "actor")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that an entry of the page rests on."""

    span: Span
    layer: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Text with one link at most; `more` are entries that end here and are linked from nowhere else."""

    text: str
    state: str  # the receipt's: used, no-claim, boilerplate, not-read, or ""
    mark: Mark | None
    ids: tuple[str, ...]
    more: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph in its sentences, with the white space before it, so that nothing of the text is lost."""

    start: int
    gap: str
    sentences: tuple[tuple[ShownPiece, ...], ...]


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report's paragraphs, the white space after the last, and the anchors that fall there."""

    reading: Reading
    receipt: Receipt | None
    paragraphs: tuple[ShownParagraph, ...]
    tail: str
    tail_ids: tuple[str, ...]


def show_reports(account: Account, citations: Citations) -> list[ShownReport]:
    """Every report of a story in full, marked with everything that the account takes from it."""
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for layer, name, evidence in _entries(account):
        anchor = citations.anchor(layer, name)
        for one in evidence:
            marks[one.report].append(Mark(Span(one.start, one.end), layer, anchor))
    receipts = {receipt.report: receipt for receipt in account.receipts}
    opened: defaultdict[str, set[int]] = defaultdict(set)
    for one in _opened(account):
        opened[one.report].add(one.start)
    layouts = (
        _Layout(r, marks[r.report.id], opened[r.report.id], receipts.get(r.report.id), citations)
        for r in account.story.readings
    )
    return [layout.shown() for layout in layouts]


def _opened(account: Account) -> Iterator[Evidence]:
    """Evidence that lines of the page open though no entry is linked back from its words."""
    yield from (event.told for event in account.events if event.told)
    yield from (stop.evidence for movement in account.movements for stop in movement.stops)
    yield from (one for naming in account.namings for _, given in naming.labels for one in given)


def _entries(account: Account) -> Iterator[tuple[str, str | int, Iterable[Evidence]]]:
    for figure in account.figures:
        yield "figure", figure.id, (one for value in figure.values for one in value.evidence)
    for quote in account.quotes:
        yield "quote", quote.id, quote.evidence
    for event in account.events:
        yield "event", event.id, (*event.evidence, *(one for _, given in event.dates for one in given))
    for contradiction in account.contradictions:
        yield (
            "contradiction",
            contradiction.id,
            (one for side in contradiction.sides for one in side.evidence),
        )
    for date in account.dates:
        yield "date", date.report, date.evidence
    for number, relay in enumerate(account.relays, 1):
        yield "relay", number, [Evidence(relay.report, relay.start, relay.end)]
    for number, copy in enumerate(account.copies, 1):
        yield "copy", number, copy.spans
    for place in account.places:
        yield "place", place.id, place.evidence
    for actor in account.actors:
        yield "actor", actor.id, actor.evidence


class _Layout:
    """The text of one report cut at its paragraphs, sentences, receipt and marks."""

    def __init__(
        self,
        reading: Reading,
        marks: Iterable[Mark],
        opened: Iterable[int],
        receipt: Receipt | None,
        citations: Citations,
    ) -> None:
        self._reading, self._receipt = reading, receipt
        self._text = reading.report.text
        self._marks = sorted(set(marks), key=lambda mark: (mark.span, mark.layer, mark.anchor))
        self._starts = sorted({mark.span.start for mark in self._marks} | set(opened))
        self._states = _states(reading, receipt)
        self._paragraphs = paragraphs(self._text)
        self._pieces = self._cut()
        self._links = [self._narrowest(piece) for piece in self._pieces]
        self._more = self._left_over()
        self._ids = self._place_ids(citations)

    def shown(self) -> ShownReport:
        """The report's paragraphs in order."""
        shown, at, first = [], 0, 0
        for paragraph in self._paragraphs:
            last = first
            while last < len(self._pieces) and self._pieces[last].end <= paragraph.end:
                last += 1
            gap = self._text[at : paragraph.start]
            shown.append(ShownParagraph(paragraph.start, gap, self._sentences(first, last)))
            at, first = paragraph.end, last
        tail_ids = tuple(self._ids[len(self._pieces)])
        return ShownReport(self._reading, self._receipt, tuple(shown), self._text[at:], tail_ids)

    def _cut(self) -> list[Piece]:
        """The pieces that lie in a paragraph; the white space between paragraphs is never marked."""
        spans = [mark.span for mark in self._marks] + [span for _, span in self._states]
        edges = (
            edge for span in (*self._paragraphs, *self._reading.sentences) for edge in (span.start, span.end)
        )
        starts = [paragraph.start for paragraph in self._paragraphs]
        kept = []
        for piece in segment(len(self._text), spans, (*edges, *self._starts)):
            paragraph = bisect_right(starts, piece.start) - 1
            if paragraph >= 0 and piece.end <= self._paragraphs[paragraph].end:
                kept.append(piece)
        return kept

    def _narrowest(self, piece: Piece) -> int | None:
        """The mark that this piece links to: the shortest over it; white space links nowhere."""
        if self._text[piece.start : piece.end].isspace():
            return None
        over = [index for index in piece.covering if index < len(self._marks)]
        return min(over, key=self._rank, default=None)

    def _rank(self, index: int) -> tuple[bool, int, int]:
        mark = self._marks[index]
        return mark.layer in _NAMES, mark.span.end - mark.span.start, _LAYERS.index(mark.layer)

    def _left_over(self) -> dict[int, list[Mark]]:
        """For a piece's place, the marks that end there without a link of their own."""
        ends = {index: place for place, piece in enumerate(self._pieces) for index in piece.covering}
        more: defaultdict[int, list[Mark]] = defaultdict(list)
        linked = set(self._links)
        for index, mark in enumerate(self._marks):
            if index in ends and index not in linked and mark.layer not in _NAMES:
                more[ends[index]].append(mark)
        return more

    def _place_ids(self, citations: Citations) -> dict[int, list[str]]:
        """For a piece's place, the anchors of the spans that begin there; past the last, those of no text."""
        starts = [piece.start for piece in self._pieces]
        ids: defaultdict[int, list[str]] = defaultdict(list)
        for start in self._starts:
            anchor = citations.words_anchor(self._reading.report.id, start)
            ids[bisect_left(starts, start)].append(anchor)
        return ids

    def _sentences(self, first: int, last: int) -> tuple[tuple[ShownPiece, ...], ...]:
        starts = [sentence.start for sentence in self._reading.sentences]
        places = groupby(range(first, last), lambda place: bisect_right(starts, self._pieces[place].start))
        return tuple(tuple(self._piece(place) for place in group) for _, group in places)

    def _piece(self, place: int) -> ShownPiece:
        piece, link = self._pieces[place], self._links[place]
        states = [
            self._states[index - len(self._marks)][0] for index in piece.covering if index >= len(self._marks)
        ]
        return ShownPiece(
            text=self._text[piece.start : piece.end],
            state=states[0] if states else "",
            mark=None if link is None else self._marks[link],
            ids=tuple(self._ids.get(place, ())),
            more=tuple(self._more.get(place, ())),
        )


def _states(reading: Reading, receipt: Receipt | None) -> list[tuple[str, Span]]:
    """What became of each part of the text, boilerplate before all else."""
    states = [("boilerplate", span) for span in reading.boilerplate]
    if receipt:
        named = (("boilerplate", receipt.boilerplate), ("used", receipt.used))
        unread = (("no-claim", receipt.no_claim), ("not-read", receipt.not_read))
        states += [(name, span) for name, spans in (*named, *unread) for span in spans]
    return states
