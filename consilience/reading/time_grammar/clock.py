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
UNIVERSAL = frozenset(["gmt", "utc"])
BEFORE_TIME = frozenset(["local", "eastern", "pacific", "central", "mountain", "moscow"])


def clock(words: Words, at: int) -> Expression | None:
    """ "3 p.m.", "10:30 GMT" (Z for universal time), "noon Friday", "5 p.m. EST, Nov. 6"."""
    found = _hour(words, at)
    if found is None:
        return None
    text, end = found
    zone_place = after_point(words, end) if low(words, after_point(words, end)) in w.ZONES else end
    if low(words, zone_place) in w.ZONES:
        text += "Z" if low(words, zone_place) in UNIVERSAL else ""
        end = zone_place + 1
    if low(words, end) in BEFORE_TIME and low(words, end + 1) in {"time", "standard", "daylight"}:
        end += 1 + (low(words, end + 1) != "time")
    end += low(words, end) == "time" and end > zone_place
    day = _day(words, end)
    if day is not None:
        relative = replace(day.relative, suffix=text) if day.relative else None
        return replace(day, kind="TIME", value=day.value + text, relative=relative)
    return Expression(end, "TIME", f"XXXX-XX-XX{text}", Relative("day", 0, 0, text), "near")


def _hour(words: Words, at: int) -> tuple[str, int] | None:
    for size in (3, 2, 1):
        if match := HOUR.match("".join(words[at : at + size]).lower()):
            hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0)
            return f"T{hour:02d}:{match[2] or '00'}", at + size
    word = words[at] if at < len(words) else ""
    zoned = low(words, at + 1) in w.ZONES
    if (match := CLOCK.match(word)) and (zoned or ":" in word):
        return f"T{int(match[1]):02d}:{match[2]}", at + 1
    if (match := MILITARY.match(word)) and zoned:
        return f"T{match[1]}:{match[2]}", at + 1
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
