"""Plots of a figure: all values given on one line, and a count that changes from day to day as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consilience.model import Figure, FigureValue
from consilience.model.words import count_words
from consilience.presenting.dates import date_key, short_date_words
from consilience.presenting.words import value_words

WIDTH, MARGIN = 420, 48
MOST_DOTS = 8  # of one value; the words beneath say how many origins there are
DOT = 11  # units from one dot to the next above it
LABEL_ROOM = 58  # a label closer than this to the one before it moves a row down
ROW = 14
STEP_WIDTH, STEP_HEIGHT, STEP_MARGIN = 420, 120, 46


@dataclass(frozen=True, slots=True)
class StripMark:
    """One value: a dot for each origin that gives it, a bar for a range or bound, open where the bound is."""

    left: float
    right: float
    point: float | None
    dots: tuple[float, ...]  # heights above the axis
    open_left: bool
    open_right: bool
    label: str
    label_x: float
    label_y: int
    says: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The marks in the order of their numbers; the axis stands at height `axis`."""

    marks: tuple[StripMark, ...]
    axis: int
    height: int


@dataclass(frozen=True, slots=True)
class StepPoint:
    """One value of one state; `chief` are those that the line goes through."""

    x: float
    y: float
    label: str
    chief: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A line through the states, level until the next; `ticks` are the days under it."""

    path: str
    points: tuple[StepPoint, ...]
    ticks: tuple[tuple[float, str], ...]
    says: str


def strip_of(figure: Figure) -> Strip | None:
    """The plot; None where there are fewer than two different numbers to set apart."""
    numbers = sorted({number for value in figure.values for number in _numbers(value)})
    if len(numbers) < 2:
        return None
    low, high = numbers[0], numbers[-1]

    def x(number: float) -> float:
        return round(MARGIN + (number - low) / (high - low) * (WIDTH - 2 * MARGIN), 1)

    ordered = sorted((value for value in figure.values if _numbers(value)), key=_numbers)
    axis = 10 + DOT * (max(min(_origins(value), MOST_DOTS) for value in ordered) - 1)
    marks: list[StripMark] = []
    ends: list[float] = []  # where the last label of each row is
    for value in ordered:
        own = _numbers(value)
        at = x(own[0]) if len(own) == 1 else round((x(own[0]) + x(own[-1])) / 2, 1)
        row = next((i for i, end in enumerate(ends) if at - end >= LABEL_ROOM), len(ends))
        ends[row : row + 1] = [at]
        marks.append(_mark(value, x(own[0]), x(own[-1]), at, axis, axis + 20 + row * ROW))
    return Strip(tuple(marks), axis, axis + 20 + len(ends) * ROW - 6)


def _mark(value: FigureValue, left: float, right: float, at: float, axis: int, label_y: int) -> StripMark:
    exact = value.low is not None and value.low == value.high
    point = left if exact or left == right else None
    origins = _origins(value)
    dots = tuple(float(axis - DOT * n) for n in range(min(origins, MOST_DOTS))) if point is not None else ()
    said = value_words(value)
    return StripMark(
        left=left,
        right=right,
        point=point,
        dots=dots,
        open_left=value.low is None and value.high is not None,
        open_right=value.high is None and value.low is not None,
        label=said,
        label_x=at,
        label_y=label_y,
        says=f"{said}: {count_words(origins, 'origin')}",
    )


def steps_of(states: Sequence[Figure]) -> Steps | None:
    """The line of a count that changes; None where fewer than two of its states bear a day and a number."""
    dated = sorted((f for f in states if f.as_of and _levels(f)), key=lambda f: date_key(f.as_of))
    days = [date_key(figure.as_of)[0].toordinal() for figure in dated]
    if len(dated) < 2 or days[0] == days[-1]:
        return None
    top = max(level for figure in dated for level, _ in _levels(figure)) or 1.0

    def x(day: int) -> float:
        return round(STEP_MARGIN + (day - days[0]) / (days[-1] - days[0]) * (STEP_WIDTH - 2 * STEP_MARGIN), 1)

    def y(level: float) -> float:
        return round(STEP_HEIGHT - 30 - level / top * (STEP_HEIGHT - 56), 1)

    path = ""
    points: list[StepPoint] = []
    ticks: list[tuple[float, str]] = []
    for day, figure in zip(days, dated, strict=True):
        levels = _levels(figure)
        chief = levels[0][0]
        path += f"H{x(day)}V{y(chief)}" if path else f"M{x(day)} {y(chief)}"
        points += [StepPoint(x(day), y(n), said, n == chief, _anchor(x(day))) for n, said in levels]
        if not ticks or x(day) - ticks[-1][0] > LABEL_ROOM:
            ticks.append((x(day), short_date_words(figure.as_of)))
    path += f"H{STEP_WIDTH - 8}"
    says = ", ".join(f"{_levels(f)[0][1]} on {short_date_words(f.as_of)}" for f in dated)
    return Steps(path, tuple(points), tuple(ticks), says)


def _anchor(x: float) -> str:
    return "start" if x < STEP_WIDTH / 2 else "end"


def _levels(figure: Figure) -> list[tuple[float, str]]:
    """Each value as one number, that of the most origins first."""
    ranked = sorted((v for v in figure.values if _numbers(v)), key=lambda v: (-_origins(v), _numbers(v)))
    return list({_numbers(v)[0]: (_numbers(v)[0], value_words(v)) for v in ranked}.values())


def _origins(value: FigureValue) -> int:
    return max(1, len({one.origin for one in value.evidence}))


def _numbers(value: FigureValue) -> list[float]:
    bounds = {number for number in (value.low, value.high) if number is not None}
    return sorted(bounds or ({value.value} if value.value is not None else set()))
