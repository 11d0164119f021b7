"""A report with everything marked on it, as an object."""

from __future__ import annotations

from consilience.model import (
    Attribution,
    Entity,
    EventMention,
    Mention,
    PlaceMention,
    Quantity,
    Reading,
    Report,
    TimeMention,
)
from consilience.presenting.contract.values import Object, number, pairs
from consilience.presenting.words import country_name


def reading_object(reading: Reading) -> Object:
    """One line of `consilience read --format jsonl`: a report with everything marked on it."""
    return report_object(reading.report) | {
        "read": reading.read,
        "boilerplate": pairs(reading.boilerplate),
        "sentences": pairs(reading.sentences),
        "entities": [_entity(entity) for entity in reading.entities],
        "mentions": [_mention(mention) for mention in reading.mentions],
        "times": [_time(time) for time in reading.times],
        "places": [_place_mention(place) for place in reading.places],
        "quantities": [_quantity(quantity) for quantity in reading.quantities],
        "attributions": [_attribution(attribution) for attribution in reading.attributions],
        "unattributed": pairs(reading.unattributed),
        "events": [_event_mention(event, reading) for event in reading.events],
    }


def report_object(report: Report) -> Object:
    """A report without its marks."""
    return {
        "id": report.id,
        "file": report.file,
        "title": report.title,
        "outlet": report.outlet,
        "byline": report.byline,
        "published": report.published,
        "updated": report.updated,
        "url": report.url,
        "language": report.language,
        "encoding": report.encoding,
        "sha256": report.received.sha256,
        "warnings": list(report.warnings),
        "text": report.text,
    }


def _entity(entity: Entity) -> Object:
    return {"id": entity.id, "name": entity.name, "type": entity.type}


def _mention(mention: Mention) -> Object:
    where: Object = {"start": mention.start, "end": mention.end}
    return where | {"entity": mention.entity, "kind": mention.kind, "role": mention.role}


def _time(time: TimeMention) -> Object:
    return {"start": time.start, "end": time.end, "type": time.type, "value": time.value}


def _place_mention(place: PlaceMention) -> Object:
    return {
        "start": place.start,
        "end": place.end,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "country": country_name(place.country),
        "feature": place.feature,
        "reason": place.reason,
    }


def _quantity(quantity: Quantity) -> Object:
    return {
        "start": quantity.start,
        "end": quantity.end,
        "value": number(quantity.value),
        "low": number(quantity.low),
        "high": number(quantity.high),
        "of": [quantity.of.start, quantity.of.end] if quantity.of else None,
        "unit": quantity.unit,
    }


def _attribution(attribution: Attribution) -> Object:
    return {
        "source": pairs(attribution.source),
        "cue": pairs(attribution.cue),
        "content": pairs(attribution.content),
        "speaker": attribution.speaker,
        "direct": attribution.direct,
    }


def _event_mention(event: EventMention, reading: Reading) -> Object:
    return {
        "id": event.id,
        "start": event.start,
        "end": event.end,
        "type": event.type,
        "date": event.date,
        "place": None if event.place is None else reading.places[event.place].name,
        "participants": list(event.participants),
        "negated": event.negated,
        "asserted": event.asserted,
        "factuality": event.factuality,
        "plover": event.plover,
        "reported": event.reported,
    }
