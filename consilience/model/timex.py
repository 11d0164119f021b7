"""Dates that hang on a reference date, and their TIMEX3 values (ISO-TimeML, ISO 8601)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Unit = Literal[
    "day", "week", "month", "quarter", "year", "decade", "century", "weekday", "monthday", "season", "year_quarter",
    "year_half", "nth_weekday", "easter",
]  # fmt: skip
SEASONS = {1: "SP", 2: "SU", 3: "FA", 4: "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
LAST_OF_MONTH = 5  # the n of nth_weekday that stands for the last
LEAN = 5  # how much farther off the time on the side that the tense speaks for may lie
CALENDAR_VALUE = re.compile(r"\d{2,4}(?:-|T|$)")
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Relative:
    """How a value hangs on a reference date.

    unit day, week, month, quarter, year, decade, century: `amount` units away ("yesterday" is day -1).
    unit weekday: ISO weekday `amount` (Monday 1).
    What comes once a year: monthday, `amount` MMDD, or MM00 for a month alone; season, 1 spring to 4 winter;
    year_quarter and year_half, the number; nth_weekday, MMND for the Nth weekday D of a month (N 5: the last);
    easter, days after Easter Sunday.
    `direction` -1 the nearest before or on the reference day, +1 the nearest after, -2 and +2 strictly before and
    after ("last March", "next March"), 0 as `tense` says: -1 in a clause about the past, +1 about the future,
    0 the nearest. `suffix` is appended to the value ("TNI" for "last night", "-WE").
    """

    unit: Unit
    amount: int
    direction: int = 0
    suffix: str = ""
    tense: int = 0


@lru_cache(maxsize=20_000)
def resolve(relative: Relative, reference: date) -> str:
    """The TIMEX3 value that hangs on a reference date; XXXX beyond the calendar ("20,000 years ago")."""
    find = _once_a_year if relative.unit in _IN_YEAR else _AWAY[relative.unit]
    try:
        value = find(relative, reference) + relative.suffix
    except (ValueError, OverflowError):
        return "XXXX"
    return value if CALENDAR_VALUE.match(value) else "XXXX"


def _day(r: Relative, at: date) -> str:
    return (at + timedelta(days=r.amount)).isoformat()


def _week(r: Relative, at: date) -> str:
    year, week, _ = (at + timedelta(weeks=r.amount)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _months_away(at: date, months: int) -> tuple[int, int]:
    number = at.year * 12 + at.month - 1 + months
    return number // 12, number % 12 + 1


def _month(r: Relative, at: date) -> str:
    year, month = _months_away(at, r.amount)
    return f"{year:04d}-{month:02d}"


def _quarter(r: Relative, at: date) -> str:
    year, month = _months_away(at, 3 * r.amount)
    return f"{year:04d}-Q{(month - 1) // 3 + 1}"


def _year(r: Relative, at: date) -> str:
    return f"{at.year + r.amount:04d}"


def _decade(r: Relative, at: date) -> str:
    return f"{at.year // 10 + r.amount:03d}"


def _century(r: Relative, at: date) -> str:
    return f"{at.year // 100 + r.amount:02d}"


def _weekday(r: Relative, at: date) -> str:
    """Direction -1 takes in the reference day itself; 0 is the nearest, a day before first."""
    back = (at.isoweekday() - r.amount) % 7
    ahead = (r.amount - at.isoweekday()) % 7
    direction = r.direction or r.tense
    if direction < 0:
        return (at - timedelta(days=back or (7 if direction < -1 else 0))).isoformat()
    if direction > 0:
        return (at + timedelta(days=ahead or (7 if r.direction > 0 else 0))).isoformat()
    return (at - timedelta(days=back) if back <= 3 else at + timedelta(days=ahead)).isoformat()


_AWAY: dict[str, Callable[[Relative, date], str]] = {
    "day": _day, "week": _week, "month": _month, "quarter": _quarter, "year": _year, "decade": _decade,
    "century": _century, "weekday": _weekday,
}  # fmt: skip


def _once_a_year(r: Relative, at: date) -> str:
    value_in = _IN_YEAR[r.unit]
    found = []
    for year in range(at.year - 8, at.year + 9):  # 29 February can be eight years away
        value = value_in(r.amount, year)
        if (days := interval_of(value)) is not None:
            found.append((days, value))
    ahead = [(d, v) for d, v in found if (d[0] > at if r.direction > 1 else d[1] >= at)]
    back = [(d, v) for d, v in found if (d[1] < at if r.direction < -1 else d[0] <= at)]
    if r.direction:
        return (ahead[0][1] if r.direction > 0 else back[-1][1]) if ahead and back else "XXXX"
    return min(found, key=lambda f: _distance(f[0], at, r.tense), default=(None, "XXXX"))[1]


def _distance(days: Days, at: date, tense: int) -> int:
    """Days from the reference day, weighed against the side that the tense does not speak for."""
    ahead, back = (days[0] - at).days, (at - days[1]).days
    return ahead * (LEAN if tense < 0 else 1) if ahead > 0 else max(back, 0) * (LEAN if tense > 0 else 1)


def _monthday_in(amount: int, year: int) -> str:
    month, day = divmod(amount, 100)
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _nth_weekday_in(amount: int, year: int) -> str:
    month, nth, weekday = amount // 100, amount // 10 % 10, amount % 10
    if nth == LAST_OF_MONTH:
        end = date(year, month, monthrange(year, month)[1])
        return (end - timedelta(days=(end.isoweekday() - weekday) % 7)).isoformat()
    first = date(year, month, 1)
    return (first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))).isoformat()


def easter_day(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Jones and Butcher's algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


_IN_YEAR: dict[str, Callable[[int, int], str]] = {
    "monthday": _monthday_in,
    "season": lambda amount, year: f"{year:04d}-{SEASONS[amount]}",
    "year_quarter": lambda amount, year: f"{year:04d}-Q{amount}",
    "year_half": lambda amount, year: f"{year:04d}-H{amount}",
    "nth_weekday": _nth_weekday_in,
    "easter": lambda amount, year: (easter_day(year) + timedelta(days=amount)).isoformat(),
}


def in_year(relative: Relative, year: int) -> str:
    """The value in a named year of what comes once a year ("Thanksgiving 2016").

    Raises KeyError for a unit that does not come once a year.
    """
    return _IN_YEAR[relative.unit](relative.amount, year) + relative.suffix


FIRST_YEAR, LAST_YEAR = 1000, 2999  # others stand for "unknown", or are no years of news


@lru_cache(maxsize=20_000)
def interval_of(value: str) -> Days | None:
    """The first and last day that a TIMEX3 or ISO value, or an interval `a/b`, covers; None where it fixes none."""
    if "/" in value:
        first, last = (interval_of(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    try:
        days = _interval(value)
    except (ValueError, OverflowError):
        return None
    return days if days and days[0].year >= FIRST_YEAR and days[1].year <= LAST_YEAR else None


def calendar_of(value: str) -> str | None:
    """The calendar part of a TIMEX3 value: an ISO date, month or year, or the interval `a/b` of a week, quarter,
    season, half or decade; None where the value fixes none."""
    if match := re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)", value):
        return match[0]
    days = interval_of(value)
    return f"{days[0].isoformat()}/{days[1].isoformat()}" if days else None


def _interval(value: str) -> Days | None:
    if m := re.match(r"(\d{4})-(\d{2})-(\d{2})", value):
        day = date(int(m[1]), int(m[2]), int(m[3]))
        return day, day
    if m := re.match(r"(\d{4})-W(\d{2})(-WE)?$", value):
        monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
        return (monday + timedelta(days=5) if m[3] else monday), monday + timedelta(days=6)
    if m := re.match(r"(\d{4})-Q([1-4])$", value):
        return _months_span(int(m[1]), 3 * int(m[2]) - 2, 3)
    if m := re.match(r"(\d{4})-H([12])$", value):
        return _months_span(int(m[1]), 6 * int(m[2]) - 5, 6)
    if m := re.match(r"(\d{4})-(SP|SU|FA|WI)$", value):
        return _months_span(int(m[1]), SEASON_MONTHS[m[2]][0], 3)
    if m := re.match(r"(\d{4})-(\d{2})$", value):
        return _months_span(int(m[1]), int(m[2]), 1)
    if m := re.match(r"(?:FY)?(\d{4})$", value):
        return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
    if m := re.match(r"(\d{2,3})$", value):  # a century or a decade
        first, years = int(m[1].ljust(4, "0")), 10 ** (4 - len(m[1]))
        return date(first, 1, 1), date(first + years - 1, 12, 31)
    return None


def _months_span(year: int, month: int, count: int) -> Days:
    last_year, last_month = _months_away(date(year, month, 1), count - 1)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
