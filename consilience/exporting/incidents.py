"""The events of an account that data on conflict are about: violence, coercion, protest, agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consilience.exporting.places import place_of
from consilience.model import (
    Account,
    Event,
    EventMention,
    Evidence,
    Figure,
    Quantity,
    Reading,
    StoryPlace,
)
from consilience.model.timex import interval_of
from consilience.presenting.story_map import feature_codes
from consilience.reconciling.concepts import fate_of
from consilience.reconciling.figures import happening_of

Readings = Mapping[str, Reading]
Told = Sequence[tuple[str, EventMention]]  # mentions of one event with their reports
ACTING = frozenset(["person", "organization", "group"])


@dataclass(frozen=True, slots=True)
class Incident:
    """An event with what such data want to know of it; `act` as in EventMention, `feature` a GeoNames code or "".

    `deaths` is the count of its dead; `actors` are the people and bodies that take part, in no order that says who did
    what to whom.
    """

    account: Account
    event: Event
    plover: str
    act: str
    actors: tuple[str, ...]
    place: StoryPlace | None
    feature: str
    days: tuple[date, date] | None
    deaths: Figure | None

    @property
    def name(self) -> str:
        """The ids of its story and event."""
        return f"{self.account.story.id}/{self.event.id}"


def incidents_of(account: Account) -> list[Incident]:
    """The events that PLOVER has a type for and that are told as having happened, in the order of the account.

    What happened within another ("two were killed in the attack") is no incident of its own; its dead are the other's.
    """
    readings = {reading.report.id: reading for reading in account.story.readings}
    told = {event.id: _mentions(event, readings) for event in account.events}
    whole = _whole_of(told)
    dead = _deaths(account, told, whole, readings)
    features = feature_codes(account)
    return [
        _incident(account, event, told[event.id], features, dead.get(event.id))
        for event in account.events
        if event.id not in whole and any(m.plover for _, m in told[event.id])
    ]


def _incident(
    account: Account, event: Event, told: Told, features: Mapping[str, str], deaths: Figure | None
) -> Incident:
    plover = Counter(m.plover for _, m in told if m.plover).most_common(1)[0][0]
    act = Counter(m.act or m.lemma for _, m in told if m.plover == plover).most_common(1)[0][0]
    known = {name for a in account.actors if a.type in ACTING for name in (a.name, *a.names)}
    place = place_of(event, account)
    feature = features.get(place.id, "") if place else ""
    days = interval_of(event.date) if event.date else None
    actors = tuple(name for name in event.actors if name in known)
    return Incident(account, event, plover, act, actors, place, feature, days, deaths)


def _mentions(event: Event, readings: Readings) -> Told:
    """The mentions of an event that tell it as having happened, with their reports."""
    where = {(e.report, e.start) for e in event.evidence}
    reports = dict.fromkeys(e.report for e in event.evidence)
    told = [(report, m) for report in reports for m in readings[report].events if (report, m.start) in where]
    return [(report, m) for report, m in told if m.factuality == "happened"]


def _whole_of(told: Mapping[str, Told]) -> dict[str, str]:
    """The events that took place within another violent one by most of their mentions, each with that."""
    events = {(report, m.id): event for event, held in told.items() for report, m in held}
    violent = {event for event, held in told.items() if any(m.plover == "ASSAULT" for _, m in held)}
    found: dict[str, str] = {}
    for event, held in told.items():
        outer = Counter(o for report, m in held for o in {events.get((report, w)) for w in m.within})
        whole, times = next(iter(outer.most_common(1)), (None, 0))
        if whole in violent - {event, *found} and times * 2 > len(held):
            found[event] = whole
    return found


def _deaths(
    account: Account, told: Mapping[str, Told], whole: Mapping[str, str], readings: Readings
) -> dict[str, Figure]:
    """The count of the dead of each event: that which most reports give, the largest of several."""
    events = {
        (report, m.start): whole.get(event, event) for event, held in told.items() for report, m in held
    }
    found: dict[str, tuple[tuple[int, float], Figure]] = {}
    for figure in account.figures:
        counted = [(e, _quantity(e, readings)) for value in figure.values for e in value.evidence]
        fates = [_fate(q) for _, q in counted]
        if figure.unit is not None or fates.count("killed") * 2 <= len(fates):
            continue
        weight = (
            len({e.report for e, _ in counted}),
            max(value.value or value.low or 0.0 for value in figure.values),
        )
        for evidence, quantity in counted:
            mention = happening_of(quantity, readings[evidence.report]) if quantity else None
            event = events.get((evidence.report, mention.start)) if mention else None
            if event is not None and (event not in found or weight > found[event][0]):
                found[event] = weight, figure
    return {event: figure for event, (_, figure) in found.items()}


def _quantity(evidence: Evidence, readings: Readings) -> Quantity | None:
    return next((q for q in readings[evidence.report].quantities if q.start == evidence.start), None)


def _fate(quantity: Quantity | None) -> str | None:
    return fate_of((*quantity.modifiers, quantity.verb or "", quantity.head or "")) if quantity else None
