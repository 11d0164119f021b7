"""Times that come again: every day, each Monday, twice a week, daily."""

from __future__ import annotations

from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import Expression
from consilience.reading.time_grammar.lengths import duration
from consilience.reading.time_grammar.numbers import read_number
from consilience.reading.time_grammar.tokens import Words, low, month_at, unit_at, weekday_at


def repeated(words: Words, at: int) -> Expression | None:
    """ "every day", "each July", "every two weeks", "twice a week", "daily"."""
    word = low(words, at)
    if word in {"every", "each"}:
        return _every(words, at + 1)
    if word in {"once", "twice"} and low(words, at + 1) in {"a", "per"}:
        unit = unit_at(words, at + 2)
        return Expression(at + 3, "SET", duration(1, unit)) if unit else None
    if word in w.ADVERB_SETS:
        return Expression(at + 1, "SET", w.ADVERB_SETS[word])
    return None


def _every(words: Words, at: int) -> Expression | None:
    if (day := weekday_at(words, at)) is not None:
        part = w.DAYPARTS.get(low(words, at + 1), "")
        return Expression(at + 1 + bool(part), "SET", f"XXXX-WXX-{day}{part}")
    if (month := month_at(words, at)) is not None:
        return Expression(at + 1, "SET", f"XXXX-{month:02d}")
    if (season := w.SEASONS.get(low(words, at))) is not None:
        return Expression(at + 1, "SET", f"XXXX-{w.SEASON_CODES[season]}")
    if (of_day := w.DAYPARTS.get(low(words, at))) is not None:
        return Expression(at + 1, "SET", f"XXXX-XX-XX{of_day}")
    unit = unit_at(words, at)
    if unit is not None:
        return Expression(at + 1, "SET", duration(1, unit))
    if low(words, at) == "other":
        unit = unit_at(words, at + 1)
        return Expression(at + 2, "SET", duration(2, unit)) if unit else None
    counted = read_number(words, at)
    unit = unit_at(words, counted[1]) if counted else None
    return Expression(counted[1] + 1, "SET", duration(counted[0], unit)) if counted and unit else None
