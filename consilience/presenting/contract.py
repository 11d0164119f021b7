"""The JSON that `consilience read` and `consilience build` print: one function for each kind of object.

Fields are only ever added. Spans count Unicode code points into the report's own `text`, end excluded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from consilience.model import (
    Account,
    Actor,
    Attribution,
    Build,
    Contradiction,
    Copy,
    DateInference,
    Entity,
    Event,
    EventMention,
    Evidence,
    Failure,
    Figure,
    FigureValue,
    Join,
    Lineage,
    Mention,
    Movement,
    Naming,
    PlaceMention,
    Quantity,
    Quote,
    Reading,
    Receipt,
    Relay,
    Report,
    Side,
    Span,
    Standing,
    StoryPlace,
    TimeMention,
)
from consilience.presenting.words import country_name

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = dict[str, Json]

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: Json, *, indent: int | None = None) -> str:
    """The JSON text of a value, the same bytes every time; encodable as UTF-8 whatever the reports hold."""
    separators = (",", ": ") if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return _SURROGATE.sub(lambda lone: f"\\u{ord(lone[0]):04x}", text)


def reading_object(reading: Reading) -> Object:
    """One line of `consilience read --format jsonl`: a report with everything marked on it."""
    return _report(reading.report) | {
        "read": reading.read,
        "boilerplate": _pairs(reading.boilerplate),
        "sentences": _pairs(reading.sentences),
        "entities": [_entity(entity) for entity in reading.entities],
        "mentions": [_mention(mention) for mention in reading.mentions],
        "times": [_time(time) for time in reading.times],
        "places": [_place_mention(place) for place in reading.places],
        "quantities": [_quantity(quantity) for quantity in reading.quantities],
        "attributions": [_attribution(attribution) for attribution in reading.attributions],
        "unattributed": _pairs(reading.unattributed),
        "events": [_event_mention(event, reading) for event in reading.events],
    }


def failure_object(failure: Failure) -> Object:
    """One line for an input that could not be read."""
    return {"file": failure.file, "error": {"code": failure.code, "message": failure.message}}


def build_object(build: Build, *, brief: bool = False) -> Object:
    """What `consilience build --format json` prints; `brief` leaves the analysis fields of reports out."""
    reports = [_report(one.report) if brief else reading_object(one) for one in build.readings]
    return {
        "reports": reports,
        "stories": [story_object(account) for account in build.accounts],
        "failures": [failure_object(failure) for failure in build.failures],
    }


def build_lines(build: Build) -> Iterable[Object]:
    """What `consilience build --format jsonl` prints: one story a line, then one line for each failure."""
    yield from (story_object(account) for account in build.accounts)
    yield from (failure_object(failure) for failure in build.failures)


def story_object(account: Account) -> Object:
    """One story: what its reports say together, every entry with its evidence."""
    return {
        "id": account.story.id,
        "title": account.story.title,
        "reports": [reading.report.id for reading in account.story.readings],
        "joined_by": list(account.story.joined_by),
        "joins": [_joined(join) for join in account.story.joins],
        "dates": [_date_inference(date) for date in account.dates],
        "figures": [_figure(figure) for figure in account.figures],
        "quotes": [_quote(quote) for quote in account.quotes],
        "events": [_event(event) for event in account.events],
        "actors": [_actor(actor) for actor in account.actors],
        "places": [_place(place) for place in account.places],
        "copies": [_copy(copy) for copy in account.copies],
        "relays": [_relay(relay) for relay in account.relays],
        "contradictions": [_contradiction(one) for one in account.contradictions],
        "receipts": [_receipt(receipt) for receipt in account.receipts],
        "origins": [{"name": name, "reports": list(reports)} for name, reports in account.origins],
        "independent": [_lineage(lineage) for lineage in account.lineages],
        "movements": [_movement(movement) for movement in account.movements],
        "namings": [_naming(naming) for naming in account.namings],
    }


def _report(report: Report) -> Object:
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


def _pairs(spans: Iterable[Span]) -> list[Json]:
    return [[span.start, span.end] for span in spans]


def _number(value: float | None) -> int | float | None:
    """Whole numbers without a fraction, so that 17 people are not 17.0."""
    return int(value) if value is not None and float(value).is_integer() else value


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
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "of": [quantity.of.start, quantity.of.end] if quantity.of else None,
        "unit": quantity.unit,
    }


def _attribution(attribution: Attribution) -> Object:
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
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


def _evidence(evidence: Iterable[Evidence]) -> list[Json]:
    return [
        {
            "report": one.report,
            "start": one.start,
            "end": one.end,
            "speaker": one.speaker,
            "origin": one.origin,
        }
        for one in evidence
    ]


def _standing(standing: Standing) -> Object:
    return {
        "origins": list(standing.origins),
        "outlets": standing.outlets,
        "reports": standing.reports,
        "credibility": standing.credibility,
        "sentence": standing.sentence,
    }


def _date_inference(date: DateInference) -> Object:
    return {
        "report": date.report,
        "date": date.date,
        "reason": date.reason,
        "evidence": _evidence(date.evidence),
    }


def _figure_value(value: FigureValue) -> Object:
    return {
        "unit": value.unit,
        "value": _number(value.value),
        "low": _number(value.low),
        "high": _number(value.high),
        "evidence": _evidence(value.evidence),
    }


def _figure(figure: Figure) -> Object:
    return {
        "id": figure.id,
        "what": figure.what,
        "status": figure.status,
        "values": [_figure_value(value) for value in figure.values],
        "unit": figure.unit,
        "as_of": figure.as_of,
        "follows": figure.follows,
        "reason": figure.reason,
        "standing": _standing(figure.standing),
    }


def _quote(quote: Quote) -> Object:
    return {
        "id": quote.id,
        "text": quote.text,
        "status": quote.status,
        "speakers": list(quote.speakers),
        "evidence": _evidence(quote.evidence),
        "reason": quote.reason,
        "wordings": list(quote.wordings),
        "conflict": quote.conflict,
        "standing": _standing(quote.standing),
    }


def _event(event: Event) -> Object:
    return {
        "id": event.id,
        "what": event.what,
        "type": event.type,
        "date": event.date,
        "inferred": event.inferred,
        "place": event.place,
        "actors": list(event.actors),
        "dates": [{"date": date, "evidence": _evidence(evidence)} for date, evidence in event.dates],
        "evidence": _evidence(event.evidence),
        "told": _evidence([event.told] if event.told else []),
        "standing": _standing(event.standing),
    }


def _actor(actor: Actor) -> Object:
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "names": list(actor.names),
        "roles": list(actor.roles),
        "evidence": _evidence(actor.evidence),
    }


def _place(place: StoryPlace) -> Object:
    return {
        "id": place.id,
        "name": place.name,
        "names": list(place.names),
        "lat": place.lat,
        "lon": place.lon,
        "geonameid": place.geonameid,
        "country": country_name(place.country),
        "evidence": _evidence(place.evidence),
    }


def _copy(copy: Copy) -> Object:
    return {
        "spans": _evidence(copy.spans),
        "origin_report": copy.origin_report,
        "public": copy.public,
        "reason": copy.reason,
    }


def _joined(join: Join) -> Object:
    return {"report": join.report, "reason": join.reason, "evidence": _evidence(join.evidence)}


def _relay(relay: Relay) -> Object:
    return {"report": relay.report, "start": relay.start, "end": relay.end, "of": relay.of}


def _lineage(lineage: Lineage) -> Object:
    shares: list[Json] = [
        {"report": report, "taken": taken, "of": told}
        for report, (taken, told) in zip(lineage.reports, lineage.taken, strict=True)
    ]
    return {"origin": lineage.origin, "reports": shares}


def _movement(movement: Movement) -> Object:
    stops: list[Json] = [
        {"place": stop.place, "date": stop.date, "evidence": _evidence([stop.evidence])}
        for stop in movement.stops
    ]
    return {"what": movement.what, "stops": stops}


def _naming(naming: Naming) -> Object:
    labels: list[Json] = [
        {"label": label, "evidence": _evidence(evidence)} for label, evidence in naming.labels
    ]
    return {"kind": naming.kind, "what": naming.what, "labels": labels}


def _contradiction(contradiction: Contradiction) -> Object:
    return {
        "id": contradiction.id,
        "kind": contradiction.kind,
        "what": contradiction.what,
        "reason": contradiction.reason,
        "sides": [_side(side) for side in contradiction.sides],
    }


def _side(side: Side) -> Object:
    return {"says": side.says, "evidence": _evidence(side.evidence)}


def _receipt(receipt: Receipt) -> Object:
    return {
        "report": receipt.report,
        "used": _pairs(receipt.used),
        "no_claim": _pairs(receipt.no_claim),
        "boilerplate": _pairs(receipt.boilerplate),
        "not_read": _pairs(receipt.not_read),
    }
