"""Which words of a report name places, and which places of the gazetteer each may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from consilience.model import Entity, Mention
from consilience.reading.containment import with_containers
from consilience.reading.gazetteer import TOWNS, Gazetteer, Toponym
from consilience.reading.hidden_places import before_states, in_boilerplate, inside_body, seats, unlabelled
from consilience.reading.parsed import Parsed
from consilience.reading.place_candidates import Named, candidates
from consilience.reading.place_words import (
    CODES,
    COMMON,
    PARTY,
    SAID_DIVISION_AFTER,
    SAID_DIVISION_BEFORE,
    SAID_TOWN_BEFORE,
    SEAT,
)

PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
LIST_OF_COUNTIES = re.compile(
    r"(?:(?:,| and| or|, and|, or) [A-Z][\w.'’-]{1,24}(?: [A-Z][\w.'’-]{1,24})?){0,12} (?:counties|Counties)\b"
)
LONGEST = 100  # characters of a name that is looked up
WORD_BEFORE = re.compile(r"\b[A-Z][\w.]*[ -]$")
WORD_AFTER = re.compile(r"[ -][A-Z]\w+")


def find_toponyms(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Named]:
    """Names of places, those inside the names of bodies ("Leeds City Council") included, in text order."""
    text = parsed.report.text
    types = {e.id: e.type for e in entities}
    names = [m for m in mentions if m.kind == "name"]
    spans = [(m.start, m.end) for m in names if types.get(m.entity) == "place"]
    others = [(m.start, m.end) for m in names if types.get(m.entity) in {"organization", "event", "other"}]
    found = _without([], (part for a, b in _apart(spans) for part in _read(gazetteer, text, a, b)))
    more = [n for a, b in _labelled(parsed) for n in _read(gazetteer, text, a, b) if n.candidates]
    more += [n for a, b in others for n in inside_body(gazetteer, text, a, b)]
    more += [*seats(gazetteer, text), *before_states(gazetteer, text), *unlabelled(parsed, gazetteer)]
    found += _without(found, (replace(n, within=True) for n in more))
    found = [n for n in found if not _is_people(gazetteer, n) and not _is_common(n.text)]
    found = [replace(n, candidates=()) if SEAT.fullmatch(n.text) else n for n in found]
    found.sort(key=lambda n: n.start)
    return with_containers(found, text)


def _is_people(gazetteer: Gazetteer, named: Named) -> bool:
    """ "Canadian", "Hondurans": no place, even where a town far away is called so."""
    return bool(gazetteer.people(named.text)) and not any(t.feature == "PCLI" for t in named.candidates)


def _is_common(name: str) -> bool:
    """Words for a place rather than its name: "City", "station", "north"."""
    return not any(c.isupper() for c in name) or COMMON.fullmatch(name) is not None


def _apart(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = -1
    for start, end in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if start >= last:
            yield start, end
            last = end


def _read(gazetteer: Gazetteer, text: str, start: int, end: int) -> list[Named]:
    """One name, or the two of "Lebanon-Syria", or the place that a facility's name begins with."""
    if end - start > LONGEST:
        return [Named(start, end, text[start:end])]
    start += len(match[0]) if (match := PARTY.match(text[start:end])) else 0
    start, end = _widened(gazetteer, text, start, end)
    name = text[start:end]
    found = (
        _of_county(gazetteer, text, start, end)
        or candidates(gazetteer, name)
        or _coded(gazetteer, text, start, end)
    )
    if found:
        return [Named(start, end, name, _of_said_kind(text, start, end, found))]
    parts = _parts(gazetteer, text, start, end)
    return parts or list(inside_body(gazetteer, text, start, end)) or [Named(start, end, name)]


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


def _labelled(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """The pipeline's own places that stand in a longer name or in one of another kind elsewhere."""
    for span in parsed.doc.ents:
        if span.label_ in PLACE_LABELS and not in_boilerplate(parsed, span.start_char, span.end_char):
            yield _trimmed(parsed.doc, span.start, span.end)


def _trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end - 1 and (doc[start].lower_ == "the" or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end - 1 > start and (doc[end - 1].is_punct or doc[end - 1].tag_ == "POS" or doc[end - 1].is_space):
        end -= 1
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])


def _without(found: Sequence[Named], more: Iterable[Named]) -> list[Named]:
    """Those of `more` that touch neither what is found nor one before them."""
    taken = {i for n in found for i in range(n.start, n.end)}
    kept: list[Named] = []
    for n in more:
        if taken.isdisjoint(range(n.start, n.end)):
            kept.append(n)
            taken.update(range(n.start, n.end))
    return kept
