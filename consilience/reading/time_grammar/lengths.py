"""Lengths of time, and times that lie a length away."""

from __future__ import annotations

from consilience.model.timex import Relative, Unit
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import Expression
from consilience.reading.time_grammar.numbers import VAGUE, read_number
from consilience.reading.time_grammar.tokens import Words, after_hyphen, is_hyphen, low, unit_at

ROUGHLY = frozenset(["nearly", "almost", "roughly", "around", "approximately"])
ROUGHLY_TWO = frozenset(
    [("more", "than"), ("less", "than"), ("at", "least"), ("up", "to"), ("fewer", "than"), ("as", "many")]
)
SPANS = frozenset(
    ["past", "last", "next", "coming", "recent", "previous", "first", "final", "latest", "early"]
)
BETWEEN = frozenset(["more", "full", "straight", "consecutive", "fiscal", "calendar", "long", "additional"])
SHIFTS = frozenset(["ago", "earlier", "before", "later", "hence"])
WHOLE: dict[str, tuple[Unit, int]] = {
    "day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1),
    "quarter": ("quarter", 1), "year": ("year", 1), "decade": ("year", 10), "century": ("year", 100),
}  # fmt: skip
HALF_OF = {"Y": "6M", "TH": "30M", "TM": "30S", "D": "T12H"}
YEARS_IN = {"decade": 10, "century": 100}
VAGUE_CUES = frozenset(["for", "in", "of", "after", "within", "several", "over", "follows", "matter"])


def length(words: Words, at: int) -> Expression | None:
    """ "two weeks ago" (a date), "two weeks", "three-year", "two to three weeks", "the past two years" (durations)."""
    i = _after_rough(words, at)
    i += 1 if low(words, i) in SPANS else 0
    number, i = _counted(words, i)
    if number is None:
        return None
    i = after_hyphen(words, i)
    i += 1 if low(words, i) in BETWEEN else 0
    unit = unit_at(words, i)
    if unit is None or _is_fraction(words, i, unit) or _is_age(words, i + 1) or _is_compared(words, i + 1):
        return None
    return _from_length(words, i, number, unit)


def _from_length(words: Words, at: int, number: float, unit: str) -> Expression:
    end = at + 1
    if [low(words, end + k) for k in range(3)] == ["and", "a", "half"]:
        number, end = number + 0.5, end + 3
    if low(words, end) == "or" and low(words, end + 1) in {"so", "two", "more"}:
        number, end = (VAGUE if low(words, end + 1) == "two" else number), end + 2
    if low(words, end) in SHIFTS or (low(words, end), low(words, end + 1)) == ("from", "now"):
        return _shifted(words, end, number, unit)
    if is_hyphen(words, end) and low(words, end + 1) == "long":
        end += 2
    return Expression(end, "DURATION", duration(number, unit))


def _is_compared(words: Words, at: int) -> bool:
    """ "a year-earlier loss"."""
    return is_hyphen(words, at) and low(words, at + 1) in w.BEFORE


def _after_rough(words: Words, at: int) -> int:
    i = at
    if (low(words, i), low(words, i + 1)) in ROUGHLY_TWO:
        i += 2
    elif low(words, i) in ROUGHLY:
        i += 1
    return i + 1 if low(words, i) in {"the", "these", "those"} else i


def _counted(words: Words, at: int) -> tuple[float | None, int]:
    """A number, or a range of two, which leaves the number open."""
    found = read_number(words, at)
    if found is None:
        return None, at
    number, end = found
    if low(words, end) in {"to", "or"} or is_hyphen(words, end):
        second = read_number(words, end + 1)
        if second is not None and number < second[0] < VAGUE and low(words, end + 1) not in w.COUNTED:
            return VAGUE, second[1]
    return number, end


def _is_fraction(words: Words, at: int, unit: str) -> bool:
    """ "three-quarters of its food", "more than a quarter of it", "a second man": no lengths."""
    if unit == "quarter":
        return low(words, at + 1) == "of" or (is_hyphen(words, at - 1) and low(words, at) == "quarters")
    return low(words, at) == "second" and low(words, at - 1) in {"a", "an", "another"}


def _is_age(words: Words, at: int) -> bool:
    if low(words, at) in {"old", "olds"}:
        return True
    return is_hyphen(words, at) and low(words, at + 1) in {"old", "olds"}


def duration(number: float, unit: str) -> str:
    """The TIMEX3 value of a length; X where the number is left open."""
    letter = w.UNITS[unit]
    if unit in YEARS_IN and number != VAGUE:
        number, letter = number * YEARS_IN[unit], "Y"
    if unit == "fortnight":
        number *= 2
    clock = "T" if letter[0] == "T" else ""
    if number == VAGUE:
        return f"P{clock}X{letter.removeprefix('T')}"
    if number % 1 == 0.5 and letter in HALF_OF:
        whole = f"{clock}{int(number)}{letter.removeprefix('T')}" if number > 1 else clock
        return f"P{whole}{HALF_OF[letter]}"
    return f"P{clock}{number:.12g}{letter.removeprefix('T')}"


def _shifted(words: Words, at: int, number: float, unit: str) -> Expression:
    word = low(words, at)
    end = at + (2 if word == "from" else 1)
    from_now = word in {"ago", "from", "hence"}
    if number == VAGUE or number != int(number) or unit not in WHOLE:
        if not from_now:  # from a time named elsewhere: the length is what is said
            return Expression(at, "DURATION", duration(number, unit))
        return Expression(end, "DATE", "PAST_REF" if word == "ago" else "FUTURE_REF")
    base, size = WHOLE[unit]
    amount = int(number) * size * (-1 if word in w.BEFORE else 1)
    if word == "before" and not _closes(words, end):  # "30 days before closing": a length before an event
        return Expression(at, "DURATION", duration(number, unit))
    if from_now:
        return Expression(end, "DATE", "XXXX", Relative(base, amount))
    return Expression(end, "DATE", duration(number, unit), Relative(base, amount), "text")


def _closes(words: Words, at: int) -> bool:
    return at >= len(words) or words[at] in {",", ".", ";", ":", ")", "and", "that"} or words[at].isspace()


def vague_length(words: Words, at: int) -> Expression | None:
    """ "recent weeks", "the coming months", "for decades", "months ago"."""
    i = at + 1 if low(words, at) in {"the", "these"} else at
    if low(words, i) in {"recent", "past", "coming"} and low(words, i + 1).endswith("s"):
        unit = unit_at(words, i + 1)
        return Expression(i + 2, "DURATION", duration(VAGUE, unit)) if unit else None
    unit = unit_at(words, at)
    if unit is None or unit == "second" or not low(words, at).endswith("s"):
        return None
    if low(words, at + 1) == "ago":
        return Expression(at + 2, "DATE", "PAST_REF")
    if is_hyphen(words, at + 1) and low(words, at + 2) == "long":
        return Expression(at + 3, "DURATION", duration(VAGUE, unit))
    return Expression(at + 1, "DURATION", duration(VAGUE, unit)) if low(words, at - 1) in VAGUE_CUES else None


def day_long(words: Words, at: int) -> Expression | None:
    """ "day-long", "year-long", "months-long"."""
    unit = unit_at(words, at)
    if unit is None or not is_hyphen(words, at + 1) or low(words, at + 2) != "long":
        return None
    return Expression(at + 3, "DURATION", duration(1, unit))
