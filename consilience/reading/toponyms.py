"""Which words of a report name places, and which places of the gazetteer each may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from consilience.model import Entity, Mention
from consilience.reading.gazetteer import TOWNS, Gazetteer, Toponym
from consilience.reading.parsed import Parsed
from consilience.reading.place_words import (
    CODES,
    COUNTY,
    DIRECTION,
    INSTITUTION,
    KIND_AFTER,
    KIND_BEFORE,
    NO_PLACE,
    PARTY,
    PARTY_SEAT,
    SAID_DIVISION_AFTER,
    SAID_DIVISION_BEFORE,
    SAID_TOWN_BEFORE,
    TOWN_AFTER,
    SHORT_STATES,
)

PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
HELD = frozenset({"PCLI", "ADM1", "ADM2"})  # what may stand after a town and a comma
LIST_OF_COUNTIES = re.compile(r"(?:(?:,| and| or|, and|, or) [A-Z][\w.'’ -]{1,24}?){0,12} (?:counties|Counties)\b")
BODY_OF = re.compile(r"^(?:[\w&]+ )+?(?:of|for)(?: the)? ")
LIST = re.compile(r",? ?(?:(?:and|or|&) )?(?:the )?")  # between the members of a list
BEHIND_COMMA = re.compile(r"\.?, ?\n?")
WORD_BEFORE = re.compile(r"\b[A-Z][\w.]*[ -]$")
WORD_AFTER = re.compile(r"[ -][A-Z]\w+")
MOST_WORDS = 4  # of a place's name inside a body's name
WELL_KNOWN = 5_000  # inhabitants of a town that a body's name is taken to name
LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a place, with the places that bear the name; `inside` is what follows its comma."""

    start: int
    end: int
    text: str
    candidates: tuple[Toponym, ...] = ()
    inside: tuple[Toponym, ...] = ()
    within: bool = False  # in a longer name or read from the text alone: no place unless the gazetteer says which


def find_toponyms(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Named]:
    """Names of places, those inside the names of bodies ("Leeds City Council") included, in text order."""
    text = parsed.report.text
    types = {e.id: e.type for e in entities}
    names = [m for m in mentions if m.kind == "name"]
    spans = [(m.start, m.end) for m in names if types.get(m.entity) == "place"]
    others = [(m.start, m.end) for m in names if types.get(m.entity) in {"organization", "event", "other"}]
    found = [part for a, b in _apart(spans) for part in _read(gazetteer, text, a, b)]
    more = [n for a, b in _labelled(parsed) for n in _read(gazetteer, text, a, b) if n.candidates]
    more += [n for a, b in others for n in _inside_body(gazetteer, text, a, b)]
    more += _seats(gazetteer, text)
    found += _without(found, (replace(n, within=True) for n in more))
    found = [n for n in found if not _is_people(gazetteer, n)]
    found.sort(key=lambda n: n.start)
    return _contained(found, text)


def candidates(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    """The places of this name; else of it without "province", "northern" and the like."""
    letters = name.replace(" ", "").replace(".", "")
    state = SHORT_STATES.get(letters.casefold())
    if state is not None and "." in name and (name.count(".") == 1 or " " in state):
        return tuple(t for t in gazetteer.named(state) if t.feature == "ADM1")
    found = gazetteer.named(name)
    if len(letters) <= LONGEST_ACRONYM and letters.isupper() and ("." in name or len(letters) < LONGEST_ACRONYM):
        return tuple(t for t in found if not t.alias)
    exact = tuple(t for t in found if t.exact)
    return exact or _of_kind(gazetteer, name) or found


def _is_people(gazetteer: Gazetteer, named: Named) -> bool:
    """ "Canadian", "Hondurans": no place, even where a town far away is called so."""
    return bool(gazetteer.people(named.text)) and not any(t.feature == "PCLI" for t in named.candidates)


def _of_kind(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    for pattern, features in ((KIND_BEFORE, HELD), (KIND_AFTER, HELD), (TOWN_AFTER, TOWNS), (DIRECTION, None)):
        match = pattern.match(name)
        found = [t for t in gazetteer.named(match["name"]) if t.exact] if match else []
        if found:
            return tuple(t for t in found if features is None or t.feature in features) or tuple(found)
    return ()


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = -1
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if start >= last:
            yield start, end
            last = end


def _read(gazetteer: Gazetteer, text: str, start: int, end: int) -> list[Named]:
    """One name, or the two of "Lebanon-Syria", or the place that a facility's name begins with."""
    start += len(match[0]) if (match := PARTY.match(text[start:end])) else 0
    start, end = _widened(gazetteer, text, start, end)
    name = text[start:end]
    found = _of_county(gazetteer, text, start, end) or candidates(gazetteer, name) or _coded(gazetteer, text, start, end)
    if found:
        return [Named(start, end, name, _of_said_kind(text, start, end, found))]
    parts = _parts(gazetteer, text, start, end)
    return parts or list(_inside_body(gazetteer, text, start, end)) or [Named(start, end, name)]


def _widened(gazetteer: Gazetteer, text: str, start: int, end: int) -> tuple[int, int]:
    """The whole of a well-known name of which the pipeline has a part: "Rhode [Island]", "[Mexico] City"."""
    left, right = WORD_BEFORE.search(text[max(0, start - 30) : start]), WORD_AFTER.match(text, end)
    spans = [(start - len(left[0]), end)] if left else []
    spans += [(start, right.end())] if right else []
    for a, b in spans:
        if any(t.exact and not t.alias for t in gazetteer.named(text[a:b])):
            return a, b
    return start, end


def _of_said_kind(text: str, start: int, end: int, found: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """The candidates of the kind that stands beside the name: "New York state", "the city of Homs"."""
    if SAID_DIVISION_AFTER.match(text, end) or SAID_DIVISION_BEFORE.search(text[max(0, start - 25) : start]):
        return tuple(t for t in found if t.feature in {"ADM1", "ADM2"}) or found
    if SAID_TOWN_BEFORE.search(text[max(0, start - 25) : start]):
        return tuple(t for t in found if t.feature in TOWNS) or found
    return found


def _of_county(gazetteer: Gazetteer, text: str, start: int, end: int) -> tuple[Toponym, ...]:
    """ "Clark", "Butler" of "in Butler, Clark and Warren counties"."""
    if not LIST_OF_COUNTIES.match(text, end):
        return ()
    return tuple(t for t in gazetteer.named(f"{text[start:end]} County") if t.feature == "ADM2")


def _coded(gazetteer: Gazetteer, text: str, start: int, end: int) -> tuple[Toponym, ...]:
    """ "TX" and "Texas" alike, where a comma stands before."""
    state = CODES.get(text[start:end]) if text[max(0, start - 2) : start] == ", " else None
    return tuple(t for t in gazetteer.named(state) if t.feature == "ADM1") if state else ()


def _parts(gazetteer: Gazetteer, text: str, start: int, end: int) -> list[Named]:
    parts, at = [], start
    for piece in re.split(r"([-–/])", text[start:end]):
        if piece and piece not in "-–/":
            parts.append(Named(at, at + len(piece), piece, candidates(gazetteer, piece)))
        at += len(piece)
    return parts if len(parts) > 1 and all(p.candidates for p in parts) else []


def _inside_body(gazetteer: Gazetteer, text: str, start: int, end: int) -> Iterator[Named]:
    """The place in the name of a body or facility: before its kind, or after "of"."""
    name = text[start:end]
    words = [m.span() for m in re.finditer(r"\S+", name)]
    for count in range(min(MOST_WORDS, len(words) - 1), 0, -1):
        first, rest = name[: words[count - 1][1]], name[words[count][0] :]
        kind_in_name = first.endswith((" County", " Parish"))
        if not kind_in_name and (COUNTY.match(rest) or not INSTITUTION.search(rest)):
            continue
        if found := _own_places(gazetteer, first):
            yield Named(start, start + len(first), first, found)
            return
    match = BODY_OF.match(name)
    if match and INSTITUTION.search(match[0]) and (found := _own_places(gazetteer, name[match.end() :])):
        yield Named(start + match.end(), end, name[match.end() :], found)


def _own_places(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    """Places called so themselves: inside another name, other names and likenesses are too uncertain."""
    if not name[:1].isupper() or NO_PLACE.fullmatch(name):
        return ()
    found = gazetteer.named(name)
    known = any(t.exact and not t.alias and (t.feature not in TOWNS or t.population > WELL_KNOWN) for t in found)
    return found if known else ()


def _labelled(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The pipeline's own places that stand in a longer name or in one of another kind elsewhere."""
    for span in parsed.doc.ents:
        if span.label_ in PLACE_LABELS and not _in_boilerplate(parsed, span.start_char, span.end_char):
            yield _trimmed(parsed.doc, span.start, span.end)


def _in_boilerplate(parsed: Parsed, start: int, end: int) -> bool:
    return any(b.start < end and start < b.end for b in parsed.boilerplate)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and (doc[start].lower_ == "the" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end - 1 > start and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].is_space):
        end -= 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _seats(gazetteer: Gazetteer, text: str) -> Iterator[Named]:
    """ "Sen. Jane Roe, R-Springfield": American news puts a lawmaker's seat behind the party."""
    for match in PARTY_SEAT.finditer(text):
        start, end = match.span("seat")
        if found := candidates(gazetteer, match["seat"]):
            yield Named(start, end, match["seat"], found)


def _without(found: Sequence[Named], more: Iterable[Named]) -> list[Named]:
    taken = [(n.start, n.end) for n in found]
    kept: list[Named] = []
    for n in more:
        if not any(a < n.end and n.start < b for a, b in taken):
            kept.append(n)
            taken.append((n.start, n.end))
    return kept


def _contained(found: list[Named], text: str) -> list[Named]:
    """Each with what stands behind its comma, where that can hold it: "Paris, Texas"."""
    between = [text[a.end : b.start] for a, b in pairwise(found)]
    divisions = [_is_division(n) for n in found]
    marked = list(found)
    for n, (before, after) in enumerate(pairwise(found)):
        if not BEHIND_COMMA.fullmatch(between[n]):
            continue
        listed = any(
            0 <= gap < len(between) and LIST.fullmatch(between[gap]) and divisions[other]
            for gap, other in ((n - 1, n - 1), (n + 1, n + 2))
        )
        if holders := _holders(before, after, listed and divisions[n]):
            marked[n] = replace(before, inside=holders)
            marked[n + 1] = replace(marked[n + 1], candidates=holders)
    return marked


def _holders(before: Named, after: Named, listed: bool) -> tuple[Toponym, ...]:
    """What `after` may be if it says where `before` is; nothing where the two are parts of a list."""
    division = _is_division(before)
    own = [t for t in before.candidates if t.exact and t.feature in TOWNS | {"ADM1", "ADM2"} and not (division and t.alias)]
    holders = tuple(t for t in after.candidates if t.feature in HELD and any(holds(t, o) for o in own))
    if division:
        country = any(t.feature == "PCLI" for t in before.candidates)
        holders = tuple(t for t in holders if not listed and not (country and t.feature == "PCLI"))
    if not holders and "." in after.text and not division:
        return tuple(t for t in after.candidates if t.feature == "ADM1")
    return holders


def _is_division(named: Named) -> bool:
    return any(t.feature in {"PCLI", "ADM1"} and not t.alias for t in named.candidates)


def holds(holder: Toponym, held: Toponym) -> bool:
    """Whether a country, division or county has the place in it."""
    if holder.country != held.country or holder.geonameid == held.geonameid:
        return False
    return holder.feature == "PCLI" or (bool(holder.division) and holder.division == held.division)
