"""What a version of a report is filed under, so that reports of the same are found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consilience.model import Reading
from consilience.record.log import canonical, digest
from consilience.record.stages import Sign

UNIT = 10_000  # of a weight: whole numbers have one sum in whatever order they are added


@dataclass(frozen=True, slots=True)
class Filed:
    """A version's place in the order of date and id, its day (proleptic Gregorian ordinal), what it tells of as numbers
    with their weights, in canonical JSON, and its features for `Stages.group`."""

    place: str
    day: int | None
    traits: str
    features: bytes


def filed(reading: Reading, report: str, sign: Sign) -> Filed:
    """What a version is filed under, by its reading and the id of its report."""
    published = reading.report.published or "9999"
    try:
        day = date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        day = None
    return Filed(
        f"{published} {report}", day, canonical(sorted(_traits(sign.telling).items())), sign.features
    )


def _traits(telling: Mapping[str, float]) -> dict[int, int]:
    return {int(digest(feature)[:16], 16) >> 1: round(weight * UNIT) for feature, weight in telling.items()}


def traits_in(text: str) -> Iterator[tuple[int, int]]:
    """The numbers and weights in what `Filed.traits` holds."""
    yield from map(tuple, json.loads(text))
