"""Numbers and years as they are written in reports."""

from __future__ import annotations

import re

from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.tokens import Words, after_hyphen, is_hyphen, low, year_at

FIGURES = re.compile(r"(?!0\d)\d{1,3}(?:,?\d{3})?(?:\.\d+)?$", re.ASCII)
VAGUE = float("inf")  # "several", "recent"


def read_number(words: Words, at: int) -> tuple[float, int] | None:
    """A number and where it ends; VAGUE for one that is left open."""
    word = low(words, at)
    if (word, low(words, at + 1)) in {("a", "half"), ("half", "a"), ("half", "an")}:
        return 0.5, at + 2
    if word in {"a", "an"} and low(words, at + 1) in {"few", "couple", "dozen", "number", "handful"}:
        end = at + 2 + (low(words, at + 2) == "of")
        return float(w.COUNTED.get(low(words, at + 1), VAGUE)), end
    if word in w.VAGUE_NUMBERS:
        return VAGUE, at + 1
    if FIGURES.match(word) and year_at(words, at) is None:
        return _with_fraction(words, float(word.replace(",", "")), at + 1)
    found = _number_in_words(words, at)
    return _with_fraction(words, *found) if found else None


def _number_in_words(words: Words, at: int) -> tuple[float, int] | None:
    """ "forty-two", "twenty four", "a hundred", "two thousand"."""
    found = _below_hundred(words, at)
    if found is None and low(words, at) in w.COUNTED:
        found = w.COUNTED[low(words, at)], at + 1
    if found is None and low(words, at) in w.SCALES:
        found = 1, at
    if found is None:
        return None
    number, end = found
    while (scale := w.SCALES.get(low(words, end))) is not None:
        number, end = number * scale, end + 1
    return float(number), end


def _below_hundred(words: Words, at: int) -> tuple[int, int] | None:
    tens, hyphen, unit = low(words, at).partition("-")
    if tens in w.SMALL and not hyphen:
        return w.SMALL[tens], at + 1
    if tens not in w.TENS:
        return None
    if hyphen:
        return (w.TENS[tens] + w.SMALL[unit], at + 1) if unit in w.SMALL else None
    next_at = after_hyphen(words, at + 1)
    one = w.SMALL.get(low(words, next_at), 0)
    return (w.TENS[tens] + one, next_at + 1) if 0 < one < 10 else (w.TENS[tens], at + 1)


def _with_fraction(words: Words, number: float, at: int) -> tuple[float, int]:
    if [low(words, at + k) for k in range(3)] == ["and", "a", "half"]:
        return number + 0.5, at + 3
    fraction_at = after_hyphen(words, at)
    if (fraction := w.FRACTIONS.get(low(words, fraction_at))) is not None:
        return number + fraction, fraction_at + 1
    return number, at


def read_year(words: Words, at: int) -> tuple[int, int] | None:
    """A year in figures, or as broadcasts write it out ("nineteen ninety-six", "two thousand"), and where it ends."""
    if (year := year_at(words, at)) is not None:
        return year, at + 1
    if (low(words, at), low(words, at + 1)) == ("two", "thousand"):
        after = at + 2 + (low(words, at + 2) == "and")
        rest = _below_hundred(words, after)
        return (2000 + rest[0], rest[1]) if rest else (2000, at + 2)
    century = {"nineteen": 1900, "twenty": 2000}.get(low(words, at))
    if century is None or is_hyphen(words, at + 1):
        return None
    rest = _below_hundred(words, at + 1)
    return (century + rest[0], rest[1]) if rest and rest[0] >= 10 else None
