"""Places inside other names ("Leeds City Council") and those that the pipeline leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.tokens import Span as Words

from consilience.reading.containment import holds
from consilience.reading.gazetteer import TOWNS, Gazetteer, Toponym
from consilience.reading.parsed import Columns, Parsed
from consilience.reading.place_candidates import HOLDERS, Named, candidates
from consilience.reading.place_words import (
    CODES,
    COUNTY,
    DIRECTION,
    INSTITUTION,
    NO_PLACE,
    PARTY_SEAT,
    SHORT_STATES,
    TOWN_STATE,
)

BODY_OF = re.compile(r"^.+ (?:of|for|in)(?: the)? (?P<place>[A-Z].+)$")
LONGEST = 200  # characters of a body's name that are looked at
MOST_WORDS = 4  # of a place's name inside a body's name
WELL_KNOWN = 5_000  # inhabitants of a town that a body's name is taken to name
LARGE_DIVISION = 500_000  # inhabitants of a division that is named without its country
PLAIN = re.compile(r"[^\W\d_][\w.'’ -]*")


def inside_body(gazetteer: Gazetteer, text: str, start: int, end: int) -> Iterator[Named]:
    """The place in the name of a body or facility: before its kind, or at its end after "of", "for" or "in"."""
    name = text[start : min(end, start + LONGEST)]
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
    found = _own_places(gazetteer, match["place"]) if match else ()
    if (
        match
        and (INSTITUTION.search(name[: match.start("place")]) or any(t.feature in HOLDERS for t in found))
        and found
    ):
        yield Named(start + match.start("place"), start + match.end("place"), match["place"], found)


def _own_places(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    """Places called so themselves: inside another name, other names and likenesses are too uncertain."""
    if not name[:1].isupper() or NO_PLACE.fullmatch(name):
        return ()
    found = gazetteer.named(name)
    if any(t.exact and not t.alias and (t.feature not in TOWNS or t.population > WELL_KNOWN) for t in found):
        return found
    side = DIRECTION.match(name)
    whole = gazetteer.named(side["name"]) if side else ()
    return tuple(t for t in whole if t.feature in {"PCLI", "ADM1"} and not t.alias)


def seats(gazetteer: Gazetteer, text: str) -> Iterator[Named]:
    """ "Sen. Jane Roe, R-Springfield": American news puts a lawmaker's seat behind the party."""
    for match in PARTY_SEAT.finditer(text):
        start, end = match.span("seat")
        if found := candidates(gazetteer, match["seat"]):
            yield Named(start, end, match["seat"], found)


def before_states(gazetteer: Gazetteer, text: str) -> Iterator[Named]:
    """Towns and short states of "Paris, Ky." and "Paris, KY", whatever the pipeline takes them for."""
    for match in TOWN_STATE.finditer(text):
        state = (
            CODES.get(match["state"])
            or SHORT_STATES[match["state"].replace(".", "").replace(" ", "").casefold()]
        )
        divisions = tuple(t for t in gazetteer.named(state) if t.feature == "ADM1")
        start, end = match.span("town")
        for word in re.finditer(r"\S+", match["town"]):
            name = text[start + word.start() : end]
            inside = tuple(
                t for t in gazetteer.named(name) if t.exact and any(holds(d, t) for d in divisions)
            )
            if inside:
                yield Named(start + word.start(), end, name, inside)
                yield Named(*match.span("state"), match["state"], divisions)
                break


def unlabelled(parsed: Parsed, gazetteer: Gazetteer) -> Iterator[Named]:
    """Countries and their divisions that the pipeline left out: "U.S. senators", "Queensland premier"."""
    for words in _capital_runs(parsed.doc, parsed.columns):
        for length in range(min(3, len(words)), 0, -1):
            run = words[:length]
            name = run.text
            if _is_large(gazetteer, name):
                start, end = run.start_char, run.end_char
                if not in_boilerplate(parsed, start, end):
                    yield Named(start, end, name, candidates(gazetteer, name))
                break


def _is_large(gazetteer: Gazetteer, name: str) -> bool:
    """Whether it is the own name of a country or of a division that news may name without it."""
    if NO_PLACE.fullmatch(name) or not PLAIN.fullmatch(name):
        return False
    known = [t for t in gazetteer.named(name) if t.exact and not t.alias]
    return any(t.feature == "PCLI" or (t.feature == "ADM1" and t.population > LARGE_DIVISION) for t in known)


def _capital_runs(doc: Doc, columns: Columns) -> Iterator[Words]:
    """Runs of proper nouns outside the pipeline's names."""
    texts = columns.texts
    proper = [i for i, part in enumerate(columns.parts) if part == "PROPN" and texts[i][:1].isupper()]
    outside = [i for i in proper if not doc[i].ent_type_]
    for n, first in enumerate(outside):
        if n == 0 or outside[n - 1] != first - 1:
            last = n
            while last + 1 < len(outside) and outside[last + 1] == outside[last] + 1:
                last += 1
            yield doc[first : outside[last] + 1]


def in_boilerplate(parsed: Parsed, start: int, end: int) -> bool:
    """Whether the characters touch boilerplate."""
    return any(b.start < end and start < b.end for b in parsed.boilerplate)
