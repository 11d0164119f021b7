"""The values of a figure as a method takes them: one for each independent origin, without what people rejected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consilience.model import Account, Evidence, Figure, FigureValue


@dataclass(frozen=True, slots=True)
class Given:
    """The value that one independent origin gives, its latest; with its evidence alone."""

    origin: str
    value: FigureValue

    @property
    def numbers(self) -> list[float]:
        """Every number that is said: both ends of a range, the bound of "at least 30", 12 of "dozens"."""
        value = self.value
        return [n for n in (value.low, value.value, value.high) if n is not None]

    @property
    def lowest(self) -> float:
        """The least number that is said."""
        return min(self.numbers)

    @property
    def highest(self) -> float:
        """The largest number that is said."""
        return max(self.numbers)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a figure comes to by one method: `low`, `best` and `high` where the method knows them, Airwars' `grade`.

    `used` are the inputs, `left_out` what was rejected or cannot be compared, `says` how the one led to the other.
    """

    profile: str
    low: float | None
    best: float | None
    high: float | None
    says: str
    used: tuple[Given, ...]
    left_out: tuple[FigureValue, ...] = ()
    grade: str | None = None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Where the values that were used stand."""
        return tuple(e for one in self.used for e in one.value.evidence)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The values of a figure, by origin, the lowest first."""

    given: tuple[Given, ...]
    rejected: tuple[FigureValue, ...]
    uncounted: tuple[FigureValue, ...]  # no number, or one in another unit than the figure's
    earlier: tuple[Given, ...]  # what an origin gave before its latest value

    @property
    def left_out(self) -> tuple[FigureValue, ...]:
        """What counts for nothing."""
        return (*self.rejected, *self.uncounted)


def inputs_of(figure: Figure, account: Account, rejected: Iterable[Evidence]) -> Inputs:
    """What a method has to go by. Copies and relays of one origin count once, with the value of its latest report."""
    away = {(e.report, e.start, e.end) for e in rejected}
    kept, out = _parted(figure.values, away)
    counted = [value for value in kept if _has_number(value)]
    order = {reading.report.id: number for number, reading in enumerate(account.story.readings)}
    held: dict[str, list[Given]] = {}
    for value in counted:
        for origin in sorted({e.origin or "nobody named" for e in value.evidence}):
            own = tuple(e for e in value.evidence if (e.origin or "nobody named") == origin)
            held.setdefault(origin, []).append(Given(origin, _with(value, own)))
    latest = {origin: max(each, key=lambda one: _latest(one, order)) for origin, each in held.items()}
    return Inputs(
        tuple(sorted(latest.values(), key=lambda one: (one.lowest, one.highest, one.origin))),
        tuple(out),
        tuple(value for value in kept if not _has_number(value)),
        tuple(one for origin in sorted(held) for one in held[origin] if one is not latest[origin]),
    )


def _parted(
    values: Iterable[FigureValue], away: set[tuple[str, int, int]]
) -> tuple[list[FigureValue], list[FigureValue]]:
    """The values with the evidence that stays, and those with the evidence that was rejected."""
    kept, out = [], []
    for value in values:
        gone = tuple(e for e in value.evidence if (e.report, e.start, e.end) in away)
        rest = tuple(e for e in value.evidence if e not in gone)
        kept += [_with(value, rest)] if rest else []
        out += [_with(value, gone)] if gone else []
    return kept, out


def _has_number(value: FigureValue) -> bool:
    return value.unit is None and (value.low, value.value, value.high) != (None, None, None)


def _with(value: FigureValue, evidence: Sequence[Evidence]) -> FigureValue:
    return FigureValue(value.value, value.low, value.high, tuple(evidence), value.unit)


def _latest(one: Given, order: Mapping[str, int]) -> tuple[int, float]:
    """By the last report in the story's order; of two in one report the lower."""
    return max(order.get(e.report, -1) for e in one.value.evidence), -one.lowest
