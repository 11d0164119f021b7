"""What a map shows of the world: its projection, and outlines cut to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.model import StoryPlace
from consilience.presenting.outlines import Points

WIDTH, HEIGHT = 760.0, 470.0
EDGE = 24.0  # units beyond the frame where outlines are cut, so that the cut is not seen
PADDING = 0.32  # of the spread of the places, on each side
LEAST_SPAN = 5.0  # degrees of latitude that a map shows at least
STEP = 0.5  # units; finer detail of an outline is left out
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Frame:
    """What the map shows: equirectangular, true to scale at its middle latitude."""

    lon: float
    lat: float
    units: float  # per degree of latitude

    @property
    def view(self) -> Box:
        """What is in view, in degrees, with the edge beyond the frame."""
        squeeze = max(0.05, math.cos(math.radians(self.lat)))
        east, north = (WIDTH / 2 + EDGE) / (squeeze * self.units), (HEIGHT / 2 + EDGE) / self.units
        return self.lon - east, self.lat - north, self.lon + east, self.lat + north

    def project(self, lon: Points, lat: Points) -> tuple[Points, Points]:
        """Degrees, with longitudes taken on the side of the frame's middle, to units."""
        squeeze = max(0.05, math.cos(math.radians(self.lat)))
        return WIDTH / 2 + (lon - self.lon) * squeeze * self.units, HEIGHT / 2 - (lat - self.lat) * self.units

    def point(self, place: StoryPlace) -> tuple[float, float]:
        """Where a located place stands."""
        lon, lat = degrees(place)
        x, y = self.project(np.array(self.lon + _east_of(lon, self.lon)), np.array(lat))
        return round(float(x), 1), round(float(y), 1)

    def shows(self, place: StoryPlace) -> bool:
        """Whether a located place lies within."""
        x, y = self.point(place)
        return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def degrees(place: StoryPlace) -> tuple[float, float]:
    """Longitude and latitude of a located place."""
    return place.lon or 0.0, place.lat or 0.0


def _east_of(lon: float, middle: float) -> float:
    """Degrees east of the middle, -180 to 180: two towns beside the date line are near each other."""
    return (lon - middle + 180.0) % 360.0 - 180.0


def frame_of(places: Sequence[StoryPlace]) -> Frame:
    """The frame that holds all of these located places, with room around them."""
    first = degrees(places[0])[0]
    east = [_east_of(degrees(p)[0], first) for p in places]
    lats = [degrees(p)[1] for p in places]
    lon, lat = first + (min(east) + max(east)) / 2, (min(lats) + max(lats)) / 2
    squeeze = max(0.05, math.cos(math.radians(lat)))
    height = max(
        (max(lats) - min(lats)) * (1 + 2 * PADDING),
        (max(east) - min(east)) * squeeze * (1 + 2 * PADDING) * HEIGHT / WIDTH,
        LEAST_SPAN,
    )
    return Frame((lon + 180.0) % 360.0 - 180.0, lat, HEIGHT / min(height, 170.0))


def holds(ring: Points, points: Points) -> NDArray[np.bool_]:
    """Which points lie in a ring, by counting how often a ray to the right crosses it."""
    x1, y1 = ring.T
    x2, y2 = np.roll(ring, -1, axis=0).T
    px, py = points[:, :1], points[:, 1:]
    spans = (y1 > py) != (y2 > py)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = px < (x2 - x1) * (py - y1) / (y2 - y1) + x1
    return np.asarray((spans & crossing).sum(axis=1) % 2 == 1)


def in_frame(ring: Points, box: Box, frame: Frame, view: Box) -> list[Points]:
    """A ring in units, cut at the frame, whose `view` is given; once for each turn round the globe that brings it there."""
    found: list[Points] = []
    if box[3] < view[1] or box[1] > view[3]:
        return found
    for turn in (-360.0, 0.0, 360.0):
        if box[2] + turn < view[0] or box[0] + turn > view[2]:
            continue
        x, y = frame.project(ring[:, 0] + turn, ring[:, 1])
        cut = _clipped(_coarse(np.column_stack([x, y])))
        if len(cut) > 2:
            found.append(cut)
    return found


def _coarse(points: Points) -> Points:
    """Without points that fall on the one before them."""
    cells = np.round(points / STEP)
    kept = np.append(True, np.any(cells[1:] != cells[:-1], axis=1))
    return np.asarray(points[kept])


def _clipped(points: Points) -> Points:
    """Cut at each side of the frame in turn (Sutherland and Hodgman 1974)."""
    sides = ((0, -EDGE, 1.0), (0, WIDTH + EDGE, -1.0), (1, -EDGE, 1.0), (1, HEIGHT + EDGE, -1.0))
    for axis, limit, sign in sides:
        if len(points):
            points = _cut(points, axis, limit, sign)
    return points


def _cut(points: Points, axis: int, limit: float, sign: float) -> Points:
    away = sign * (points[:, axis] - limit)
    after, away_after = np.roll(points, -1, axis=0), np.roll(away, -1)
    crosses = (away >= 0) != (away_after >= 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(crosses, away / (away - away_after), 0.0)[:, None]
    both = np.stack([points, points + share * (after - points)], axis=1)
    return np.asarray(both[np.column_stack([away >= 0, crosses])])


def area(ring: Points) -> float:
    """Square units, by the shoelace formula."""
    x, y = ring.T
    return abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def path_of(ring: Points) -> str:
    """The ring as an SVG path in whole tenths, by steps."""
    tenths = np.round(ring * 2).astype(int)
    steps = np.diff(tenths, axis=0)
    first = tenths[0] / 2
    moved = steps[np.any(steps != 0, axis=1)] / 2
    return f"M{first[0]:g} {first[1]:g}l" + " ".join(f"{x:g} {y:g}" for x, y in moved) + "z"
