"""Dates of the calendar: days, months, years, decades and centuries."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from consilience.model.timex import Relative
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import NEAR, Expression
from consilience.reading.time_grammar.numbers import read_year
from consilience.reading.time_grammar.tokens import (
    ORDINAL_DAY,
    Words,
    after_comma,
    after_hyphen,
    after_part,
    after_point,
    day_at,
    low,
    month_at,
    weekday_at,
    without_mid,
    year_at,
)

ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})$", re.ASCII)
FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$", re.ASCII)
DECADE = re.compile(r"['’]?(\d{4}|\d{2})['’]?s$", re.ASCII)
CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$", re.ASCII)
FISCAL = re.compile(r"fy((?:19|20)\d\d)$")
ACROSS = re.compile(r"((?:19|20)\d\d)[-–/](\d{4}|\d{2})$", re.ASCII)
PIVOT = 50  # two figures above are of the last century
COUNTED = frozenset(
    [
        "people",
        "feet",
        "miles",
        "dollars",
        "workers",
        "shares",
        "points",
        "tons",
        "jobs",
        "years",
        "kilometers",
        "soldiers",
    ]
)
MAY_CUES = frozenset(
    [
        "in",
        "last",
        "next",
        "since",
        "by",
        "until",
        "of",
        "this",
        "early",
        "late",
        "from",
        "to",
        "and",
        "during",
        "mid",
    ]
)
PERIODS = frozenset(["period", "quarter"])


def numeric_date(words: Words, at: int) -> Expression | None:
    """2017-08-28, 28.08.2017 and 08/28/2017 (the month first where both can be), also where tokens part them."""
    for size in (1, 3, 5):
        text = "".join(words[at : at + size])
        if match := ISO.match(text):
            return _calendar(at + size, int(match[1]), int(match[2]), int(match[3]))
        if match := FIGURES.match(text):
            year = int(match[3]) + (0 if len(match[3]) == 4 else 1900 if int(match[3]) > PIVOT else 2000)
            first, second = int(match[1]), int(match[2])
            return _calendar(at + size, year, *((second, first) if first > 12 else (first, second)))
    return None


def _calendar(end: int, year: int, month: int, day: int) -> Expression | None:
    try:
        return Expression(end, "DATE", date(year, month, day).isoformat())
    except ValueError:
        return None


def month_date(words: Words, at: int) -> Expression | None:
    """ "Aug. 28, 2017", "28 August", "August 2017", "early August", each with a weekday before or not."""
    i = after_part(words, at)
    if weekday_at(words, i) is not None:
        following = after_comma(words, after_point(words, i + 1))
        i = following if _starts_month(words, following) else i
    i += 1 if low(words, i) == "the" and day_at(words, i + 1) else 0
    if (day := day_at(words, i)) is not None:
        month_place = i + 2 if low(words, i + 1) == "of" else i + 1
        month = month_at(words, month_place)
        return _month_tail(words, _after_month(words, month_place), month, day) if month else None
    month = month_at(words, i)
    if month is None or (low(words, i) == "may" and i == at and not _may_is_month(words, i)):
        return None
    after = _after_month(words, i)
    after += 1 if low(words, after) == "the" and ORDINAL_DAY.match(low(words, after + 1)) else 0
    day = day_at(words, after)
    if day is None or low(words, after + 1) in {"%", "percent", "million", "billion"}:
        return _month_tail(words, after, month, None)
    return _month_tail(words, after + 1, month, day)


def _after_month(words: Words, at: int) -> int:
    return after_point(words, at + 1) if low(words, at) in w.SHORT_MONTHS else at + 1


def _starts_month(words: Words, at: int) -> bool:
    at += low(words, at) == "the"
    return month_at(words, at) is not None or (
        day_at(words, at) is not None and month_at(words, at + 1 + (low(words, at + 1) == "of")) is not None
    )


def _may_is_month(words: Words, at: int) -> bool:
    return (
        day_at(words, at + 1) is not None
        or year_at(words, after_comma(words, at + 1)) is not None
        or low(words, at - 1) in MAY_CUES
    )


def _month_tail(words: Words, at: int, month: int, day: int | None) -> Expression | None:
    if day is not None and day > monthrange(2000, month)[1]:  # 2000 has a 29 February
        return None
    year_place = after_comma(words, at)
    year_place += 1 if low(words, year_place) == "of" and day is None else 0
    year = read_year(words, year_place)
    if year is not None and not (day is None and low(words, at) == ","):
        if day is None:
            return Expression(year[1], "DATE", f"{year[0]}-{month:02d}")
        return _calendar(year[1], year[0], month, day)
    suffix = f"-{month:02d}" + (f"-{day:02d}" if day else "")
    if low(words, at + 1) == "year" and (away := w.THIS_LAST_NEXT.get(low(words, at))) is not None:
        return Expression(at + 2, "DATE", "XXXX" + suffix, Relative("year", away, 0, suffix))
    return Expression(at, "DATE", "XXXX" + suffix, Relative("monthday", month * 100 + (day or 0), NEAR))


def day_in_range(words: Words, at: int) -> Expression | None:
    """The other day of "March 3-5, 2017", "24 and 25 April", "from Sept. 19 to 22": of the same month."""
    day = day_at(words, at)
    if day is None:
        return None
    if low(words, at + 1) in w.JOINS and month_at(words, at + 2) is None:
        later = month_date(words, at + 2) if (day_at(words, at + 2) or 0) > day else None
        if later is not None and later.relative is None:
            return _calendar(at + 1, int(later.value[:4]), int(later.value[5:7]), day)
        return _month_tail(words, at + 1, int(later.value[5:7]), day) if later is not None else None
    if low(words, at - 1) not in w.JOINS or not 0 < (day_at(words, at - 2) or 0) < day:
        return None
    after = low(words, at + 1)
    if after[:1].isalpha() and after not in w.AFTER_DAY:
        return None  # "On Sept. 19 and 22 people"
    month = month_at(words, at - 3) or (month_at(words, at - 4) if low(words, at - 3) == "" else None)
    return _month_tail(words, at + 1, month, day) if month is not None else None


def year(words: Words, at: int) -> Expression | None:
    """ "2014", "early 2016", "the year 2000", "fiscal 1989", "FY2017", "nineteen ninety-six"."""
    i = after_part(words, at)
    if (low(words, i), low(words, i + 1)) == ("the", "year"):
        i += 2
    fiscal = low(words, i) in {"fiscal", "fy"}
    i += 1 if fiscal else 0
    i += 1 if fiscal and low(words, i) == "year" else 0
    if match := FISCAL.match(low(words, i)):
        return Expression(i + 1, "DATE", match[1])
    found = read_year(words, i)
    if found is None or (low(words, i) == "two" and i == at):  # "two thousand" alone is a number
        return None
    number, end = found
    if not fiscal and low(words, end) in COUNTED:
        return None
    if low(words, end) in w.YEAR_KINDS and low(words, end + 1) == "year":
        end += 2
    return Expression(end, "DATE", str(number))


def years_across(words: Words, at: int) -> Expression | None:
    """ "the 2016-17 season", "the 2016/17 academic year", "the 2014-2016 outbreak": the first year to the last."""
    i = at + 1 if low(words, at) == "the" else at
    named = low(words, i) in w.YEAR_KINDS and low(words, i + 1) == "year"
    i += 2 if named else 0
    for size in (1, 3):
        match = ACROSS.match("".join(words[i : i + size]))
        if match is None:
            continue
        last = int(match[2]) if len(match[2]) == 4 else int(match[1][:2] + match[2])
        end = i + size
        if low(words, end) in w.YEAR_KINDS and low(words, end + 1) == "year":
            end += 2
        elif low(words, end) == "season":
            end += 1
        elif i > at and not named:
            return None  # the article belongs to a noun after it
        return Expression(end, "DATE", f"{match[1]}/{last}") if int(match[1]) < last <= 2099 else None
    return None


def year_period(words: Words, at: int) -> Expression | None:
    """ "The 1988 period", "the 1988 quarter": the same part of that year as is reported on."""
    if low(words, at) != "the" or low(words, at + 2) not in PERIODS:
        return None
    number = year_at(words, at + 1)
    return Expression(at + 3, "DATE", str(number), None, "period") if number else None


def decade(words: Words, at: int) -> Expression | None:
    """ "the 1990s", "the late '80s", "the nineties"."""
    i = at + 1 if low(words, at) == "the" else at
    i = after_part(words, i)
    apostrophe = low(words, i) in {"'", "’", "‘"}
    i += apostrophe and i > at
    if i < len(words) and (match := DECADE.match(without_mid(words[i]))):
        short = len(match[1]) == 2
        marked = apostrophe or words[i][0] in "'’"
        if match[1][-1] != "0" or (short and not marked and (low(words, at) != "the" or match[1] < "50")):
            return None  # "in his early 20s", "in the mid-30s"
        return Expression(i + 1, "DATE", f"19{match[1][0]}" if short else match[1][:3])
    tens = w.DECADES.get(low(words, i))
    return Expression(i + 1, "DATE", f"19{tens}") if tens and i > at and low(words, at) == "the" else None


def century(words: Words, at: int) -> Expression | None:
    """ "the 20th century", "the late nineteenth century"."""
    i = at + 1 if low(words, at) == "the" else at
    i = after_part(words, i)
    number = w.ORDINALS.get(low(words, i))
    if match := CENTURY.match(low(words, i)):
        number = int(match[1])
    end = after_hyphen(words, i + 1)
    if number is None or low(words, end) != "century" or not 10 < number <= 21:
        return None
    return Expression(end + 1, "DATE", str(number - 1))
