"""Toponyms of a report, told apart by the whole report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from consilience.model import Entity, Mention, PlaceMention
from consilience.reading.gazetteer import Gazetteer, Toponym, open_gazetteer
from consilience.reading.parsed import Parsed
from consilience.reading.place_candidates import Named
from consilience.reading.place_senses import Sense, choose_senses
from consilience.reading.place_words import AMERICAN
from consilience.reading.toponyms import find_toponyms


def find_places(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[PlaceMention, ...]:
    """One mark for each toponym, in text order; unresolved ones say why in `reason`.

    A name has one sense in a report, except where a comma says otherwise ("Paris, Texas"). All names are decided
    together: `place_senses` has the method.
    """
    gazetteer = open_gazetteer()
    named = find_toponyms(parsed, entities, mentions, gazetteer)
    senses = choose_senses(
        named,
        parsed.report.text,
        _peoples(parsed.report.text, gazetteer, entities, mentions),
        _home(gazetteer, parsed.report.outlet),
    )
    return tuple(
        _mark(n, s) for n, s in zip(named, senses, strict=True) if s.place is not None or not n.within
    )


def _peoples(
    text: str, gazetteer: Gazetteer, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> Counter[str]:
    """How often the people of each country are named: no places, but a hint to where places are."""
    times = Counter(m.entity for m in mentions)
    counts: Counter[str] = Counter()
    for entity in entities:
        if entity.type == "group":
            for country in gazetteer.people(entity.name):
                counts[country] += times[entity.id]
    counts["US"] += len(AMERICAN.findall(text))
    return counts


def _home(gazetteer: Gazetteer, outlet: str | None) -> list[tuple[Toponym, ...]]:
    """The place in the outlet's name ("The Salem News"), the longest first."""
    words = re.findall(r"[\w.'’-]+", outlet or "")[:8]
    for length in range(min(3, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            name = " ".join(words[at : at + length])
            if name[0].isupper() and (found := tuple(t for t in gazetteer.named(name) if t.exact)):
                return [found]
    return []


def _mark(named: Named, sense: Sense) -> PlaceMention:
    place = sense.place
    if place is None:
        return PlaceMention(named.start, named.end, named.text, reason=sense.reason)
    number = place.geonameid if place.geonameid > 0 else None
    country = place.country or None
    return PlaceMention(
        named.start, named.end, named.text, place.lat, place.lon, number, country, place.feature
    )
