"""Times that hang on other times of the text: "the next day", "a year earlier" beside a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from consilience.model import TimeMention
from consilience.model.timex import Relative, interval_of, resolve
from consilience.reading.time_grammar import Expression

PERIOD = re.compile(r"(\d{4}|XXXX)(-[QH]\d)$")
LONGER = frozenset(["P9M", "P6M", "P1Y"])
SENTENCE = 200  # characters
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


@dataclass(slots=True)
class ReportedPeriod:
    """The quarter or half that a report of results is about, as it is followed through the text."""

    published: date | None
    last: TimeMention | None = None
    longer_at: int = -SENTENCE  # where a longer stretch was last named: "for the nine months"

    def follow(self, mention: TimeMention) -> None:
        """Takes note of a quarter or half, or of a longer stretch of the results."""
        if PERIOD.match(mention.value):
            days = interval_of(mention.value)
            if not (days and self.published and days[0] > self.published):  # results are of what has been
                self.last = mention
        elif mention.value in LONGER:
            self.longer_at = mention.end

    def placed(self, mention: TimeMention) -> TimeMention:
        """A year, or "the quarter", as that part of the year that the text is about."""
        match = PERIOD.match(self.last.value) if self.last else None
        if match is None or self.last is None or mention.start - self.longer_at < SENTENCE:
            return mention
        year, part = match[1], match[2]
        if mention.value.isdecimal() and mention.relative is None:
            return replace(mention, value=mention.value[:4] + part)
        of_year = mention.relative is not None and mention.relative.unit == "year"
        away = mention.relative.amount if mention.relative and of_year else 0
        value = "XXXX" if year == "XXXX" else f"{int(year) + away:04d}"
        relative = Relative("year", away, 0, part) if self.last.relative else None
        return replace(mention, type="DATE", value=value + part, relative=relative)
