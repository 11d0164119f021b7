"""Days named by the week or from the present: Wednesday, last Monday night, yesterday, the weekend."""

from __future__ import annotations

from consilience.model.timex import Relative
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import NEAR, Expression
from consilience.reading.time_grammar.tokens import Words, after_point, is_hyphen, low, weekday_at

EARLIER = frozenset(["early", "late", "earlier", "later"])
CLOCK_PARTS = frozenset(["noon", "midnight", "midday"])


def weekday(words: Words, at: int) -> Expression | None:
    """ "Wednesday", "last Monday night", "early Tuesday", "Mondays" and "Tuesday nights" (sets)."""
    i = at + 1 if low(words, at) in EARLIER else at
    i += 1 if low(words, i) == "the" and low(words, i + 1) in w.DIRECTIONS else 0
    direction = w.DIRECTIONS.get(low(words, i))
    i += 1 if direction is not None else 0
    if low(words, i) == "coming" and low(words, i - 1) == "this":
        direction, i = 1, i + 1
    number = weekday_at(words, i)
    if number is None or (i > at and low(words, i - 1) == "the"):
        return None
    end = after_point(words, i + 1) if low(words, i) in w.SHORT_WEEKDAYS else i + 1
    part = w.DAYPARTS.get(low(words, end), "")
    if low(words, i).endswith("days") or (part and low(words, end).endswith("s")):
        return Expression(end + bool(part), "SET", f"XXXX-WXX-{number}{part}")
    relative = Relative("weekday", number, max(-2, min(1, direction or NEAR)), part)
    value = f"XXXX-WXX-{number}{part}"
    return Expression(end + bool(part), "TIME" if part else "DATE", value, relative)


def from_today(words: Words, at: int) -> Expression | None:
    """Today, yesterday and tomorrow, with a part of the day or not; tonight, this morning, last night."""
    i = at + 1 if low(words, at) in EARLIER else at
    word = low(words, i)
    if word in w.DEICTIC_DAYS:
        part = w.DAYPARTS.get(low(words, i + 1), "")
        relative = Relative("day", w.DEICTIC_DAYS[word], 0, part)
        return Expression(i + 1 + bool(part), "TIME" if part else "DATE", f"XXXX-XX-XX{part}", relative)
    if word == "tonight" or (word == "overnight" and i == at):
        return Expression(i + 1, "TIME", "XXXX-XX-XXTNI", Relative("day", 0, 0, "TNI"))
    part = w.DAYPARTS.get(low(words, i + 1), "")
    if word in {"this", "last"} and part and low(words, i + 1) not in CLOCK_PARTS:
        relative = Relative("day", -1 if word == "last" else 0, 0, part)
        return Expression(i + 2, "TIME", f"XXXX-XX-XX{part}", relative)
    return None


def mid_day_part(words: Words, at: int) -> Expression | None:
    """ "mid-afternoon", "mid afternoon yesterday"."""
    end = at + 1 + is_hyphen(words, at + 1)
    part = w.DAYPARTS.get(low(words, end), "")
    if low(words, at) != "mid" or not part or low(words, end) in CLOCK_PARTS:
        return None
    day = from_today(words, end + 1) or weekday(words, end + 1)
    if day is not None and day.kind == "DATE" and day.relative:
        relative = Relative(day.relative.unit, day.relative.amount, day.relative.direction, part)
        return Expression(day.end, "TIME", day.value + part, relative)
    return Expression(end + 1, "TIME", f"XXXX-XX-XX{part}", Relative("day", 0, 0, part))


def weekend(words: Words, at: int) -> Expression | None:
    """ "The weekend", "this weekend", "last weekend": of the week that the tense says."""
    word, place = low(words, at), at + 1
    if word == "this" and low(words, place) in {"past", "coming"}:
        word, place = {"past": "last", "coming": "this"}[low(words, place)], place + 1
    if word not in {"the", "this", "last", "next", "past", "coming"} or low(words, place) != "weekend":
        return None
    amount = {"last": -1, "past": -1, "next": 1}.get(word, 0)
    if word == "the":
        amount = -1 if low(words, at - 1) in {"over", "after", "since"} else 0
    return Expression(place + 1, "DATE", "XXXX-WXX-WE", Relative("week", amount, 0, "-WE"))
