"""How dates are said to a reader and sorted: ISO 8601 dates, TIMEX3 values and intervals `a/b`."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from babel import Locale
from babel.dates import format_date

Precision = Literal["day", "week", "month", "year", "interval", "unknown"]

_LOCALE = Locale("en", "GB")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<rest>.*)", re.S
)
_CLOCK = re.compile(r"[T ](\d\d:\d\d)")


@dataclass(frozen=True, slots=True)
class _Extent:
    """The days that a date may mean, how exactly it is known, and the time of day."""

    first: date
    last: date
    precision: Precision
    clock: str = ""


def date_words(value: str | None) -> str:
    """The date as a reader says it, what is not an ISO date unchanged; "no date" without one."""
    if not value:
        return "no date"
    extent = _extent(value)
    if extent is None:
        return value
    if extent.precision == "interval":
        return _interval_words(extent.first, extent.last)
    if extent.precision == "day":
        return _formatted(extent.first, "EEEE d MMMM y") + (f", {extent.clock}" if extent.clock else "")
    if extent.precision == "week":
        return f"week of {_formatted(extent.first, 'd MMMM y')}"
    return _formatted(extent.first, "MMMM y" if extent.precision == "month" else "y")


def short_date_words(value: str | None) -> str:
    """The first day of a date in little room, "12 Mar 2024"."""
    extent = _extent(value) if value else None
    return _formatted(extent.first, "d MMM y") if extent else date_words(value)


def precision_of(value: str | None) -> Precision:
    """How exactly a date is known."""
    extent = _extent(value) if value else None
    return extent.precision if extent else "unknown"


def date_key(value: str | None) -> tuple[date, date, str]:
    """Sorts by the first day, the exact before the vague; what has no date comes last."""
    extent = _extent(value) if value else None
    return (extent.first, extent.last, extent.clock) if extent else (date.max, date.max, "")


def moment_words(value: str) -> str:
    """A report's own date: the day, and the time of day with its distance from UTC where it is given."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return date_words(value)
    if len(value) <= len("2024-03-12"):
        return date_words(value)
    return f"{_formatted(moment.date(), 'EEEE d MMMM y')}, {moment:%H:%M}{_offset(moment)}"


def _offset(moment: datetime) -> str:
    away = moment.strftime("%z")
    return f" (UTC{away[:3]}:{away[3:5]})" if away else ""


def _interval_words(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_formatted(last, 'd MMMM y')}"
    if first.year == last.year:
        return f"{_formatted(first, 'd MMMM')} – {_formatted(last, 'd MMMM y')}"
    return f"{_formatted(first, 'd MMMM y')} – {_formatted(last, 'd MMMM y')}"


def _formatted(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=_LOCALE)


def _extent(value: str) -> _Extent | None:
    """What a date means; None for what is not one on the calendar ("PRESENT_REF", "2024-13")."""
    start, slash, end = value.partition("/")
    first = _one(start)
    if not slash or start == end or first is None:
        return first
    last = _one(end)
    if last is None or last.last < first.first:
        return first
    return _whole(first.first, last.last) or _Extent(first.first, last.last, "interval")


def _whole(first: date, last: date) -> _Extent | None:
    """The month or year that an interval fills to the day."""
    for said in (f"{first:%Y}", f"{first:%Y-%m}"):
        extent = _one(said)
        if extent and (extent.first, extent.last) == (first, last):
            return extent
    return None


def _one(value: str) -> _Extent | None:
    found = _DATE.match(value)
    if not found:
        return None
    year, week, month, day = (int(found[name] or 0) for name in ("year", "week", "month", "day"))
    try:
        if week:
            monday = date.fromisocalendar(year, week, 1)
            return _Extent(monday, monday + timedelta(days=6), "week")
        if day:
            clock = _CLOCK.match(found["rest"])
            return _Extent(date(year, month, day), date(year, month, day), "day", clock[1] if clock else "")
        if found["rest"]:
            return None
        if found["month"]:
            return _Extent(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")
        return _Extent(date(year, 1, 1), date(year, 12, 31), "year")
    except (ValueError, KeyError):
        return None
