"""Which place each name of a report means: all names are decided together.

Relaxation labelling (Rosenfeld, Hummel and Zucker 1976): a candidate starts with how well known it is and gains
from what the other names of the report probably are, if that is near, in its division or its country; repeated
until it settles. So a town in a local paper wins over a far city, and a city in world news over a far town.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from consilience.model.place_names import plain_name
from consilience.reading.containment import LIST, holds
from consilience.reading.gazetteer import TOWNS, Toponym, distance
from consilience.reading.place_candidates import Named

Numbers = NDArray[np.float64]
_Setting = tuple[str, frozenset[int]]
FAR = 161.0  # km, a hundred miles: nearer places are one for the reader
BALANCED = 0.25  # difference of two places' scores under which they are not told apart
ROUNDS = 8
SHARPNESS = 1.5  # of the choice among candidates while it settles
CONTEXT, LEAST = 2.0, 0.2  # what a doubling of the support is worth, in tenfold population, and from where on
NEAR_SCALE = 120.0  # km in which nearness loses two thirds
LISTED = 1.5  # support by a neighbour in a list of places of one kind
SAME_DIVISION, SAME_COUNTRY, SAME_PLACE = 0.5, 0.12, 1.5  # support by a place certain to be there
OBSCURE, OBSCURE_ALIAS, OBSCURE_ALONE, UNSUPPORTED = (
    4.0,
    5.0,
    3.0,
    0.2,
)  # fame of a place hardly known, and support that is hardly any
LARGE_TOWN, TOWN_FIRST = 100_000, 2.5  # a town of that size comes before the division that is called like it
MOST_NAMES, MOST_PLACES = 150, 1500  # decided together; the commonest, the largest
BALANCE_REASON = "Two places of this name are as likely."
UNKNOWN_REASON = "The gazetteer does not have it."
OBSCURE_REASON = "Only a small place far from all others in the report has this name."
HOLDER_REASON = "The gazetteer has no place of this name there."
SMALL = TOWNS | {
    "ADM2",
    "AREA",
    "ISL",
    "MT",
    "LK",
    "BAY",
    "STRT",
    "CNL",
}  # so small that nearness means something
KNOWN = {
    "AREA": (6.2, 0.0),
    "PCLI": (6.0, 0.4),
    "ADM1": (1.0, 0.9),
    "ADM2": (2.0, 0.6),
    "PPL": (0.0, 1.0),
    "PPLC": (2.5, 1.0),
}
LARGE = {"CONT": 11.0, "OCN": 11.0, "SEA": 11.0, "RGN": 11.0, "GULF": 11.0}
FEATURE = 7.5  # a river, island or mountain that is known far away


@dataclass(frozen=True, slots=True)
class Sense:
    """The place a name means, or None and why."""

    place: Toponym | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Item:
    """One name in one setting: "Paris, Texas" apart from "Paris"."""

    key: str
    candidates: tuple[Toponym, ...]
    count: int


def choose_senses(
    named: Sequence[Named], text: str, peoples: Mapping[str, int], home: Sequence[tuple[Toponym, ...]]
) -> list[Sense]:
    """A sense for each name. `peoples` counts the countries whose people are named; `home` is the outlet's name."""
    keys = [_setting(n) for n in named]
    counts = Counter(keys)
    first = dict(reversed(list(zip(keys, named, strict=True))))
    chosen = [k for k, _ in counts.most_common() if first[k].candidates]
    most = max(3, MOST_PLACES // max(1, min(len(chosen), MOST_NAMES)))
    items = [_Item(k[0], _fitting(first[k])[:most], counts[k]) for k in chosen[:MOST_NAMES]]
    items += [_Item("", c, 1) for c in home]
    senses = dict(
        zip(chosen, _settle(items, _listed(named, keys, chosen[:MOST_NAMES], text), peoples), strict=False)
    )
    return [senses.get(k) or Sense(None, _missing(n)) for k, n in zip(keys, named, strict=True)]


def _setting(n: Named) -> _Setting:
    return plain_name(n.text), frozenset(t.geonameid for t in n.inside)


def _listed(
    named: Sequence[Named], keys: Sequence[_Setting], chosen: Sequence[_Setting], text: str
) -> set[tuple[int, int]]:
    """Pairs of items that stand side by side in a list: "Pennsylvania, New York and Ohio"."""
    index = {k: n for n, k in enumerate(chosen)}
    pairs = set()
    for (a, left), (b, right) in pairwise(zip(named, keys, strict=True)):
        if not a.inside and left in index and right in index and LIST.fullmatch(text[a.end : b.start]):
            pairs |= {(index[left], index[right]), (index[right], index[left])}
    return pairs


def _fitting(n: Named) -> tuple[Toponym, ...]:
    """The candidates that lie in what follows the comma; else those whose name is not another's by-name."""
    if not n.inside:
        return _without_bynames(n.candidates)
    return tuple(t for t in n.candidates if any(holds(h, t) for h in n.inside))


def _without_bynames(candidates: tuple[Toponym, ...]) -> tuple[Toponym, ...]:
    """No other place of a country or division that itself has the name, but for the city called "... City"."""
    own = [t for t in candidates if t.feature in {"PCLI", "ADM1"} and not t.alias]
    return tuple(
        t
        for t in candidates
        if not t.alias
        or not any(holds(o, t) and (o.feature == "PCLI" or t.population < LARGE_TOWN) for o in own)
    )


def _missing(n: Named) -> str:
    return HOLDER_REASON if n.inside else UNKNOWN_REASON


def _settle(items: Sequence[_Item], listed: set[tuple[int, int]], peoples: Mapping[str, int]) -> list[Sense]:
    places = [t for item in items for t in item.candidates]
    if not places:
        return [Sense(None, HOLDER_REASON) for _ in items]
    owner = np.repeat(np.arange(len(items)), [len(i.candidates) for i in items])
    weights = np.array([min(2.0, math.sqrt(i.count)) for i in items])[owner]
    prior = np.concatenate([_known(i) for i in items])
    people = np.array([SAME_COUNTRY * 2.0 * min(4, peoples.get(t.country, 0)) for t in places])
    links = (
        np.maximum(_links(places, items, owner), LISTED * _alike(places, owner, listed))
        * weights[np.newaxis, :]
    )
    score = prior
    for _ in range(ROUNDS):
        support = np.round(links @ _shares(score, owner, len(items)) + people, 9)
        score = prior + CONTEXT * np.log2(1.0 + support / LEAST)
    starts = np.searchsorted(owner, np.arange(len(items) + 1))
    return [_decided(places[a:b], score[a:b], prior[a:b], support[a:b]) for a, b in pairwise(starts)]


def _known(item: _Item) -> Numbers:
    """How well known each candidate is, in powers of ten of inhabitants."""
    named_so = any(t.exact and not t.alias for t in item.candidates)
    known = np.array([_fame(t) - _byname(t, named_so) for t in item.candidates], dtype=np.float64)
    for n, t in enumerate(item.candidates):
        if t.feature == "ADM1" and any(o.population > LARGE_TOWN for o in _namesakes(t, item.candidates)):
            known[n] -= TOWN_FIRST
    return known


def _namesakes(division: Toponym, candidates: Sequence[Toponym]) -> list[Toponym]:
    """The towns of a division that share its name: "Aleppo" alone is the city."""
    name = plain_name(division.name)
    return [
        o
        for o in candidates
        if o.feature in TOWNS and holds(division, o) and plain_name(o.name).startswith(name)
    ]


def _fame(t: Toponym) -> float:
    base, rate = KNOWN.get(t.feature, (LARGE.get(t.feature, FEATURE), 0.0))
    return base + rate * math.log10(t.population + 10)


def _byname(t: Toponym, named_so: bool) -> float:
    """What a place loses that is called something else, the more where another is called so."""
    if not t.alias:
        return 0.0
    return 2.5 if named_so else 1.0 if t.exact else 1.5


def _links(places: Sequence[Toponym], items: Sequence[_Item], owner: NDArray[np.int64]) -> Numbers:
    """What each candidate (column), were it certain, would add to the support of each other (row)."""
    vectors = np.array([t.vector for t in places])
    km = 6371.0 * np.arccos(np.clip(vectors @ vectors.T, -1.0, 1.0))
    country = _numbers([t.country for t in places])
    division = _numbers([f"{t.country}.{t.division}" if t.division else "" for t in places])
    small = np.array([t.feature in SMALL for t in places])
    links = np.where(small[:, None] & small[None, :], np.exp(-km / NEAR_SCALE), 0.0)
    links = np.maximum(links, SAME_DIVISION * _same(division))
    links = np.maximum(links, SAME_COUNTRY * _same(country))
    names = _numbers([items[i].key for i in owner])
    ids = np.array([t.geonameid for t in places])
    links = np.where(_same(names), SAME_PLACE * (ids[:, None] == ids[None, :]), links)
    return np.where(owner[:, None] == owner[None, :], 0.0, links)


def _alike(places: Sequence[Toponym], owner: NDArray[np.int64], listed: set[tuple[int, int]]) -> Numbers:
    """1 where two candidates of names side by side in a list are of one kind, so that neither is likely another."""
    size = 1 + max([int(owner[-1]), *(i for pair in listed for i in pair)])
    beside = np.zeros((size, size))
    for a, b in listed:
        beside[a, b] = 1.0
    kinds = [_kind(t) for t in places]
    return beside[np.ix_(owner, owner)] * _same(_numbers(kinds))


def _kind(t: Toponym) -> str:
    """Countries are of one kind, divisions and towns of one with those of their country."""
    if t.feature in TOWNS:
        return f"{t.country} town"
    return t.feature if t.feature == "PCLI" else f"{t.country} division" if t.feature == "ADM1" else ""


def _numbers(values: Sequence[str]) -> NDArray[np.int64]:
    index = {v: n for n, v in enumerate(sorted(set(values) - {""}), 1)}
    return np.array([index.get(v, 0) for v in values], dtype=np.int64)


def _same(numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray((numbers[:, None] == numbers[None, :]) & (numbers > 0)[:, None])


def _shares(score: Numbers, owner: NDArray[np.int64], count: int) -> Numbers:
    """The probability of each candidate among those of its name."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, score)
    raised = np.exp(SHARPNESS * (score - top[owner]))
    total = np.zeros(count)
    np.add.at(total, owner, raised)
    return np.asarray(raised / total[owner])


def _decided(places: Sequence[Toponym], score: Numbers, prior: Numbers, support: Numbers) -> Sense:
    if not places:
        return Sense(None, HOLDER_REASON)
    order = sorted(range(len(places)), key=lambda i: (-round(float(score[i]), 6), i))
    best = order[0]
    if support[best] < UNSUPPORTED and prior[best] < _least_fame(places[best], len(places)):
        return Sense(None, OBSCURE_REASON if places[best].exact else UNKNOWN_REASON)
    rival = next((i for i in order[1:] if distance(places[i], places[best]) > FAR), None)
    if rival is not None and score[best] - score[rival] < BALANCED:
        return Sense(None, BALANCE_REASON)
    return Sense(places[best])


def _least_fame(place: Toponym, candidates: int) -> float:
    """How known a place must be that nothing else in the report speaks for; one known by its likeness never is."""
    if not place.exact:
        return math.inf
    if place.alias:
        return OBSCURE_ALIAS
    return OBSCURE if candidates > 1 else OBSCURE_ALONE
