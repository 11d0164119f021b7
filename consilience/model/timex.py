"""Dates that hang on a reference date, and their TIMEX3 values (ISO-TimeML, ISO 8601)."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "decade", "weekday", "monthday", "season", "hour"]
SEASONS = {1: "SP", 2: "SU", 3: "FA", 4: "WI"}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Relative:
    """How a value hangs on a reference date.

    unit day, week, month, quarter, year, decade, hour: `amount` units away ("yesterday" is day -1).
    unit weekday: ISO weekday `amount` (Monday 1); monthday: `amount` is MMDD, or MM00 for a month alone;
    season: `amount` 1 spring to 4 winter.
    `direction` -1 the nearest before, +1 the nearest after, 0 the nearest by context; `suffix` is
    appended to the value ("TNI" for "last night", "-WE").
    """

    unit: Unit
    amount: int
    direction: int = 0
    suffix: str = ""


def resolve(relative: Relative, reference: date) -> str:
    """The TIMEX3 value that hangs on a reference date."""
    base = _RESOLVERS[relative.unit](relative, reference)
    return base + relative.suffix


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


def _weekday(r: Relative, at: date) -> str:
    """Direction -1 takes in the reference day itself; 0 is the nearest, a day before first."""
    back = (at.isoweekday() - r.amount) % 7
    ahead = (r.amount - at.isoweekday()) % 7
    if r.direction < 0:
        return (at - timedelta(days=back)).isoformat()
    if r.direction > 0:
        return (at + timedelta(days=ahead or 7)).isoformat()
    return (at - timedelta(days=back) if back <= 3 else at + timedelta(days=ahead)).isoformat()


def _monthday(r: Relative, at: date) -> str:
    month, day = divmod(r.amount, 100)
    year = at.year
    if r.direction < 0 and (month, day or 1) > (at.month, at.day if day else 31):
        year -= 1
    elif r.direction > 0 and (month, day or 31) < (at.month, at.day):
        year += 1
    elif r.direction == 0:
        year += 1 if at.month - month > 6 else -1 if month - at.month > 6 else 0
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _season(r: Relative, at: date) -> str:
    name = SEASONS[r.amount]
    first, _ = SEASON_MONTHS[name]
    year = at.year
    if (r.direction < 0 and (first, 1) > (at.month, at.day)) or (
        r.direction < 0 and at.month in _months(name)
    ):
        year -= 1
    elif r.direction > 0 and first < at.month:
        year += 1
    return f"{year:04d}-{name}"


def _months(season: str) -> set[int]:
    first, last = SEASON_MONTHS[season]
    return {(first + i - 1) % 12 + 1 for i in range(3)} if last else set()


def _hour(r: Relative, at: date) -> str:
    return at.isoformat()


_RESOLVERS = {
    "day": _day, "week": _week, "month": _month, "quarter": _quarter, "year": _year, "decade": _decade,
    "weekday": _weekday, "monthday": _monthday, "season": _season, "hour": _hour,
}  # fmt: skip


FIRST_YEAR, LAST_YEAR = 1000, 2999  # others stand for "unknown", or are no years of news


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
    if m := re.match(r"(\d{3})$", value):
        return date(int(m[1]) * 10, 1, 1), date(int(m[1]) * 10 + 9, 12, 31)
    return None


def _months_span(year: int, month: int, count: int) -> Days:
    last_year, last_month = _months_away(date(year, month, 1), count - 1)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])
