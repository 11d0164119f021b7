"""A strip plot of the values given for a figure: points, and bars for bounds and ranges."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model import Figure, FigureValue
from consilience.presenting.words import value_words

WIDTH, MARGIN = 340, 42
_LABEL_ROOM = 54  # a label closer than this to the one before it moves a row down
_ROW = 14


@dataclass(frozen=True, slots=True)
class StripMark:
    """One value: `left` and `right` in the plot's units, open where the bound is; labels under it."""

    left: float
    right: float
    point: float | None
    open_left: bool
    open_right: bool
    label: str
    label_x: float
    label_y: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The marks in the order of their numbers, and the height that their labels need."""

    marks: tuple[StripMark, ...]
    height: int


def strip_of(figure: Figure) -> Strip | None:
    """The plot; None where there are fewer than two different numbers to set apart."""
    numbers = sorted({number for value in figure.values for number in _numbers(value)})
    if len(numbers) < 2:
        return None
    low, high = numbers[0], numbers[-1]

    def x(number: float) -> float:
        return round(MARGIN + (number - low) / (high - low) * (WIDTH - 2 * MARGIN), 1)

    ordered = sorted((value for value in figure.values if _numbers(value)), key=_numbers)
    marks: list[StripMark] = []
    ends: list[float] = []  # where the last label of each row is
    for value in ordered:
        own = _numbers(value)
        at = x(own[0]) if len(own) == 1 else round((x(own[0]) + x(own[-1])) / 2, 1)
        row = next((i for i, end in enumerate(ends) if at - end >= _LABEL_ROOM), len(ends))
        ends[row : row + 1] = [at]
        marks.append(_mark(value, x(own[0]), x(own[-1]), at, 34 + row * _ROW))
    return Strip(tuple(marks), 34 + len(ends) * _ROW - 6)


def _mark(value: FigureValue, left: float, right: float, at: float, label_y: int) -> StripMark:
    exact = value.low is not None and value.low == value.high
    return StripMark(
        left=left,
        right=right,
        point=left if exact or left == right else None,
        open_left=value.low is None and value.high is not None,
        open_right=value.high is None and value.low is not None,
        label=value_words(value),
        label_x=at,
        label_y=label_y,
    )


def _numbers(value: FigureValue) -> list[float]:
    bounds = {number for number in (value.low, value.high) if number is not None}
    return sorted(bounds or ({value.value} if value.value is not None else set()))
