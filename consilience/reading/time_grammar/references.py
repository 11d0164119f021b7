"""Times that hang on the present or on a time named before: last week, that year, the next day, now."""

from __future__ import annotations

from consilience.model.timex import Relative, Unit
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import NEAR, Expression
from consilience.reading.time_grammar.tokens import Words, after_point, day_at, low, month_at, unit_at

UNITS: frozenset[Unit] = frozenset(["week", "month", "quarter", "year", "decade", "century"])
AWAY = {"last": -1, "previous": -1, "prior": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "past": 0}
KINDS = frozenset(["fiscal", "calendar", "financial", "academic", "school"])
FORE = frozenset(["the", "early", "late", "earlier", "later", "mid"])
ENDS = frozenset(
    ["", ",", ";", ".", "and", "but", "of", "is", "was", "will", "that", "he", "she", "it", "they", ")", '"', "''", "”"]
)  # fmt: skip
LIKE_THAT = {"that": 0, "same": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1, "prior": -1}
NAMED_UNITS: frozenset[Unit] = frozenset(["day", "week", "month", "year"])


def unit_away(words: Words, at: int) -> Expression | None:
    """ "last week", "early next year", "the current quarter", "this fiscal year", "the past year" (a length)."""
    i = at + 1 if low(words, at) in FORE else at
    i += 1 if low(words, i) == "the" and i > at else 0
    word = low(words, i)
    place = i + 1 + (low(words, i + 1) in KINDS)
    unit = next((u for u in UNITS if u == low(words, place)), None)
    if word not in AWAY or unit is None:
        return None
    end = place + 1
    if low(words, end) == "or" and low(words, end + 1) == "so":
        end += 2
    if word == "past" or (word == "last" and low(words, i - 1) == "the" and i > at):
        years = {"decade": "P10Y", "century": "P100Y"}
        return Expression(end, "DURATION", years.get(unit, f"P1{w.UNITS[unit]}"))
    return Expression(end, "DATE", "XXXX", Relative(unit, AWAY[word]))


def month_away(words: Words, at: int) -> Expression | None:
    """ "last March", "this September" (of the same year), "next January"."""
    i = at + 1 if low(words, at) in {"early", "late"} else at
    month = month_at(words, i + 1)
    direction = w.DIRECTIONS.get(low(words, i))
    if month is None or direction is None:
        return None
    end = after_point(words, i + 2) if low(words, i + 1) in w.SHORT_MONTHS else i + 2
    if (day := day_at(words, end)) is not None and low(words, i) == "last":
        relative = Relative("monthday", month * 100 + day, direction)
        return Expression(end + 1, "DATE", f"XXXX-{month:02d}-{day:02d}", relative)
    if low(words, i) == "this":
        return Expression(i + 2, "DATE", f"XXXX-{month:02d}", Relative("year", 0, 0, f"-{month:02d}"))
    return Expression(
        i + 2, "DATE", f"XXXX-{month:02d}", Relative("monthday", month * 100, direction or NEAR)
    )


def unit_named(words: Words, at: int) -> Expression | None:
    """ "That day", "the same month", "later that year", "the next day", "the following morning": of a time named before."""
    i = at + 1 if low(words, at) in {"earlier", "later", "early", "late"} else at
    i += 1 if low(words, i) in {"the", "that"} and low(words, i + 1) in LIKE_THAT else 0
    word = low(words, i)
    joined = low(words, i - 1) if i > at else ""
    if word not in LIKE_THAT or (word != "that" and joined not in {"the", "that"}):
        return None
    part = w.DAYPARTS.get(low(words, i + 1), "")
    if part and low(words, i + 1) not in {"noon", "midnight", "midday"}:
        relative = Relative("day", LIKE_THAT[word], 0, part)
        return Expression(i + 2, "TIME", f"XXXX-XX-XX{part}", relative, "text")
    unit = next((u for u in NAMED_UNITS if u == low(words, i + 1)), None)
    if unit is None or (word in {"next", "previous", "prior"} and unit != "day"):
        return None
    value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(unit, "XXXX")
    return Expression(i + 2, "DATE", value, Relative(unit, LIKE_THAT[word]), "text")


def part_of_day(words: Words, at: int) -> Expression | None:
    """ "In the morning", "during the night": of the day that the text is at."""
    part = w.DAYPARTS.get(low(words, at + 1), "")
    if (
        low(words, at) != "the"
        or low(words, at - 1) not in {"in", "during"}
        or low(words, at + 2) in {"of", "sky"}
    ):
        return None
    if not part or low(words, at + 1).endswith("s"):
        return None
    return Expression(at + 2, "TIME", f"XXXX-XX-XX{part}", Relative("day", 0, 0, part), "near")


def reference(words: Words, at: int) -> Expression | None:
    """ "now", "currently", "recently", "the past", "the near future": no time that can be dated."""
    word = low(words, at)
    if word == "the" and low(words, at + 1) in {"near", "short", "long"}:
        pair = (low(words, at + 1), low(words, at + 2))
        if pair in {("near", "future"), ("near", "term"), ("short", "term")}:
            return Expression(at + 3, "DATE", "FUTURE_REF")
    if word == "the" and low(words, at + 1) in {"past", "future", "present"}:
        named = low(words, at + 1).upper()
        fits = low(words, at + 2) in ENDS and unit_at(words, at + 2) is None
        return Expression(at + 2, "DATE", f"{named}_REF") if fits else None
    if word == "right" and low(words, at + 1) == "now":
        return Expression(at + 2, "DATE", "PRESENT_REF")
    if word == "these" and low(words, at + 1) == "days":
        return Expression(at + 2, "DATE", "PRESENT_REF")
    if word in w.PRESENT:
        return Expression(at + 1, "DATE", "PRESENT_REF")
    return Expression(at + 1, "DATE", "PAST_REF") if word in w.PAST else None
