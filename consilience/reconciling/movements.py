"""What moved, and where it was on which days: departures, journeys and arrivals, and what else befell the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from consilience.model import Movement, PlaceMention, Stop, StoryPlace
from consilience.reconciling.concepts import same_kind
from consilience.reconciling.mentions import Days, Told, written
from consilience.reconciling.sources import Sources

MOVING = frozenset({"movement", "departure", "arrival", "return"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
NO_THING = frozenset(
    ["that", "which", "who", "it", "they", "he", "she", "we", "i", "you", "one", "all", "other"]
)
BROAD = frozenset({"PCLI", "CONT", "OCN", "SEA", "RGN"})  # too wide to say where something was
AHEAD = re.compile(r"(?i)\b(?:towards?|to reach|bound for|en route to|on (?:its|their) way to)\s(?:the\s)?$")
WIDEST = timedelta(days=31)  # of the days of a stop
MOST = 40  # stops that are compared with each other


@dataclass(frozen=True, slots=True)
class _Placed:
    """A happening to something, at a place and on days that are known."""

    told: Told
    days: Days
    place: StoryPlace
    things: frozenset[str]

    @property
    def moves(self) -> bool:
        return self.told.mention.type in MOVING


def trace_movements(
    groups: Sequence[Sequence[Told]], places: Sequence[StoryPlace], sources: Sources
) -> tuple[Movement, ...]:
    """One movement for each thing that is told of at two or more places, and to have moved.

    One thing is what subjects of one kind name ("convoy", "ferry"), or what moves with the same actor. A place
    counts where its coordinates are known and it is smaller than a country.
    """
    located = {(e.report, e.start): p for p in places if p.lat is not None for e in p.evidence}
    told = (_placed(t, located, sources) for group in groups for t in group)
    stops = sorted((p for p in told if p is not None), key=_order)[:MOST]
    found = (_movement(held, sources) for held in _things(stops))
    return tuple(m for m in found if m is not None)


def _placed(told: Told, located: Mapping[tuple[str, int], StoryPlace], sources: Sources) -> _Placed | None:
    """The happening with the first place in its words that is known; None where it has none, or no days."""
    things = frozenset(w for role, w in told.mention.arguments if role in SUBJECTS and w not in NO_THING)
    if told.days is None or told.days[1] - told.days[0] > WIDEST or not things:
        return None
    for place in _places_in(told, sources):
        found = located.get((told.report, place.start))
        if found is not None:
            return _Placed(told, told.days, found, things)
    return None


def _places_in(told: Told, sources: Sources) -> list[PlaceMention]:
    """The places in its words that say where it was, not whither it is bound; its own place first."""
    reading, mention = sources.readings[told.report], told.mention
    words = told.words
    own = reading.places[mention.place] if mention.place is not None else None
    inside = [p for p in reading.places if words.start <= p.start and p.end <= words.end]
    text = reading.report.text
    return [
        p
        for p in sorted(inside, key=lambda p: (p != own, p.start))
        if p.feature not in BROAD and not AHEAD.search(text[max(0, p.start - 24) : p.start])
    ]


def _things(stops: Sequence[_Placed]) -> list[list[_Placed]]:
    """The stops of one thing together."""
    groups: list[list[_Placed]] = []
    for stop in stops:
        near = [g for g in groups if any(_one_thing(stop, other) for other in g)]
        groups = [g for g in groups if g not in near] + [[*(s for g in near for s in g), stop]]
    return groups


def _one_thing(a: _Placed, b: _Placed) -> bool:
    if any(same_kind(x, y) for x in a.things for y in b.things):
        return True
    return a.moves and b.moves and not a.told.actors.isdisjoint(b.told.actors)


def _movement(held: Sequence[_Placed], sources: Sources) -> Movement | None:
    if not any(p.moves for p in held):
        return None
    stops = [
        _stop(next(same), sources) for _, same in groupby(sorted(held, key=_order), lambda p: p.place.id)
    ]
    things = Counter(thing for p in held for thing in p.things)
    what = max(sorted(things), key=lambda thing: things[thing])
    return Movement(what, tuple(stops)) if len(stops) > 1 else None


def _stop(placed: _Placed, sources: Sources) -> Stop:
    words = placed.told.words
    evidence = sources.evidence(placed.told.report, words.start, words.end)
    return Stop(placed.place.id, written(placed.days), evidence)


def _order(placed: _Placed) -> tuple[Days, str, int]:
    return placed.days, placed.told.report, placed.told.mention.start
