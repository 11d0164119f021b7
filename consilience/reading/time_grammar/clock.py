"""Times of the clock, with their zone and their day."""

from __future__ import annotations

import re
from dataclasses import replace

from consilience.model.timex import Relative
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.dates import month_date, numeric_date
from consilience.reading.time_grammar.days import from_today, weekday
from consilience.reading.time_grammar.expression import Expression
from consilience.reading.time_grammar.tokens import Words, after_comma, after_point, low

CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)(?::([0-5]\d))?$", re.ASCII)
HOUR = re.compile(r"(0?[1-9]|1[0-2])(?:[:.]([0-5]\d))?\s?([ap])\.?m\.?$", re.ASCII)
MILITARY = re.compile(r"([01]\d|2[0-3])([0-5]\d)$", re.ASCII)
OFFSET = re.compile(r"(?:GMT|UTC)([-+−–])(\d{1,2})$", re.ASCII)
UNIVERSAL = frozenset(["gmt", "utc"])
BEFORE_TIME = frozenset(["local", "eastern", "pacific", "central", "mountain", "moscow"])


def clock(words: Words, at: int) -> Expression | None:
    """ "3 p.m.", "10:30 GMT" (Z for universal time), "noon Friday", "5 p.m. EST, Nov. 6"."""
    found = _hour(words, at)
    if found is None:
        return None
    text, end = found
    zone, end = _zone(words, end)
    text += zone
    day = _day(words, end)
    if day is not None:
        relative = replace(day.relative, suffix=text) if day.relative else None
        return replace(day, kind="TIME", value=day.value + text, relative=relative)
    return Expression(end, "TIME", f"XXXX-XX-XX{text}", Relative("day", 0, 0, text), "near")


def _zone(words: Words, at: int) -> tuple[str, int]:
    """What a zone adds to the value (Z, or the hours from universal time), and where it ends."""
    place = after_point(words, at)
    place = place if low(words, place) in w.ZONES else at
    if match := OFFSET.match("".join(words[place : place + 3])) or OFFSET.match(
        "".join(words[place : place + 1])
    ):
        sign = "-" if match[1] in "-−–" else "+"
        joined = words[place] == match[0]
        return f"{sign}{int(match[2]):02d}", place + (1 if joined else 3)
    if low(words, place) in w.ZONES:
        end = place + 1 + (low(words, place + 1) == "time")
        return ("Z" if low(words, place) in UNIVERSAL else ""), end
    if low(words, at) in BEFORE_TIME and low(words, at + 1) == "time":
        return "", at + 2
    if low(words, at) in BEFORE_TIME and low(words, at + 1) in {"standard", "daylight"}:
        return "", at + 2 + (low(words, at + 2) == "time")
    return "", at


def _hour(words: Words, at: int) -> tuple[str, int] | None:
    for size in (1, 2):
        if match := HOUR.match("".join(words[at : at + size]).lower()):
            hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
            end = at + size
            end += words[end - 1].lower() in {"p.m", "a.m"} and after_point(words, end) > end
            return f"T{hour:02d}:{match[2] or '00'}", end
    word = words[at] if at < len(words) else ""
    zoned = low(words, at + 1) in w.ZONES
    if (match := CLOCK.match(word)) and (zoned or ":" in word):
        return f"T{int(match[1]):02d}:{match[2]}", at + 1
    hours = word.startswith("0") and low(words, at + 1) in {"hours", "hrs"}
    if (match := MILITARY.match(word)) and (zoned or hours):
        return f"T{match[1]}:{match[2]}", at + 1 + hours
    if low(words, at) in {"noon", "midnight", "midday"} and low(words, at - 1) != "high":
        return w.DAYPARTS[low(words, at)], at + 1
    return None


def _day(words: Words, at: int) -> Expression | None:
    """A day that follows the hour, after "on" or a comma or not."""
    place = after_comma(words, at)
    place += low(words, place) in {"on", "of"}
    day = (
        numeric_date(words, place)
        or month_date(words, place)
        or weekday(words, place)
        or from_today(words, place)
    )
    return day if day is not None and day.kind == "DATE" and "/" not in day.value else None
