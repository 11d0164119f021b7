"""Times that hang on other times of the text: "the next day", "a year earlier" beside a quarter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from consilience.model import TimeMention
from consilience.model.timex import Relative, in_year, interval_of, resolve
from consilience.reading.time_grammar import Expression, Kind
from consilience.reading.time_grammar.words import JOINS

PERIOD = re.compile(r"(\d{4}|XXXX)(-[QH]\d)$")
DATED = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?$")
LONGER = frozenset(["P9M", "P6M", "P1Y"])
SENTENCE = 200  # characters
REACH = 600  # characters back: a paragraph or two
WIDEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}  # days of a date that fixes the unit


def day_before(relative: Relative, found: Sequence[TimeMention], at: int, reach: int) -> date | None:
    """The middle of the last date within `reach` characters before `at` that is exact enough to count from."""
    for mention in reversed(found):
        if at - mention.end > reach:
            break
        days = interval_of(mention.value) if mention.type in {"DATE", "TIME"} else None
        if days is not None and (days[1] - days[0]).days < WIDEST.get(relative.unit, 0):
            return days[0] + (days[1] - days[0]) // 2
    return None


def in_text(e: Expression, found: Sequence[TimeMention], at: int) -> tuple[Kind, str]:
    """Type and value counted from a date named before character `at`; else as the words say.

    The words of "a day earlier" then say a length.
    """
    if e.relative is not None and (day := day_before(e.relative, found, at, REACH)) is not None:
        return e.kind, resolve(e.relative, day)
    return ("DURATION" if e.value.startswith("P") else e.kind), e.value


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


def in_same_year(text: str, found: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """Dates of a range that names its year once, at the end: "from 14 September to 25 October 2019"."""
    placed = list(found)
    for i in range(len(found) - 2, -1, -1):
        first, last = found[i], placed[i + 1]
        between = text[first.end : last.start].strip().lower()
        match = DATED.match(last.value)
        if first.relative is None or first.relative.unit != "monthday" or between not in JOINS or not match:
            continue
        if last.relative is None and first.relative.amount < 100 * int(match[2]) + int(match[3] or 31):
            placed[i] = replace(first, value=in_year(first.relative, int(match[1])), relative=None)
    return tuple(placed)
