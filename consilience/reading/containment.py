"""Which names say where another is: "Paris, Texas"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from consilience.reading.gazetteer import TOWNS, Toponym
from consilience.reading.place_candidates import HOLDERS, Named

LIST = re.compile(r",? ?(?:(?:and|or|&) )?(?:the )?")  # between the members of a list
ABBREVIATED = re.compile(r"\S*\.\S*|.*\.")  # "Okla.", "N.Y", "W. Va."; not "St. Louis"
BEHIND_COMMA = re.compile(r"\.?, ?\n?")


def with_containers(found: Sequence[Named], text: str) -> list[Named]:
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
    own = [
        t
        for t in before.candidates
        if t.exact and t.feature in TOWNS | {"ADM1", "ADM2"} and not (division and t.alias)
    ]
    holders = tuple(t for t in after.candidates if t.feature in HOLDERS and any(holds(t, o) for o in own))
    if division:
        country = any(t.feature == "PCLI" for t in before.candidates)
        holders = tuple(t for t in holders if not listed and not (country and t.feature == "PCLI"))
    if not holders and ABBREVIATED.fullmatch(after.text) and not division:
        return tuple(t for t in after.candidates if t.feature == "ADM1")
    return holders


def _is_division(named: Named) -> bool:
    return any(t.feature in {"PCLI", "ADM1"} and not t.alias for t in named.candidates)


def holds(holder: Toponym, held: Toponym) -> bool:
    """Whether a country, division or county has the place in it."""
    if holder.country != held.country or holder.geonameid == held.geonameid:
        return False
    return holder.feature == "PCLI" or (bool(holder.division) and holder.division == held.division)
