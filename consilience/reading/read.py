"""One report through all layers: `read_report`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from spacy.tokens import Doc

from consilience.model import Reading, Report, Span
from consilience.reading.attributions import find_attributions
from consilience.reading.boilerplate import find_boilerplate
from consilience.reading.events import find_events, with_tellers
from consilience.reading.names import find_names
from consilience.reading.parsed import Parsed, columns_of
from consilience.reading.places import find_places
from consilience.reading.quantities import find_quantities
from consilience.reading.times import find_times


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Mark = TypeVar("Mark", bound=_Spanned)


def read_report(report: Report, language: Callable[[str], Doc]) -> Reading:
    """The reading of one report; one in another language is kept but not read."""
    if report.language not in (None, "en"):
        return Reading(report, read=False)
    boilerplate = find_boilerplate(report)
    doc = language(report.text)
    parsed = Parsed(report, doc, columns_of(doc), boilerplate)
    times = find_times(parsed)
    entities, mentions = find_names(parsed)
    places = find_places(parsed, entities, mentions)
    quantities = _outside(boilerplate, find_quantities(parsed, times))
    attributions, unattributed = find_attributions(parsed, entities, mentions)
    attributions = tuple(a for a in attributions if not _touches(boilerplate, a.content))
    events = find_events(parsed, times, places, entities, mentions)
    return Reading(
        report=report,
        sentences=_sentences(parsed),
        boilerplate=boilerplate,
        entities=entities,
        mentions=mentions,
        times=times,
        places=places,
        quantities=quantities,
        attributions=attributions,
        unattributed=tuple(s for s in unattributed if not _touches(boilerplate, (s,))),
        events=with_tellers(_outside(boilerplate, events), attributions),
    )


def _sentences(parsed: Parsed) -> tuple[Span, ...]:
    """Sentence spans without the white space round them."""
    doc, texts, spans = parsed.doc, parsed.columns.texts, []
    for first, end in parsed.columns.sentences:
        last = end - 1
        while first <= last and texts[first].isspace():
            first += 1
        while last > first and texts[last].isspace():
            last -= 1
        if first <= last:
            spans.append(Span(doc[first].idx, doc[last].idx + len(texts[last])))
    return tuple(spans)


def _outside(boilerplate: Sequence[Span], marks: Iterable[Mark]) -> tuple[Mark, ...]:
    if not boilerplate:
        return tuple(marks)
    return tuple(m for m in marks if not _touches(boilerplate, (Span(m.start, m.end),)))


def _touches(boilerplate: Sequence[Span], spans: Iterable[Span]) -> bool:
    return bool(boilerplate) and any(b.overlaps(s) for s in spans for b in boilerplate)
