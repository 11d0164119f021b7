"""The places and events of accounts as GeoJSON (RFC 7946)."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.exporting.decided import Decided
from consilience.exporting.evidence import Reports, cited, reports_in
from consilience.exporting.places import place_of
from consilience.model import Account, Event, StoryPlace
from consilience.presenting.contract import Json, Object, to_json


def geojson(accounts: Sequence[Account], decided: Decided) -> bytes:
    """A FeatureCollection; what has no coordinates is a feature without a geometry, as RFC 7946 provides.

    `verdict` is what people decided of a place or event, null where they did not.
    """
    reports = reports_in(accounts)
    features: list[Json] = []
    for account in accounts:
        features += [_place(account, place, reports, decided) for place in account.places]
        features += [_event(account, event, reports, decided) for event in account.events]
    return (to_json({"type": "FeatureCollection", "features": features}, indent=1) + "\n").encode()


def _place(account: Account, place: StoryPlace, reports: Reports, decided: Decided) -> Object:
    story = account.story.id
    about: Object = {
        "kind": "place", "story": story, "name": place.name, "names": list(place.names),
        "geonameid": place.geonameid, "country": place.country, "verdict": decided.verdict(account, place.id),
    }  # fmt: skip
    return _feature(f"{story}/{place.id}", place, about | {"evidence": cited(place.evidence, reports)})


def _event(account: Account, event: Event, reports: Reports, decided: Decided) -> Object:
    story = account.story.id
    about: Object = {
        "kind": "event", "story": story, "what": event.what, "type": event.type, "date": event.date,
        "inferred": event.inferred, "place": event.place, "actors": list(event.actors),
        "credibility": event.standing.credibility, "origins": list(event.standing.origins),
        "standing": event.standing.sentence, "verdict": decided.verdict(account, event.id),
    }  # fmt: skip
    evidence = cited(event.evidence, reports)
    return _feature(f"{story}/{event.id}", place_of(event, account), about | {"evidence": evidence})


def _feature(name: str, place: StoryPlace | None, properties: Object) -> Object:
    point: Json = None
    if place is not None and place.lat is not None and place.lon is not None:
        point = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {"type": "Feature", "id": name, "geometry": point, "properties": properties}
