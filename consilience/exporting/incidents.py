"""The events of an account that data on conflict are about: violence, coercion, protest, agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consilience.exporting.places import place_of
from consilience.model import Account, Event, EventMention, Evidence, Figure, FigureValue, Reading, StoryPlace
from consilience.model.timex import interval_of
from consilience.presenting.story_map import feature_codes
from consilience.reconciling.concepts import fate_of

Readings = Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Incident:
    """An event with what such data want to know of it; `act` as in EventMention, `feature` a GeoNames code or ""."""

    story: str
    event: Event
    plover: str
    act: str
    place: StoryPlace | None
    feature: str
    days: tuple[date, date] | None
    deaths: Figure | None


def incidents_of(account: Account) -> list[Incident]:
    """The events that PLOVER has a type for and that are told as having happened, in the order of the account."""
    readings = {reading.report.id: reading for reading in account.story.readings}
    features, deadly = feature_codes(account), [f for f in account.figures if _of_dead(f, readings)]
    found = []
    for event in account.events:
        mentions = _mentions(event, readings)
        types = Counter(m.plover for m in mentions if m.plover)
        if not types:
            continue
        plover = types.most_common(1)[0][0]
        act = Counter(m.act or m.lemma for m in mentions if m.plover == plover).most_common(1)[0][0]
        place = place_of(event, account)
        feature = features.get(place.id, "") if place else ""
        days = interval_of(event.date) if event.date else None
        deaths = _deaths(event, deadly, readings)
        found.append(Incident(account.story.id, event, plover, act, place, feature, days, deaths))
    return found


def _mentions(event: Event, readings: Readings) -> list[EventMention]:
    where = {(e.report, e.start) for e in event.evidence}
    reports = dict.fromkeys(e.report for e in event.evidence)
    told = [m for report in reports for m in readings[report].events if (report, m.start) in where]
    return [m for m in told if m.factuality == "happened"]


def _of_dead(figure: Figure, readings: Readings) -> bool:
    """Whether a figure counts people who lost their lives, by the words of most of its quantities."""
    where = [e for value in figure.values for e in value.evidence]
    told = [_fate(e, readings) for e in where]
    return figure.unit is None and told.count("killed") * 2 > len(told)


def _fate(evidence: Evidence, readings: Readings) -> str | None:
    quantities = readings[evidence.report].quantities
    found = next((q for q in quantities if q.start == evidence.start), None)
    return fate_of((*found.modifiers, found.verb or "", found.head or "")) if found else None


def _deaths(event: Event, deadly: list[Figure], readings: Readings) -> Figure | None:
    """The figure of the dead that stands in sentences that tell of the event; that of most reports, of several."""
    best: tuple[int, float] = (0, 0.0)
    chosen = None
    for figure in deadly:
        near = {e.report for value in figure.values for e in value.evidence if _with(e, event, readings)}
        weight = (len(near), max((lowest(v) or 0.0 for v in figure.values), default=0.0))
        if near and weight > best:
            best, chosen = weight, figure
    return chosen


def _with(evidence: Evidence, event: Event, readings: Readings) -> bool:
    """Whether a sentence of a report holds both."""
    here = [e for e in event.evidence if e.report == evidence.report]
    sentences = readings[evidence.report].sentences
    return any(
        s.start <= evidence.start < s.end and any(s.start <= e.start < s.end for e in here) for s in sentences
    )


def lowest(value: FigureValue) -> float | None:
    """The least that a value stands for; None where it has no lower bound."""
    return value.low if value.low is not None or value.high is not None else value.value


def highest(value: FigureValue) -> float | None:
    """The most that a value stands for; None where it has no upper bound."""
    return value.high if value.low is not None or value.high is not None else value.value
