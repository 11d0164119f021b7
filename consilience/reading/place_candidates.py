"""The places of the gazetteer that a name may mean."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.reading.gazetteer import TOWNS, Gazetteer, Toponym
from consilience.reading.place_words import DIRECTION, KIND_AFTER, KIND_BEFORE, SHORT_STATES, TOWN_AFTER

HOLDERS = frozenset({"PCLI", "ADM1", "ADM2"})  # what has towns in it
LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a place, with the places that bear the name; `inside` is what follows its comma."""

    start: int
    end: int
    text: str
    candidates: tuple[Toponym, ...] = ()
    inside: tuple[Toponym, ...] = ()
    within: bool = (
        False  # in a longer name or read from the text alone: no place unless the gazetteer says which
    )


def candidates(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    """The places of this name; else of it without "province", "northern" and the like."""
    letters = name.replace(" ", "").replace(".", "")
    state = SHORT_STATES.get(letters.casefold())
    if state is not None and "." in name and (name.count(".") == 1 or " " in state):
        return tuple(t for t in gazetteer.named(state) if t.feature == "ADM1")
    found = gazetteer.named(name)
    if (
        len(letters) <= LONGEST_ACRONYM
        and letters.isupper()
        and ("." in name or len(letters) < LONGEST_ACRONYM)
    ):
        return tuple(t for t in found if not t.alias)
    exact = tuple(t for t in found if t.exact)
    return exact or _of_kind(gazetteer, name) or found


def _of_kind(gazetteer: Gazetteer, name: str) -> tuple[Toponym, ...]:
    for pattern, features in (
        (KIND_BEFORE, HOLDERS),
        (KIND_AFTER, HOLDERS),
        (TOWN_AFTER, TOWNS),
        (DIRECTION, None),
    ):
        match = pattern.match(name)
        found = [t for t in gazetteer.named(match["name"]) if t.exact] if match else []
        if found:
            return tuple(t for t in found if features is None or t.feature in features) or tuple(found)
    return ()
