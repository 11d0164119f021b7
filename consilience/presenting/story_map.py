"""The places of a story on a map: outlines of countries clipped to it, points, labels, and what moved where."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from consilience.model import Account, Movement, StoryPlace
from consilience.presenting.citing import Citations
from consilience.presenting.dates import date_words
from consilience.presenting.map_frame import (
    HEIGHT,
    WIDTH,
    Frame,
    area,
    degrees,
    frame_of,
    holds,
    in_frame,
    path_of,
)
from consilience.presenting.outlines import Points, load_outlines

NEAR = 500.0  # km from the chief place within which others are always shown
REACH = 2.2  # how many times farther than those shown so far the next may lie
KM_PER_DEGREE = 111.2
LETTER, LINE = 6.4, 15.0  # units that a letter of a label and its line take
BROAD = frozenset({"PCLI", "PCLD", "PCL", "CONT", "OCN", "SEA", "RGN"})
LEAST_COUNTRY = 2600.0  # square units of a country in view that is named
SCALES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map; the label stands at its `anchor` ("start", "middle" or "end"), none where there is no room."""

    name: str
    href: str
    x: float
    y: float
    size: float
    label_x: float | None = None
    label_y: float | None = None
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Leg:
    """An arrow from one stop to the next; `says` it in words."""

    path: str
    head: str
    along: tuple[tuple[float, float], ...]
    says: str


@dataclass(frozen=True, slots=True)
class StoryMap:
    """All that is drawn, in units of the drawing; `beyond` are located places outside the frame."""

    lands: tuple[str, ...]
    countries: tuple[Pin, ...]
    pins: tuple[Pin, ...]
    legs: tuple[Leg, ...]
    scale: tuple[float, str]  # the length of the bar and what it stands for
    beyond: tuple[StoryPlace, ...]
    unlocated: int
    says: str


def story_map(account: Account, citations: Citations) -> StoryMap | None:
    """The map; None where no place smaller than a country, or no place at all, has coordinates."""
    located = [place for place in account.places if place.lat is not None and place.lon is not None]
    features = feature_codes(account)
    narrow = [p for p in located if features.get(p.id) not in BROAD]
    shown = _together(narrow or located, account)
    if not shown:
        return None
    frame = frame_of(shown)
    pins = [p for p in narrow or located if frame.shows(p)]
    legs = list(_legs(account.movements, {p.id: p for p in pins}, frame))
    taken = [_around(frame.point(place), _size(place)) for place in pins]
    taken += [_around(point, 6.0) for leg in legs for point in leg.along]
    placed = [_pin(p, frame, citations, taken) for p in sorted(pins, key=_weight, reverse=True)]
    lands, countries = _lands(frame, {p.name: p for p in located if p not in pins}, citations, taken)
    seen = {pin.href for pin in (*placed, *countries)}
    return StoryMap(
        lands=tuple(lands),
        countries=tuple(countries),
        pins=tuple(placed),
        legs=tuple(legs),
        scale=_scale(frame),
        beyond=tuple(p for p in located if "#" + citations.anchor("place", p.id) not in seen),
        unlocated=len(account.places) - len(located),
        says="Map of " + ", ".join(pin.name for pin in placed) + ".",
    )


def feature_codes(account: Account) -> dict[str, str]:
    """What kind of place each is, by the GeoNames code that its mentions have."""
    codes = {(r.report.id, m.start): m.feature for r in account.story.readings for m in r.places}
    found = {}
    for place in account.places:
        own = [codes.get((e.report, e.start)) for e in place.evidence]
        found[place.id] = next((code for code in own if code), "")
    return found


def _weight(place: StoryPlace) -> tuple[int, int, str]:
    return len({e.report for e in place.evidence}), len(place.evidence), place.id


def _together(places: Sequence[StoryPlace], account: Account) -> list[StoryPlace]:
    """The chief place of the events, and those around it as far as no wide gap sets them apart."""
    happened = [event.place for event in account.events for _ in range(event.standing.reports)]
    chief = max(
        places, key=lambda p: (sum(h in (p.name, *p.names) for h in happened), *_weight(p)), default=None
    )
    if chief is None:
        return []
    shown, reach = [], NEAR
    for place in sorted(places, key=lambda p: (_km(chief, p), p.id)):
        away = _km(chief, place)
        if away > reach:
            break
        shown.append(place)
        reach = max(reach, REACH * away)
    return shown


def _km(a: StoryPlace, b: StoryPlace) -> float:
    """Great-circle distance, by the haversine formula."""
    (lon, lat), (other_lon, other_lat) = degrees(a), degrees(b)
    p, q = math.radians(lat), math.radians(other_lat)
    h = math.sin((q - p) / 2) ** 2
    h += math.cos(p) * math.cos(q) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


# Points and labels


def _pin(
    place: StoryPlace, frame: Frame, citations: Citations, taken: list[tuple[float, float, float, float]]
) -> Pin:
    x, y = frame.point(place)
    size = _size(place)
    width = LETTER * len(place.name)
    away = size + 5
    for anchor, left, base in (
        ("start", x + away, y + 4),
        ("end", x - away - width, y + 4),
        ("middle", x - width / 2, y - away),
        ("middle", x - width / 2, y + away + 9),
    ):
        if _free((left, base - LINE + 4, left + width, base + 3), taken):
            at = {"start": left, "end": left + width, "middle": x}[anchor]
            return Pin(place.name, _href(place, citations), x, y, size, round(at, 1), round(base, 1), anchor)
    return Pin(place.name, _href(place, citations), x, y, size)


def _size(place: StoryPlace) -> float:
    """The radius of its dot, larger for a place that more reports name."""
    return round(min(3.0 + 0.6 * len({e.report for e in place.evidence}), 7.0), 1)


def _around(point: tuple[float, float], size: float) -> tuple[float, float, float, float]:
    return point[0] - size, point[1] - size, point[0] + size, point[1] + size


def _href(place: StoryPlace, citations: Citations) -> str:
    return "#" + citations.anchor("place", place.id)


def _free(box: tuple[float, float, float, float], taken: list[tuple[float, float, float, float]]) -> bool:
    """Whether a box lies within the drawing and over nothing else; if so it is taken."""
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > WIDTH - 2 or bottom > HEIGHT - 2:
        return False
    if any(left < r and l < right and top < b and t < bottom for l, t, r, b in taken):  # noqa: E741
        return False
    taken.append(box)
    return True


# What moved


def _legs(movements: Iterable[Movement], places: dict[str, StoryPlace], frame: Frame) -> Iterable[Leg]:
    for movement in movements:
        stops = [stop for stop in movement.stops if stop.place in places]
        for stop, after in pairwise(stops):
            start, end = frame.point(places[stop.place]), frame.point(places[after.place])
            if math.dist(start, end) > 4:
                says = f"{places[stop.place].name}, {date_words(stop.date)}, to {places[after.place].name}, {date_words(after.date)}"
                yield Leg(*_bow(start, end), says)


def _bow(
    start: tuple[float, float], end: tuple[float, float]
) -> tuple[str, str, tuple[tuple[float, float], ...]]:
    """A curve bent a little to the left that ends before the point, its head and points along it."""
    (x1, y1), (x2, y2) = start, end
    length = math.dist(start, end)
    bend = min(0.18 * length, 40.0)
    x, y = (x1 + x2) / 2 + bend * (y2 - y1) / length, (y1 + y2) / 2 - bend * (x2 - x1) / length
    along_x, along_y = ((x2 - x) / math.dist((x, y), end), (y2 - y) / math.dist((x, y), end))
    tip_x, tip_y = x2 - 8 * along_x, y2 - 8 * along_y
    back_x, back_y = tip_x - 9 * along_x, tip_y - 9 * along_y
    head = (
        f"M{tip_x:.1f} {tip_y:.1f}L{back_x - 5 * along_y:.1f} {back_y + 5 * along_x:.1f}"
        f"L{back_x + 5 * along_y:.1f} {back_y - 5 * along_x:.1f}z"
    )
    path = f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {back_x:.1f} {back_y:.1f}"
    along = tuple(
        (
            (1 - t) ** 2 * x1 + 2 * t * (1 - t) * x + t**2 * x2,
            (1 - t) ** 2 * y1 + 2 * t * (1 - t) * y + t**2 * y2,
        )
        for t in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
    )
    return path, head, along


def _scale(frame: Frame) -> tuple[float, str]:
    """The longest round distance that a bar of a sixth of the width can stand for."""
    per_km = frame.units / KM_PER_DEGREE
    km = max((s for s in SCALES if s * per_km <= WIDTH / 6), default=SCALES[0])
    return round(km * per_km, 1), f"{km} km"


# Countries


def _lands(
    frame: Frame,
    told: dict[str, StoryPlace],
    citations: Citations,
    taken: list[tuple[float, float, float, float]],
) -> tuple[list[str], list[Pin]]:
    """The paths of the countries in the frame, and the names of those with room for one."""
    paths: list[str] = []
    pins: list[Pin] = []
    view = frame.view
    for country in load_outlines():
        rings = [r for ring, box in country.rings for r in in_frame(ring, box, frame, view)]
        if not rings:
            continue
        paths.append("".join(path_of(ring) for ring in rings))
        largest = max(rings, key=area)
        place = told.get(country.name)
        if abs(area(largest)) >= LEAST_COUNTRY or place is not None:
            pins += _country_pin(country.name, largest, _href(place, citations) if place else "", taken)
    return paths, pins


def _country_pin(
    name: str, ring: Points, href: str, taken: list[tuple[float, float, float, float]]
) -> list[Pin]:
    width = LETTER * 1.25 * len(name)
    for x, y in _inner_points(ring):
        if _free((x - width / 2, y - LINE + 3, x + width / 2, y + 4), taken):
            return [Pin(name, href, round(x, 1), round(y, 1), 0.0, round(x, 1), round(y, 1), "middle")]
    return []


def _inner_points(ring: Points) -> list[tuple[float, float]]:
    """Points of a grid that lie in the visible part of a ring, those farthest from its border first."""
    xs, ys = np.meshgrid(np.linspace(20, WIDTH - 20, 20), np.linspace(20, HEIGHT - 20, 14))
    grid = np.column_stack([xs.ravel(), ys.ravel()])
    inside = grid[holds(ring, grid)]
    if not len(inside):
        return []
    sparse = ring[:: max(1, len(ring) // 200)]
    away = np.min(np.hypot(*(inside[:, None, :] - sparse[None, :, :]).transpose(2, 0, 1)), axis=1)
    order = np.lexsort((inside[:, 1], inside[:, 0], -np.round(away, 3)))
    return [(float(x), float(y)) for x, y in inside[order][:12]]
