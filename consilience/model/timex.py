"""Dates that hang on a reference date, and their TIMEX3 values (ISO-TimeML, ISO 8601)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "weekday", "monthday", "season", "hour"]


@dataclass(frozen=True, slots=True)
class Relative:
    """How a value hangs on a reference date.

    unit day, week, month, quarter, year, decade, hour: `amount` units away ("yesterday" is day -1).
    unit weekday: ISO weekday `amount` (Monday 1); monthday: `amount` is MMDD, or MM00 for a month alone.
    `direction` -1 the nearest before, +1 the nearest after, 0 the nearest by context; `suffix` is
    appended to the value ("TNI" for "last night", "-WE").
    """

    unit: Unit
    amount: int
    direction: int = 0
    suffix: str = ""
