"""One reading as rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consilience.exporting.rows import Row, report_row
from consilience.model import Attribution, EventMention, Quantity, Reading, Span


def rows_of(reading: Reading, item: int, day: date | None, words: int) -> dict[str, list[Row]]:
    """The rows of each table that one reading gives."""
    report = reading.report.id
    return {
        "reports": [{**report_row(reading), "item": item, "day": day, "words": words}],
        "sentences": [
            {"report": report, "sentence": number, "start": s.start, "end": s.end, "boilerplate": _within(s, reading)}
            for number, s in enumerate(reading.sentences)
        ],
        "entities": [{"report": report, "entity": e.id, "name": e.name, "type": e.type} for e in reading.entities],
        "mentions": [
            {"report": report, "start": m.start, "end": m.end, "entity": m.entity, "kind": m.kind, "role": m.role}
            for m in reading.mentions
        ],
        "times": [
            {"report": report, "start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in reading.times
        ],
        "places": [
            {"report": report, "start": p.start, "end": p.end, "name": p.name, "lat": p.lat, "lon": p.lon,
             "geonameid": p.geonameid, "country": p.country, "feature": p.feature, "reason": p.reason}
            for p in reading.places
        ],
        "quantities": [_quantity(report, q) for q in reading.quantities],
        "attributions": [_attribution(n, a, reading) for n, a in enumerate(reading.attributions)],
        "events": [_event(e, reading) for e in reading.events],
    }  # fmt: skip


def _within(sentence: Span, reading: Reading) -> bool:
    return any(b.overlaps(sentence) for b in reading.boilerplate)


def _quantity(report: str, q: Quantity) -> Row:
    return {
        "report": report, "start": q.start, "end": q.end, "value": q.value, "low": q.low, "high": q.high,
        "unit": q.unit, "head": q.head, "modifiers": list(q.modifiers), "of_start": q.of.start if q.of else None,
        "of_end": q.of.end if q.of else None, "verb": q.verb, "role": q.role, "negated": q.negated,
        "remaining": q.remaining,
    }  # fmt: skip


def _attribution(number: int, a: Attribution, reading: Reading) -> Row:
    names = {entity.id: entity.name for entity in reading.entities}
    return {
        "report": reading.report.id, "attribution": number, "speaker": a.speaker,
        "speaker_name": names.get(a.speaker) if a.speaker else None, "source": _spans(a.source), "cue": _spans(a.cue),
        "content": _spans(a.content), "direct": a.direct, "quoted": _spans(a.quoted),
    }  # fmt: skip


def _spans(spans: Iterable[Span]) -> list[Row]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _event(event: EventMention, reading: Reading) -> Row:
    return {
        "report": reading.report.id, "event": event.id, "start": event.start, "end": event.end, "type": event.type,
        "plover": event.plover, "lemma": event.lemma, "date": event.date,
        "place": None if event.place is None else reading.places[event.place].name,
        "participants": list(event.participants), "factuality": event.factuality, "attribution": event.reported,
    }  # fmt: skip
