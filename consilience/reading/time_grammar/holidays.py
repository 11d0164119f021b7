"""Holidays: those fixed to a day, to a weekday of a month or to Easter; others stay without a date."""

from __future__ import annotations

from consilience.model.timex import Relative, Unit, in_year
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.expression import NEAR, Expression
from consilience.reading.time_grammar.tokens import Words, after_comma, is_capital, low, year_at

HOLIDAYS: dict[str, tuple[Unit, int] | None] = {
    "christmas": ("monthday", 1225), "christmas day": ("monthday", 1225), "christmas eve": ("monthday", 1224),
    "boxing day": ("monthday", 1226), "new year 's eve": ("monthday", 1231), "new year 's day": ("monthday", 101),
    "valentine 's day": ("monthday", 214), "st patrick 's day": ("monthday", 317), "april fools ' day": ("monthday", 401),
    "april fool 's day": ("monthday", 401), "may day": ("monthday", 501), "juneteenth": ("monthday", 619),
    "bastille day": ("monthday", 714), "fourth of july": ("monthday", 704), "july fourth": ("monthday", 704),
    "canada day": ("monthday", 701), "anzac day": ("monthday", 425), "earth day": ("monthday", 422),
    "halloween": ("monthday", 1031), "all saints ' day": ("monthday", 1101), "veterans day": ("monthday", 1111),
    "armistice day": ("monthday", 1111), "international women 's day": ("monthday", 308),
    "thanksgiving": ("nth_weekday", 1144), "thanksgiving day": ("nth_weekday", 1144), "labor day": ("nth_weekday", 911),
    "memorial day": ("nth_weekday", 551), "martin luther king day": ("nth_weekday", 131),
    "black friday": ("nth_weekday", 1145), "easter": ("easter", 0), "easter sunday": ("easter", 0),
    "easter monday": ("easter", 1), "good friday": ("easter", -2), "maundy thursday": ("easter", -3),
    "palm sunday": ("easter", -7), "ash wednesday": ("easter", -46), "whit monday": ("easter", 50),
    "ramadan": None, "eid al - fitr": None, "eid al - adha": None, "eid": None, "passover": None, "yom kippur": None,
    "rosh hashanah": None, "hanukkah": None, "diwali": None, "lunar new year": None, "chinese new year": None,
    "nowruz": None, "ashura": None,
    "election day": None, "super tuesday": None, "independence day": None, "mother 's day": None, "father 's day": None,
}  # fmt: skip
LONGEST = max(len(name.split()) for name in HOLIDAYS)
FIRST_WORDS = frozenset(name.split()[0] for name in HOLIDAYS)


def holiday(words: Words, at: int) -> Expression | None:
    """ "Christmas Eve", "last Thanksgiving", "Easter Sunday 2016", "Ramadan" (which has no fixed date)."""
    direction = w.DIRECTIONS.get(low(words, at))
    i = at if direction is None else at + 1
    name = _name_at(words, i)
    if name is None or not is_capital(words, i):
        return None
    end = i + len(name.split())
    rule = HOLIDAYS[name]
    if rule is None:
        return Expression(end, "DATE", "XXXX-XX-XX")
    relative = Relative(rule[0], rule[1], NEAR if direction is None else direction)
    if (year := year_at(words, after_comma(words, end))) is not None:
        return Expression(after_comma(words, end) + 1, "DATE", in_year(relative, year))
    return Expression(end, "DATE", "XXXX-XX-XX", relative)


def _name_at(words: Words, at: int) -> str | None:
    if low(words, at) not in FIRST_WORDS:
        return None
    for size in range(LONGEST, 0, -1):
        name = " ".join(low(words, at + k).replace("’", "'") for k in range(size))
        if name in HOLIDAYS:
            return name
    return None
