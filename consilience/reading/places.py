"""Toponyms of a report, told apart by the whole report."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from consilience.model import Entity, Mention, PlaceMention
from consilience.reading.gazetteer import Gazetteer, Toponym, open_gazetteer
from consilience.reading.parsed import Parsed

KINDS = re.compile(
    r"^(?:the\s+)?(?:(?:city|town|village|province|state|region|district|county|governorate)\s+of\s+)?(.+?)"
    r"(?:\s+(?:province|governorate|state|region|district|county|city|prefecture|oblast))?$",
    re.IGNORECASE,
)
STATES = {  # abbreviations that news has after a town (AP style and postal)
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado", "conn": "Connecticut",
    "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois", "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky",
    "la": "Louisiana", "mass": "Massachusetts", "md": "Maryland", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi",
    "mo": "Missouri", "mont": "Montana", "nc": "North Carolina", "nd": "North Dakota", "neb": "Nebraska", "nev": "Nevada",
    "nh": "New Hampshire", "nj": "New Jersey", "nm": "New Mexico", "ny": "New York", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "ri": "Rhode Island", "sc": "South Carolina", "sd": "South Dakota", "tenn": "Tennessee", "tex": "Texas",
    "va": "Virginia", "vt": "Vermont", "wash": "Washington", "wis": "Wisconsin", "wva": "West Virginia", "wyo": "Wyoming",
    "dc": "District of Columbia", "tx": "Texas", "ca": "California", "fl": "Florida", "oh": "Ohio", "tn": "Tennessee",
}  # fmt: skip
LARGE = {"PCLI": 9.0, "CONT": 9.0, "ADM1": 6.0, "PPLC": 7.0}
TOWNS = frozenset({"PPL", "PPLC"})
BALANCED = 0.15  # difference of scores under which two places far apart are not told apart
FAR = 161.0  # km
NEAR_SCALE = 400.0  # km within which another place of the report speaks for a candidate


@dataclass(frozen=True, slots=True)
class _Named:
    """A toponym as written, with the candidates for it."""

    mention: Mention
    text: str
    candidates: tuple[Toponym, ...]


def find_places(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[PlaceMention, ...]:
    """One mark for each toponym; unresolved ones say why in `reason`.

    One name has one sense in a report. The sense is the candidate that population, the countries and
    states named, the other places near it and a state or country right after the name speak for.
    """
    gazetteer = open_gazetteer()
    types = {e.id: e.type for e in entities}
    text = parsed.report.text
    named = [
        _Named(m, text[m.start : m.end], _candidates(gazetteer, text[m.start : m.end]))
        for m in mentions
        if m.kind == "name" and types.get(m.entity) == "place"
    ]
    named = [part for n in named for part in _parts(gazetteer, n)]
    countries = _countries(gazetteer, named, entities)
    held = _containers(named, text)
    first = {n.text.casefold(): _choose(n, countries, held, ()) for n in named}
    known = tuple(t for t, sure in first.values() if t is not None and sure and t.feature in TOWNS)
    senses = {n.text.casefold(): _choose(n, countries, held, known) for n in named}
    return tuple(_mark(n, *senses[n.text.casefold()]) for n in named)


def _candidates(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    state = STATES.get(name.casefold().replace(".", "").replace(" ", ""))
    if state is not None and "." in name:
        return tuple(t for t in gazetteer.named(state) if t.feature == "ADM1")
    found = gazetteer.named(name)
    if not found and (match := KINDS.match(name)) and match[1] != name:
        found = gazetteer.named(match[1])
    return found


def _parts(gazetteer: Gazetteer, named: _Named) -> list[_Named]:
    """ "Lebanon-Syria" is two places where it is not itself the name of one."""
    if named.candidates or not re.search(r"\w[-–/]\w", named.text):
        return [named]
    parts, at = [], named.mention.start
    for piece in re.split(r"([-–/])", named.text):
        if piece not in "-–/":
            mention = Mention(at, at + len(piece), named.mention.entity, "name")
            parts.append(_Named(mention, piece, _candidates(gazetteer, piece)))
        at += len(piece)
    return parts if all(p.candidates for p in parts) else [named]


def _countries(gazetteer: Gazetteer, named: Sequence[_Named], entities: Sequence[Entity]) -> Counter[str]:
    """How often each country is named, by itself, by a division or by a people of it."""
    counts: Counter[str] = Counter()
    for n in named:
        for t in n.candidates:
            if t.feature in {"PCLI", "ADM1"}:
                counts[t.country] += 2 if t.feature == "PCLI" else 1
    for entity in entities:
        if entity.type == "group" and len(entity.name) >= 5:
            for cut in (1, 2, 3):
                found = [t for t in gazetteer.named(entity.name[:-cut]) if t.feature == "PCLI" and t.exact]
                found = found or [
                    t for t in gazetteer.named(entity.name[:-cut] + "a") if t.feature == "PCLI" and t.exact
                ]
                if found:
                    counts[found[0].country] += 1
                    break
    return counts


def _containers(named: Sequence[_Named], text: str) -> dict[str, set[tuple[str, str]]]:
    """For "Paris, Texas": name -> (country, division) of what stands right after its comma."""
    held: dict[str, set[tuple[str, str]]] = {}
    for before, after in pairwise(named):
        if (
            re.fullmatch(r",? ?", text[before.mention.end : after.mention.start])
            and "," in text[before.mention.end : after.mention.start]
        ):
            for t in after.candidates:
                if t.feature in {"PCLI", "ADM1"}:
                    held.setdefault(before.text.casefold(), set()).add((t.country, t.division))
    return held


def _choose(
    named: _Named, countries: Counter[str], held: dict[str, set[tuple[str, str]]], known: Sequence[Toponym]
) -> tuple[Toponym | None, bool]:
    """The best candidate and whether it is sure; None where two far apart are balanced."""
    inside = held.get(named.text.casefold(), set())
    scored = sorted(
        ((_score(t, named, countries, inside, known), -n, t) for n, t in enumerate(named.candidates)),
        key=lambda x: x[:2],
        reverse=True,
    )
    if not scored:
        return None, False
    best = scored[0]
    rival = next((s for s in scored[1:] if distance(s[2], best[2]) > FAR), None)
    if rival is not None and best[0] - rival[0] < BALANCED:
        return None, False
    return best[2], rival is None or best[0] - rival[0] > 2.0


def _score(
    t: Toponym, named: _Named, countries: Counter[str], inside: set[tuple[str, str]], known: Sequence[Toponym]
) -> float:
    score = math.log10(t.population + 10) + LARGE.get(t.feature, 0.0)
    score += 0.8 if t.name.casefold() == named.text.casefold() else 0.0
    score += 1.2 * min(2.0, math.log2(1 + countries[t.country])) if t.feature in TOWNS else 0.0
    if inside:
        fits = any(c == t.country and (not d or d == t.division) for c, d in inside)
        score += 12.0 if fits and t.feature in TOWNS else 0.0
    others = [o for o in known if o.geonameid != t.geonameid]
    if others and t.feature in TOWNS:
        nearest = sorted(distance(t, o) for o in others)[:3]
        score += 2.5 * sum(math.exp(-d / NEAR_SCALE) for d in nearest) / len(nearest)
    return score


def distance(a: Toponym, b: Toponym) -> float:
    """Great-circle distance in km."""
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def _mark(named: _Named, found: Toponym | None, sure: bool) -> PlaceMention:
    m = named.mention
    if found is None:
        reason = (
            "Two places of this name are as likely."
            if named.candidates
            else "The gazetteer does not have it."
        )
        return PlaceMention(m.start, m.end, named.text, reason=reason)
    country = found.country or None
    return PlaceMention(
        m.start, m.end, named.text, found.lat, found.lon, found.geonameid if found.geonameid > 0 else None, country, found.feature,
    )  # fmt: skip
