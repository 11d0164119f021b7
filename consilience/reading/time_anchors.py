"""Times that hang on other times of the text: "the next day", "a year earlier" beside a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from consilience.model import TimeMention
from consilience.model.timex import Relative, interval_of, resolve
from consilience.reading.time_grammar import Expression

PERIOD = re.compile(r"(\d{4}|XXXX)(-[QH]\d)$")
REACH = 600  # characters back: a paragraph or two
WIDEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}  # days of a date that fixes the unit


def in_text(expression: Expression, found: Sequence[TimeMention], at: int) -> tuple[str, str]:
    """Type and value counted from the last date named before character `at` that is exact enough; else as the words
    say, which is a length for "a day earlier"."""
    relative = expression.relative
    for mention in reversed(found):
        if at - mention.end > REACH or relative is None:
            break
        days = interval_of(mention.value) if mention.type in {"DATE", "TIME"} else None
        if days is not None and (days[1] - days[0]).days < WIDEST.get(relative.unit, 0):
            return expression.kind, resolve(relative, days[0])
    return ("DURATION" if expression.value.startswith("P") else expression.kind), expression.value


def is_period(mention: TimeMention) -> bool:
    """Whether a time is a quarter or half, as results are reported for."""
    return PERIOD.match(mention.value) is not None


def in_period(mention: TimeMention, period: TimeMention | None) -> TimeMention:
    """A year, or "the quarter", as the quarter or half of that year that the text is about."""
    match = PERIOD.match(period.value) if period else None
    if match is None:
        return mention
    year, part = match[1], match[2]
    if mention.value.isdecimal():
        return replace(mention, value=mention.value[:4] + part, relative=None)
    away = mention.relative.amount if mention.relative else 0
    value = "XXXX" if year == "XXXX" else f"{int(year) + away:04d}"
    hangs = period is not None and period.relative is not None
    relative = Relative("year", away, 0, part) if hangs else None
    return replace(mention, type="DATE", value=value + part, relative=relative)
