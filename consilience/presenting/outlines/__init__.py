"""The outlines of countries: Natural Earth 1:10m as the npm package world-atlas 2.0.2 holds them, in TopoJSON.

No maintained Python package carries them, so the file stands here as received, compressed; NOTICE has its hash.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # rows of longitude and latitude in WGS 84 degrees, or of x and y


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A country's name and its rings, each with its box (west, south, east, north)."""

    name: str
    rings: tuple[tuple[Points, tuple[float, float, float, float]], ...]


@cache
def load_outlines() -> tuple[Outline, ...]:
    """All countries of the world, in the order of the file."""
    packed = files("consilience.presenting.outlines").joinpath("countries-10m.json.gz").read_bytes()
    topology = json.loads(gzip.decompress(packed))
    arcs = _arcs(topology)
    shapes = topology["objects"]["countries"]["geometries"]
    return tuple(_outline(shape, arcs) for shape in shapes if shape.get("arcs"))


def _arcs(topology: dict[str, Any]) -> list[Points]:
    """The arcs in degrees; the file holds steps on a grid (TopoJSON specification, 2.1.4)."""
    scale, origin = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    return [np.cumsum(np.array(arc, dtype=np.float64), axis=0) * scale + origin for arc in topology["arcs"]]


def _outline(shape: dict[str, Any], arcs: list[Points]) -> Outline:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    rings = (_ring(numbers, arcs) for polygon in polygons for numbers in polygon)
    return Outline(str(shape["properties"]["name"]), tuple((ring, _box(ring)) for ring in rings))


def _ring(numbers: list[int], arcs: list[Points]) -> Points:
    """The arcs end to end; a negative number is an arc read backwards."""

    def parts() -> Iterator[Points]:
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            yield arc[:-1]

    return np.concatenate(list(parts()))


def _box(ring: Points) -> tuple[float, float, float, float]:
    (west, south), (east, north) = ring.min(axis=0), ring.max(axis=0)
    return float(west), float(south), float(east), float(north)
