"""What the reports of a story say together, as an object: every entry with its evidence."""

from __future__ import annotations

from consilience.model import (
    Account,
    Actor,
    Contradiction,
    Copy,
    DateInference,
    Event,
    Figure,
    FigureValue,
    Join,
    Lineage,
    Movement,
    Naming,
    Quote,
    Receipt,
    Relay,
    Side,
    Standing,
    StoryPlace,
)
from consilience.presenting.contract.values import Json, Object, evidence_objects, number, pairs
from consilience.presenting.words import country_name


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


def _date_inference(date: DateInference) -> Object:
    return {
        "report": date.report,
        "date": date.date,
        "reason": date.reason,
        "evidence": evidence_objects(date.evidence),
    }


def _figure_value(value: FigureValue) -> Object:
    return {
        "unit": value.unit,
        "value": number(value.value),
        "low": number(value.low),
        "high": number(value.high),
        "evidence": evidence_objects(value.evidence),
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
        "evidence": evidence_objects(quote.evidence),
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
        "dates": [{"date": date, "evidence": evidence_objects(evidence)} for date, evidence in event.dates],
        "evidence": evidence_objects(event.evidence),
        "told": evidence_objects([event.told] if event.told else []),
        "standing": _standing(event.standing),
    }


def _actor(actor: Actor) -> Object:
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "names": list(actor.names),
        "roles": list(actor.roles),
        "evidence": evidence_objects(actor.evidence),
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
        "evidence": evidence_objects(place.evidence),
    }


def _copy(copy: Copy) -> Object:
    return {
        "spans": evidence_objects(copy.spans),
        "origin_report": copy.origin_report,
        "public": copy.public,
        "reason": copy.reason,
    }


def _joined(join: Join) -> Object:
    return {"report": join.report, "reason": join.reason, "evidence": evidence_objects(join.evidence)}


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
        {"place": stop.place, "date": stop.date, "evidence": evidence_objects([stop.evidence])}
        for stop in movement.stops
    ]
    return {"what": movement.what, "stops": stops}


def _naming(naming: Naming) -> Object:
    labels: list[Json] = [
        {"label": label, "evidence": evidence_objects(evidence)} for label, evidence in naming.labels
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
    return {"says": side.says, "evidence": evidence_objects(side.evidence)}


def _receipt(receipt: Receipt) -> Object:
    return {
        "report": receipt.report,
        "used": pairs(receipt.used),
        "no_claim": pairs(receipt.no_claim),
        "boilerplate": pairs(receipt.boilerplate),
        "not_read": pairs(receipt.not_read),
    }


def _standing(standing: Standing) -> Object:
    return {
        "origins": list(standing.origins),
        "outlets": standing.outlets,
        "reports": standing.reports,
        "credibility": standing.credibility,
        "sentence": standing.sentence,
    }
