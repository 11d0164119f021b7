"""Reading single tokens of a text as months, weekdays, days, years and units."""

from __future__ import annotations

import re
from collections.abc import Iterable

from consilience.reading.time_grammar import words as w

HYPHENS = frozenset(["-", "–", "—", "‑"])
ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$", re.ASCII)
YEAR = re.compile(r"(?:1[0-9]|20)\d\d$", re.ASCII)
AMBIGUOUS_SHORT = frozenset(["sun", "sat", "mon", "wed", "thu"])  # words of their own without a full stop


class Words(list[str]):
    """The tokens of a text as written; `low` has each in lower case without its full stop."""

    __slots__ = ("low",)

    def __init__(self, tokens: Iterable[str]) -> None:
        super().__init__(tokens)
        self.low = [token.lower().rstrip(".") for token in self]


def low(words: Words, at: int) -> str:
    """The token in lower case without its full stop; empty outside the text."""
    return words.low[at] if 0 <= at < len(words) else ""


def is_hyphen(words: Words, at: int) -> bool:
    """Whether token `at` is a hyphen or dash."""
    return 0 <= at < len(words) and words[at] in HYPHENS


def after_hyphen(words: Words, at: int) -> int:
    """The position past a hyphen, if there is one."""
    return at + 1 if is_hyphen(words, at) else at


def after_comma(words: Words, at: int) -> int:
    """The position past a comma, if there is one."""
    return at + 1 if low(words, at) == "," else at


def after_point(words: Words, at: int) -> int:
    """The position past the full stop of a short month or weekday where it is a token of its own."""
    return at + 1 if 0 <= at < len(words) and words[at] == "." else at


def without_mid(word: str) -> str:
    """ "mid-1996" as "1996", where it is one token."""
    return word[4:] if word[:4].lower() in {"mid-", "mid–"} else word


def after_part(words: Words, at: int) -> int:
    """The position past "early", "late" or "mid-"."""
    return after_hyphen(words, at + 1) if low(words, at) in {"early", "late", "mid"} else at


def is_capital(words: Words, at: int) -> bool:
    """Whether the token begins with a capital letter."""
    return words[at][:1].isupper()


def month_at(words: Words, at: int) -> int | None:
    """1 to 12 for the name of a month with its capital."""
    name = without_mid(words[at]) if 0 <= at < len(words) else ""
    return w.MONTHS.get(name.lower().rstrip(".")) if name[:1].isupper() else None


def weekday_at(words: Words, at: int) -> int | None:
    """1 (Monday) to 7 for the name of a weekday with its capital, in the singular or plural."""
    word = low(words, at)
    if word.endswith("days"):
        word = word[:-1]
    if word not in w.WEEKDAYS or not is_capital(words, at):
        return None
    if word in AMBIGUOUS_SHORT and not words[at].endswith("."):
        return None
    return w.WEEKDAYS[word]


def day_at(words: Words, at: int) -> int | None:
    """1 to 31 for a day of the month ("28", "3rd")."""
    word = low(words, at)
    if word in w.ORDINALS:
        of_month = low(words, at + 1) == "of" and month_at(words, at + 2) is not None
        return w.ORDINALS[word] if of_month or month_at(words, at - 1) is not None else None
    if match := ORDINAL_DAY.match(word):
        word = match[1]
    return (
        int(word) if word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31 else None
    )


def year_at(words: Words, at: int) -> int | None:
    """A year in four figures, 1000 to 2099."""
    word = without_mid(words[at]) if 0 <= at < len(words) else ""
    return int(word) if YEAR.match(word) else None


def unit_at(words: Words, at: int) -> str | None:
    """The unit of time that a token names, in the singular."""
    word = low(words, at)
    for unit in (word, word.removesuffix("s"), "century" if word == "centuries" else ""):
        if unit in w.UNITS and unit not in w.PARTS_AS_UNITS:
            return unit
    return None
