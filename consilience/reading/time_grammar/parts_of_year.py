"""Parts of a year: seasons, quarters and halves, and the periods that results of companies are reported for."""

from __future__ import annotations

from consilience.model.timex import Relative, Unit
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import NEAR, Expression
from consilience.reading.time_grammar.numbers import read_year
from consilience.reading.time_grammar.tokens import (
    Words,
    after_hyphen,
    after_part,
    after_point,
    day_at,
    is_hyphen,
    low,
    month_at,
    year_at,
)

SEASON_CUES = frozenset(
    [
        "in",
        "this",
        "during",
        "by",
        "since",
        "of",
        "until",
        "over",
        "into",
        "through",
        "for",
        "after",
        "before",
    ]
)
HALVES = {"first": 1, "second": 2, "last": 2}
ENDED = frozenset(["ended", "ending"])
PERIODS = frozenset(["period", "quarter", "half"])


def season(words: Words, at: int) -> Expression | None:
    """ "summer 2016", "the winter of 1994", "last spring", "this past spring", "the fall"."""
    direction = w.DIRECTIONS.get(low(words, at))
    i = at + 1 if direction is not None or low(words, at) == "the" else at
    if low(words, i) == "past":
        direction, i = -1, i + 1
    i = after_part(words, i)
    number = w.SEASONS.get(low(words, i))
    if number is None:
        return None
    code = w.SEASON_CODES[number]
    year = read_year(words, i + 1 + (low(words, i + 1) == "of"))
    if year is not None:
        return Expression(year[1], "DATE", f"{year[0]}-{code}")
    if direction is None and low(words, at - 1) not in SEASON_CUES:
        return None
    if direction is None and low(words, i) == "fall" and low(words, at) != "the":
        return None  # "to fall in", "since fall"
    return Expression(i + 1, "DATE", f"XXXX-{code}", Relative("season", number, direction or NEAR))


def quarter(words: Words, at: int) -> Expression | None:
    """ "the third quarter of 1989", "this year's first half", "the 1988 second quarter", "its fiscal fourth quarter"."""
    i = at + 1 if low(words, at) == "the" else at
    owner = _owning_year(words, i)
    i = owner[2] if owner else i
    i += 1 if low(words, i) == "fiscal" and year_at(words, i + 1) is not None else 0
    before = year_at(words, i)
    i += 1 + (low(words, i + 1) in {"'s", "’s"}) if before is not None else 0
    i += 1 if low(words, i) == "fiscal" else 0
    part = _part(words, after_hyphen(words, i))
    if part is None:
        return None
    code, end = part
    year_place = end + (low(words, end) == "of")
    year_place += low(words, year_place) == "fiscal"
    unit: Unit = "year_quarter" if code[0] == "Q" else "year_half"
    if before is not None:
        return Expression(end, "DATE", f"{before}-{code}")
    if owner is not None:
        return Expression(end, "DATE", f"XXXX-{code}", Relative("year", owner[1], 0, f"-{code}"))
    if (found := read_year(words, year_place)) is not None:
        return Expression(found[1], "DATE", f"{found[0]}-{code}")
    if (away := _owning_year(words, year_place)) is not None:
        return Expression(away[0], "DATE", f"XXXX-{code}", Relative("year", away[1], 0, f"-{code}"))
    return Expression(end, "DATE", f"XXXX-{code}", Relative(unit, int(code[1]), NEAR))


def _part(words: Words, at: int) -> tuple[str, int] | None:
    """ "third quarter", "third-quarter", "fiscal-first quarter", "last half" as a code, and where it ends."""
    word = low(words, at)
    i = at + 1
    i += 1 if low(words, i) == "fiscal" else 0
    i = after_hyphen(words, i)
    if low(words, i) == "quarter" and 1 <= w.ORDINALS.get(word, 0) <= 4:
        return f"Q{w.ORDINALS[word]}", i + 1
    if low(words, i) == "half" and word in HALVES:
        return f"H{HALVES[word]}", i + 1
    return None


def _owning_year(words: Words, at: int) -> tuple[int, int, int] | None:
    """ "last year", "next year's": where the year ends, how far it is away, and where the "'s" ends."""
    away = w.THIS_LAST_NEXT.get(low(words, at))
    if away is None or low(words, at + 1) != "year":
        return None
    return at + 2, away, at + 2 + (low(words, at + 2) in {"'s", "’s"})


def year_quarter(words: Words, at: int) -> Expression | None:
    """ "Last year's quarter", "the corresponding period last year": the part reported on, of another year."""
    owner = _owning_year(words, at)
    if owner is not None and owner[2] > owner[0] and low(words, owner[2]) in PERIODS:
        return Expression(owner[2] + 1, "DATE", "XXXX", Relative("year", owner[1]), "period")
    i = at + 1 if low(words, at) == "the" else at
    if (
        low(words, i) not in {"corresponding", "comparable", "same", "like"}
        or low(words, i + 1) not in PERIODS
    ):
        return None
    after = i + 2
    if (owner := _owning_year(words, after + (low(words, after) in {"of", "in"}))) is not None:
        return Expression(owner[0], "DATE", "XXXX", Relative("year", owner[1]), "period")
    if low(words, after) == "a" and low(words, after + 1) == "year" and low(words, after + 2) in w.BEFORE:
        return Expression(after + 3, "DATE", "XXXX", Relative("year", -1), "period")
    year = read_year(words, after + (low(words, after) in {"of", "in"}))
    return Expression(year[1], "DATE", str(year[0]), None, "period") if year else None


def year_before(words: Words, at: int) -> Expression | None:
    """ "the year-ago quarter", "year-earlier", "a year earlier": as results of companies are compared."""
    i = at + 1 if low(words, at) in {"the", "a", "one"} else at
    determined = i > at
    i += 1 if low(words, i) == "comparable" else 0
    end = i + 3 if is_hyphen(words, i + 1) else i + 1
    joined = "".join(low(words, j) for j in range(i, end))
    article = low(words, at) in {"a", "one"} and low(words, i) == "year" and low(words, i + 1) in w.BEFORE
    if joined in {"year-ago", "year-earlier", "year-before"}:
        i = end
        i += 1 if low(words, i) in w.ORDINALS and low(words, i + 1) == "quarter" else 0
        end = i + (low(words, i) in PERIODS)
        if determined and low(words, end - 1) not in PERIODS:
            return None  # "the year-earlier loss": the article is the noun's
    elif article:
        end = i + 2
    else:
        return None
    return Expression(end, "DATE", "XXXX", Relative("year", -1), "period")


def period_itself(words: Words, at: int) -> Expression | None:
    """ "the quarter", "the latest period": what a report of results is about, or the quarter that ended on a date."""
    if low(words, at) != "the":
        return None
    i = at + 1
    i += 1 if low(words, i) in {"latest", "most", "just-ended"} else 0
    i += 1 if low(words, i) == "recent" else 0
    unit = low(words, i)
    if unit != "quarter" and not (unit == "period" and i > at + 1):
        return None
    if low(words, i + 1) in {"of", "century", "mile"} or is_hyphen(words, i + 1):
        return None
    if low(words, i + 1) in ENDED:
        return _ended_quarter(words, i + 1)
    if (compared := year_before(words, i + 1)) is not None:  # "the quarter a year ago"
        return compared
    latest = i > at + 1
    return Expression(i + 1, "DATE", "XXXX-QX", Relative("quarter", -1) if latest else None, "period")


def _ended_quarter(words: Words, at: int) -> Expression:
    """A quarter that ends with a quarter of the calendar is that quarter; another is not one of the calendar."""
    place = at + 1 + (low(words, at + 1) in {"on", "in"})
    month = month_at(words, place)
    after = after_point(words, place + 1)
    after += 1 if day_at(words, after) else 0
    if month is None or month % 3 or not (day_at(words, after - 1) or 31) >= 20:
        return Expression(at, "DATE", "XXXX-QX")
    year = year_at(words, after + (low(words, after) == ","))
    if year is not None:
        return Expression(at, "DATE", f"{year}-Q{month // 3}")
    direction = -1 if low(words, at) == "ended" else 1
    relative = Relative("year_quarter", month // 3, direction)
    return Expression(at, "DATE", f"XXXX-Q{month // 3}", relative)


def ended_unit(words: Words, at: int) -> Expression | None:
    """ "the fiscal year ending in June", "the half ended Sept. 30": a length, which the date after it places."""
    i = at + 1 if low(words, at) == "the" else at
    i += low(words, i) in {"fiscal", "financial", "full"}
    unit = low(words, i)
    if unit not in {"year", "half", "month", "week"} or low(words, i + 1) not in ENDED:
        return None
    return Expression(i + 1, "DURATION", "P6M" if unit == "half" else f"P1{w.UNITS[unit]}")


def whole_year(words: Words, at: int) -> Expression | None:
    """ "the full year", "for the year", "year-end", "the year's end": of the year that the report is in."""
    i = at + 1 if low(words, at) == "the" else at
    full = low(words, i) in {"full", "whole", "entire"}
    i += 1 if full else 0
    i += 1 if low(words, i) in {"fiscal", "calendar"} else 0
    if low(words, i) != "year" or low(words, i + 1) in ENDED:
        return None
    end_place = i + 1 + (low(words, i + 1) in {"'s", "’s"} or is_hyphen(words, i + 1))
    if low(words, end_place) == "end" and not full:
        return Expression(end_place + 1, "DATE", "XXXX", Relative("year", 0))
    alone = not is_hyphen(words, i + 1) and low(words, at) == "the" and low(words, i + 1) not in w.AFTER_YEAR
    if alone and (full or low(words, at - 1) in {"for", "of", "in", "during", "throughout"}):
        return Expression(i + 1, "DATE", "XXXX", Relative("year", 0))
    return None
