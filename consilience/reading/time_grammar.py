"""A grammar of English time expressions over tokens: each rule reads one kind from a position."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from consilience.model.timex import Relative
from consilience.reading import time_words as w

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
NEAR = 0  # direction by tense
FIGURES = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d+)?$")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$")
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?$")
HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])\.?m\.?$")
DECADE = re.compile(r"['’]?(\d{4}|\d{2})['’]?s$")
ENDS = frozenset(
    {
        "",
        ",",
        ";",
        "and",
        "but",
        "of",
        "is",
        "was",
        "will",
        "that",
        "he",
        "she",
        "it",
        "they",
        ")",
        '"',
        "''",
        "”",
    }
)
HYPHENS = frozenset(["-", "–", "—", "‑"])


@dataclass(frozen=True, slots=True)
class Expression:
    """Tokens up to `end` say a time; `relative` where its value hangs on a reference date."""

    end: int
    kind: Kind
    value: str
    relative: Relative | None = None
    back: int = 0  # tokens before the start that belong to it


Rule = Callable[[Sequence[str], int], Expression | None]


STARTERS = frozenset(
    ["the", "a", "an", "early", "late", "later", "earlier", "last", "this", "next", "past", "coming", "following", "previous", "prior", "current", "these", "that", "mid", "fiscal", "fy", "today", "yesterday", "tomorrow", "tonight", "overnight", "now", "currently", "presently", "nowadays", "recently", "lately", "noon", "midnight", "more", "less", "at", "up", "fewer", "as", "year", "year-ago", "year-earlier", "latest", "end", "beginning", "start", "middle", "nineteen", "nearly", "almost", "roughly", "around", "approximately", "another", "half", "several", "few", "many", "some", "numerous", "recent", "countless", "dozens", "number", "final", "first", "every", "each", "once", "twice"]
) | frozenset(
    [*w.MONTHS, *w.WEEKDAYS, *(d + "s" for d in w.WEEKDAYS), *w.SEASONS, *w.ORDINALS, *w.SMALL, *w.ADVERB_SETS, *w.UNITS, *(u + "s" for u in w.UNITS), "centuries"]
)  # fmt: skip


def read_expression(words: Sequence[str], at: int) -> Expression | None:
    """The longest expression that begins at token `at` of the words (as written)."""
    word = words[at]
    if not any(c.isdigit() for c in word):
        first = word.lower().rstrip(".")
        if first not in STARTERS and first.partition("-")[0] not in STARTERS:
            return None
    found = [e for rule in RULES if (e := rule(words, at)) is not None]
    found = [e for e in found if e.end <= len(words) and not _joined_after_article(words, at, e)]
    return max(found, key=lambda e: e.end, default=None)


def _joined_after_article(words: Sequence[str], at: int, e: Expression) -> bool:
    """ "the third-quarter loss", "the 30-day rate": the article is the noun's, not the time's."""
    compared = any(word.startswith("year") for word in words[at + 1 : e.end])
    return words[at].lower() == "the" and not compared and any("-" in word for word in words[at + 1 : e.end])


def year_before(words: Sequence[str], at: int) -> Expression | None:
    """ "the year-ago quarter", "year-earlier", "the latest quarter": as results of companies are compared."""
    i = at + 1 if _low(words, at) == "the" else at
    if _low(words, i) == "latest" and _low(words, i + 1) == "quarter":
        return Expression(i + 2, "DATE", "XXXX", Relative("quarter", -1))
    end = i + 3 if words[i + 1 : i + 2] == ["-"] else i + 1
    if "".join(_low(words, j) for j in range(i, end)) not in {"year-ago", "year-earlier"}:
        return None
    end += _low(words, end) in {"period", "quarter", "half"}
    return Expression(end, "DATE", "XXXX", Relative("year", -1))


def ended_unit(words: Sequence[str], at: int) -> Expression | None:
    """ "The quarter ended Sept. 30", "the fiscal year ending in June": a length, which the date after it places."""
    i = at + 1 if _low(words, at) == "the" else at
    i += _low(words, i) in {"fiscal", "financial", "full"}
    unit = _low(words, i)
    if unit not in {"quarter", "year", "half", "month", "week"} or _low(words, i + 1) not in {
        "ended",
        "ending",
    }:
        return None
    return Expression(i + 1, "DURATION", "P6M" if unit == "half" else f"P1{w.UNITS[unit]}")


def edge(words: Sequence[str], at: int) -> Expression | None:
    """ "the end of November", "the beginning of last year": of the whole that it is a part of."""
    i = at + 1 if _low(words, at) == "the" else at
    if _low(words, i) not in {"end", "beginning", "start", "middle"} or _low(words, i + 1) != "of":
        return None
    whole = read_expression(words, i + 2) if i + 2 < len(words) else None
    return whole if whole is not None and whole.kind == "DATE" and not whole.value.endswith("_REF") else None


def year_in_words(words: Sequence[str], at: int) -> Expression | None:
    """ "nineteen ninety-six", "twenty seventeen", as broadcasts write it out."""
    century = {"nineteen": 1900, "twenty": 2000}.get(_low(words, at))
    if century is None:
        return None
    tens, _, unit = _low(words, at + 1).partition("-")
    end = at + 2
    if not unit and _low(words, end) == "-":
        unit, end = _low(words, end + 1), end + 2
    two, one = int(w.SMALL.get(tens, 0)), int(w.SMALL.get(unit, 0))
    if two in range(20, 100, 10) and one in range(10) and bool(unit) == bool(one):
        return Expression(end, "DATE", str(century + two + one))
    return Expression(end, "DATE", str(century + two)) if 10 <= two < 20 and not unit else None


def _low(words: Sequence[str], at: int) -> str:
    return words[at].lower().rstrip(".") if 0 <= at < len(words) else ""


def _month(words: Sequence[str], at: int) -> int | None:
    word = _low(words, at)
    if word not in w.MONTHS or not words[at][0].isupper():
        return None
    return w.MONTHS[word]


def _weekday(words: Sequence[str], at: int) -> int | None:
    word = _low(words, at)
    if word.endswith("s") and word[:-1] in w.WEEKDAYS and len(word) > 6:
        word = word[:-1]
    if word not in w.WEEKDAYS or not words[at][0].isupper():
        return None
    if (
        word in w.SHORT_WEEKDAYS
        and not words[at].endswith(".")
        and _low(words, at) in {"sun", "sat", "mon", "wed", "thu"}
    ):
        return None
    return w.WEEKDAYS[word]


def _point(words: Sequence[str], at: int) -> int:
    """Skips the full stop after a short month or weekday where it is a token of its own."""
    return at + 1 if at < len(words) and words[at] == "." else at


def _day_number(words: Sequence[str], at: int) -> int | None:
    word = _low(words, at)
    if m := ORDINAL_DAY.match(word):
        return int(m[1]) if 1 <= int(m[1]) <= 31 else None
    return int(word) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def _year(words: Sequence[str], at: int) -> int | None:
    word = words[at] if at < len(words) else ""
    return int(word) if YEAR.match(word) else None


def _comma(words: Sequence[str], at: int) -> int:
    return at + 1 if at < len(words) and words[at] == "," else at


def numeric_date(words: Sequence[str], at: int) -> Expression | None:
    """2017-08-28, 08/28/2017, 28.08.2017, also where the tokeniser took them apart."""
    for size in (1, 3, 5):
        text = "".join(words[at : at + size])
        if m := re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})$", text):
            return _calendar(at + size, int(m[1]), int(m[2]), int(m[3]))
        if m := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$", text):
            year = int(m[3]) + (0 if len(m[3]) == 4 else 1900 if int(m[3]) > 50 else 2000)
            first, second = int(m[1]), int(m[2])
            return _calendar(at + size, year, *((second, first) if first > 12 else (first, second)))
    return None


def _calendar(end: int, year: int, month: int, day: int) -> Expression | None:
    try:
        return Expression(end, "DATE", date(year, month, day).isoformat())
    except ValueError:
        return None


def month_date(words: Sequence[str], at: int) -> Expression | None:
    """ "Aug. 28, 2017", "28 August", "August 2017", "early August", each with a weekday before or not."""
    i = at
    if _low(words, i) in {"early", "late", "mid"}:
        i += 1
        i += 1 if i < len(words) and words[i] in HYPHENS else 0
    if (weekday := _weekday(words, i)) is not None:
        following = _comma(words, _point(words, i + 1))
        if _starts_month(words, following) and weekday:
            i = following
    i += 1 if _low(words, i) == "the" and _day_number(words, i + 1) else 0
    day = _day_number(words, i)
    if day is not None:
        after = i + 2 if _low(words, i + 1) == "of" else i + 1
        if (month := _month(words, after)) is None:
            return None
        return _month_tail(words, _point(words, after + 1), month, day)
    month = _month(words, i)
    if month is None or (_low(words, i) == "may" and i == at and not _may_is_month(words, i)):
        return None
    after = _point(words, i + 1) if _low(words, i) in w.SHORT_MONTHS else i + 1
    day = _day_number(words, after)
    if day is not None and not (after + 1 < len(words) and words[after + 1] in {"%", "percent", "million"}):
        return _month_tail(words, after + 1, month, day)
    return _month_tail(words, after, month, None)


def _starts_month(words: Sequence[str], at: int) -> bool:
    return _month(words, at) is not None or (
        _day_number(words, at) is not None and _month(words, at + 1) is not None
    )


def _may_is_month(words: Sequence[str], at: int) -> bool:
    return (
        _day_number(words, at + 1) is not None
        or _year(words, at + 1) is not None
        or _low(words, at - 1)
        in {
            "in",
            "last",
            "next",
            "since",
            "by",
            "until",
            "of",
            "this",
            "early",
            "late",
            "from",
            "to",
            "and",
            "during",
            "mid",
        }
    )


def _month_tail(words: Sequence[str], at: int, month: int, day: int | None) -> Expression | None:
    year_at = _comma(words, at)
    year_at += 1 if _low(words, year_at) == "of" and day is None else 0
    year = _year(words, year_at)
    if year is not None and not (day is None and year_at > at and words[at] == ","):
        if day is None:
            return Expression(year_at + 1, "DATE", f"{year}-{month:02d}")
        return _calendar(year_at + 1, year, month, day)
    if (away := _years_away(words, at)) is not None:
        relative = Relative("year", away, 0, f"-{month:02d}" + (f"-{day:02d}" if day else ""))
        return Expression(at + 2, "DATE", "XXXX" + relative.suffix, relative)
    value = f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
    return Expression(at, "DATE", value, Relative("monthday", month * 100 + (day or 0), NEAR))


def _years_away(words: Sequence[str], at: int) -> int | None:
    """ "last year" after a month."""
    if _low(words, at + 1) != "year":
        return None
    return {"last": -1, "this": 0, "next": 1}.get(_low(words, at))


def weekday(words: Sequence[str], at: int) -> Expression | None:
    """ "Wednesday", "last Monday night", "early on Tuesday", "Mondays" (a set)."""
    i, direction = at, NEAR
    if _low(words, i) in {"early", "late"}:
        i += 1
    if _low(words, i) in {"last", "past", "next", "this", "coming", "following", "previous"}:
        direction = {"last": -2, "past": -1, "previous": -2, "next": 1, "coming": 1, "following": 1}.get(
            _low(words, i), 0
        )
        i += 1
    number = _weekday(words, i)
    if number is None:
        return None
    if words[i].lower().endswith("days"):
        return Expression(i + 1, "SET", f"XXXX-WXX-{number}")
    end = _point(words, i + 1) if _low(words, i) in w.SHORT_WEEKDAYS else i + 1
    part = w.DAYPARTS.get(_low(words, end), "")
    relative = Relative("weekday", number, max(-1, direction), part)
    if part:
        return Expression(end + 1, "TIME", f"XXXX-WXX-{number}{part}", relative)
    return Expression(end, "DATE", f"XXXX-WXX-{number}", relative)


def deictic(words: Sequence[str], at: int) -> Expression | None:
    """Today, yesterday, tomorrow, tonight, with a part of the day; now, recently, currently."""
    i = at + 1 if _low(words, at) in {"early", "late"} else at
    word = _low(words, i)
    if word in w.DEICTIC_DAYS:
        part = w.DAYPARTS.get(_low(words, i + 1), "")
        relative = Relative("day", w.DEICTIC_DAYS[word], 0, part)
        return Expression(i + (2 if part else 1), "TIME" if part else "DATE", f"XXXX-XX-XX{part}", relative)
    if word == "tonight" or (word == "overnight" and i == at):
        return Expression(i + 1, "TIME", "XXXX-XX-XXTNI", Relative("day", 0, 0, "TNI"))
    if word in {"this", "that", "last", "the"} and _low(words, i + 1) in w.DAYPARTS and i == at:
        if word in {"that", "the"} or _low(words, i + 1) in {"noon", "midnight"}:
            return None
        part = w.DAYPARTS[_low(words, i + 1)]
        return Expression(
            i + 2, "TIME", f"XXXX-XX-XX{part}", Relative("day", -1 if word == "last" else 0, 0, part)
        )
    if (
        word == "the"
        and _low(words, i + 1) in {"past", "future", "present"}
        and _unit(words, i + 2) is None
        and _low(words, i + 2) in ENDS
    ):
        return Expression(i + 2, "DATE", f"{_low(words, i + 1).upper()}_REF")
    if word in w.PRESENT and i == at:
        return Expression(i + 1, "DATE", "PRESENT_REF")
    if word in w.PAST - {"once"} and i == at:
        return Expression(i + 1, "DATE", "PAST_REF")
    return None


def unit_away(words: Sequence[str], at: int) -> Expression | None:
    """ "last week", "this year", "next month", "the previous quarter", "the past year" (a duration)."""
    i = at + 1 if _low(words, at) in {"the", "early", "late", "earlier", "later"} else at
    word = _low(words, i)
    i += 1 if _low(words, i + 1) in {"fiscal", "calendar", "financial"} else 0
    unit = _low(words, i + 1)
    if word in {"this", "last", "next", "current", "coming", "previous", "prior", "past"} and unit in {
        "week",
        "month",
        "quarter",
        "year",
        "decade",
        "weekend",
        "century",
    }:
        if word == "past" or (word == "last" and _low(words, at) == "the"):
            return Expression(i + 2, "DURATION", f"P1{w.UNITS[unit]}" if unit != "weekend" else "P1WE")
        amount = {"last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1}.get(word, 0)
        return _away(i + 2, unit, amount)
    if word in {"last", "this", "next", "past"} and unit in w.SEASONS:
        direction = {"last": -1, "past": -1, "next": 1}.get(word, 0)
        return Expression(
            i + 2,
            "DATE",
            f"XXXX-{w.SEASON_CODES[w.SEASONS[unit]]}",
            Relative("season", w.SEASONS[unit], direction),
        )
    if word in {"last", "this", "next", "past"} and (month := _month(words, i + 1)) is not None:
        direction = {"last": -1, "past": -1, "next": 1}.get(word, NEAR)
        return Expression(i + 2, "DATE", f"XXXX-{month:02d}", Relative("monthday", month * 100, direction))
    return None


def _away(end: int, unit: str, amount: int) -> Expression | None:
    if unit == "weekend":
        return Expression(end, "DATE", "XXXX-WXX-WE", Relative("week", amount, 0, "-WE"))
    if unit == "century":
        return Expression(end, "DATE", "XX")
    return Expression(end, "DATE", "XXXX", Relative(unit, amount))  # type: ignore[arg-type]


def count_of_units(words: Sequence[str], at: int) -> Expression | None:
    """ "two weeks ago" (a date), "two weeks", "three-year", "more than a decade" (durations), "the past two years"."""
    i = _skip_approximation(words, at)
    recent = _low(words, i) in {"past", "last", "next", "coming", "recent", "previous", "first", "final"}
    if (recent and _low(words, i - 1) == "the") or recent:
        i += 1
    number, i = _number(words, i)
    if number is None:
        return None
    i += (
        1
        if i < len(words)
        and (
            words[i] in HYPHENS
            or _low(words, i) in {"more", "full", "straight", "consecutive", "fiscal", "calendar", "long"}
        )
        else 0
    )
    unit = _unit(words, i)
    if unit is None:
        return None
    end = i + 1
    if _low(words, end) in {"ago", "earlier", "before", "later", "hence"} or (
        _low(words, end),
        _low(words, end + 1),
    ) == ("from", "now"):
        return _shifted(words, end, number, unit)
    if _low(words, end) == "old" or (
        end + 1 < len(words) and words[end] in HYPHENS and _low(words, end + 1) == "old"
    ):
        return None  # an age
    if end + 1 < len(words) and words[end] in HYPHENS and _low(words, end + 1) == "long":
        end += 2
    return Expression(end, "DURATION", _duration(number, unit))


def _skip_approximation(words: Sequence[str], at: int) -> int:
    i = at
    if (_low(words, i), _low(words, i + 1)) in {
        ("more", "than"),
        ("less", "than"),
        ("at", "least"),
        ("up", "to"),
        ("fewer", "than"),
        ("as", "many"),
    }:
        i += 2
    elif _low(words, i) in {"nearly", "almost", "roughly", "around", "approximately", "another"}:
        i += 1
    return i + 1 if _low(words, i) in {"the", "these", "those"} else i


def _number(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """A number, or infinity for a vague one ("several", "recent")."""
    word = _low(words, at)
    if word == "a" and _low(words, at + 1) == "half":
        return 0.5, at + 2
    if word == "half" and _low(words, at + 1) in {"a", "an"}:
        return 0.5, at + 2
    if word in {"a", "an"} and _low(words, at + 1) in {"few", "couple", "dozen"}:
        vague = _low(words, at + 1) == "few"
        end = at + 2 + (_low(words, at + 2) == "of")
        return (float("inf") if vague else w.SMALL[_low(words, at + 1)]), end
    if word in w.VAGUE_NUMBERS or word == "number":
        return float("inf"), at + 1
    if word in {"first"}:
        return None, at
    if FIGURES.match(word) and not YEAR.match(words[at]):
        return _half_more(words, float(word.replace(",", "")), at + 1)
    tens, _, unit = word.partition("-")
    if tens in w.SMALL and unit in w.SMALL:
        return w.SMALL[tens] + w.SMALL[unit], at + 1
    if word in w.SMALL and word != "half":
        number, end = float(w.SMALL[word]), at + 1
        if (
            number >= 20
            and end + 1 < len(words)
            and words[end] in HYPHENS
            and _low(words, end + 1) in w.SMALL
        ):
            return number + w.SMALL[_low(words, end + 1)], end + 2
        return _half_more(words, number, end)
    return None, at


def _half_more(words: Sequence[str], number: float, at: int) -> tuple[float, int]:
    if [_low(words, at + k) for k in range(3)] == ["and", "a", "half"]:
        return number + 0.5, at + 3
    return number, at


def _unit(words: Sequence[str], at: int) -> str | None:
    word = _low(words, at)
    for unit in (word, word.removesuffix("s"), "century" if word == "centuries" else ""):
        if unit in w.UNITS and unit not in {"season", "morning", "afternoon", "evening"}:
            return unit
    return None


def _duration(number: float, unit: str) -> str:
    letter = w.UNITS[unit]
    amount = "X" if number == float("inf") else f"{number:g}"
    if unit == "fortnight":
        amount = "2"
    return f"PT{amount}{letter[1:]}" if letter[0] == "T" else f"P{amount}{letter}"


def _shifted(words: Sequence[str], at: int, number: float, unit: str) -> Expression:
    word = _low(words, at)
    end = at + (2 if word == "from" else 1)
    forward = word in {"later", "from", "hence"}
    if (
        number == float("inf")
        or number != int(number)
        or unit in {"century", "second", "minute", "hour", "night"}
    ):
        if word in {"later", "before", "earlier"}:  # from a time named elsewhere: the length is what is said
            return Expression(end, "DURATION", _duration(number, unit))
        return Expression(end, "DATE", "FUTURE_REF" if forward else "PAST_REF")
    size = {"fortnight": ("week", 2)}.get(unit, (unit, 1))
    amount = int(number) * size[1] * (1 if forward else -1)
    if word in {"later", "hence"}:
        return Expression(end, "DATE", "XXXX")  # counted from a time named before, which is not sought here
    return Expression(end, "DATE", "XXXX", Relative(size[0], amount))  # type: ignore[arg-type]


def year(words: Sequence[str], at: int) -> Expression | None:
    """ "2014", "fiscal 1989", "the 1990s", "early 2016"."""
    i = at
    if _low(words, i) == "the" and DECADE.match(_low(words, i + 1) or ""):
        i += 1
    if _low(words, i) in {"early", "late", "mid"}:
        i += 1
        i += 1 if i < len(words) and words[i] in HYPHENS else 0
    fiscal = _low(words, i) in {"fiscal", "fy"}
    i += 1 if fiscal else 0
    i += 1 if fiscal and _low(words, i) == "year" else 0
    found = _year(words, i)
    if found is not None:
        after = _low(words, i + 1)
        if not fiscal and (
            after
            in {
                "people",
                "feet",
                "miles",
                "dollars",
                "workers",
                "shares",
                "points",
                "tons",
                "jobs",
                "years",
                "to",
            }
            and after != "to"
        ):
            return None
        return Expression(i + 1, "DATE", str(found))
    if i < len(words) and (m := DECADE.match(words[i])):
        text = m[1] if len(m[1]) == 4 else f"19{m[1]}"
        return Expression(i + 1, "DATE", text[:3]) if text[3] == "0" and YEAR.match(text) else None
    return None


def season_or_quarter(words: Sequence[str], at: int) -> Expression | None:
    """ "summer 2016", "the third quarter of 1989", "the first half"."""
    i = at + 1 if _low(words, at) in {"the", "this", "last"} else at
    i += 1 if _low(words, i) in {"early", "late", "mid"} else 0
    if _low(words, i) in w.SEASONS:
        year_at = i + 1 + (_low(words, i + 1) == "of")
        code = w.SEASON_CODES[w.SEASONS[_low(words, i)]]
        if (found := _year(words, year_at)) is not None:
            return Expression(year_at + 1, "DATE", f"{found}-{code}")
        if _low(words, at) == "the" or _low(words, at - 1) in {"in", "this", "during", "by", "since"}:
            return Expression(i + 1, "DATE", f"XXXX-{code}", Relative("season", w.SEASONS[_low(words, i)], 0))
        return None
    before = _year(words, i)  # "the 1988 third quarter"
    i += 1 if before is not None or _low(words, i) == "fiscal" else 0
    i += 1 if _low(words, i) == "-" else 0
    number = w.ORDINALS.get(_low(words, i))
    i += 1 if _low(words, i + 1) == "fiscal" else 0
    i += 1 if i + 2 < len(words) and words[i + 1] in HYPHENS else 0
    if number is None or _low(words, i + 1) not in {"quarter", "half"}:
        return None
    letter = "Q" if _low(words, i + 1) == "quarter" else "H"
    if number > (4 if letter == "Q" else 2):
        return None
    end = i + 2
    if before is not None:
        return Expression(end, "DATE", f"{before}-{letter}{number}")
    year_at = end + (_low(words, end) == "of")
    year_at += _low(words, year_at) == "fiscal"
    if (found := _year(words, year_at)) is not None:
        return Expression(year_at + 1, "DATE", f"{found}-{letter}{number}")
    return Expression(end, "DATE", f"XXXX-{letter}{number}", Relative("year", 0, 0, f"-{letter}{number}"))


def clock(words: Sequence[str], at: int) -> Expression | None:
    """ "3 p.m.", "10:30 GMT", "noon", with a day after or not."""
    text, end = "", at
    for size in (1, 2, 3):
        joined = "".join(words[at : at + size]).lower()
        if m := HOUR.match(joined):
            hour = int(m[1]) % 12 + (12 if m[3] == "p" else 0)
            text, end = f"T{hour:02d}:{m[2] or '00'}", at + size
    if not text and at < len(words) and (m := CLOCK.match(words[at])) and int(m[1]) < 25 and int(m[2]) < 60:
        known = _low(words, at + 1) in w.ZONES or ":" in words[at]
        text, end = (f"T{int(m[1]):02d}:{m[2]}", at + 1) if known else ("", at)
    if not text and _low(words, at) in {"noon", "midnight"}:
        text, end = w.DAYPARTS[_low(words, at)], at + 1
    if not text:
        return None
    end += 1 if end < len(words) and words[end] == "." and _low(words, end + 1) in w.ZONES else 0
    end += 1 if _low(words, end) in w.ZONES else 0
    end += (
        1
        if _low(words, end) == "time" and _low(words, end - 1) in {"local", "eastern", "pacific", "et"}
        else 0
    )
    day_at = end + (_low(words, end) in {"on", "of"})
    day = month_date(words, day_at) or weekday(words, day_at) or deictic(words, day_at)
    if day is not None and day.kind == "DATE" and not day.value.endswith("REF"):
        return replace(day, kind="TIME", value=day.value + text,
                       relative=replace(day.relative, suffix=text) if day.relative else None)  # fmt: skip
    return Expression(end, "TIME", f"XXXX-XX-XX{text}", Relative("day", 0, 0, text))


def repeated(words: Sequence[str], at: int) -> Expression | None:
    """ "every day", "each Monday", "twice a week", "daily"."""
    word = _low(words, at)
    if word in {"every", "each"}:
        if (number := _weekday(words, at + 1)) is not None:
            return Expression(at + 2, "SET", f"XXXX-WXX-{number}")
        if (unit := _unit(words, at + 1)) is not None:
            return Expression(at + 2, "SET", _duration(1, unit))
        number_of, after = _number(words, at + 1)
        if number_of is not None and (unit := _unit(words, after)) is not None:
            return Expression(after + 1, "SET", _duration(number_of, unit))
        return None
    if (
        word in {"once", "twice"}
        and _low(words, at + 1) in {"a", "per"}
        and (unit := _unit(words, at + 2)) is not None
    ):
        return Expression(at + 3, "SET", _duration(1, unit))
    if word in w.ADVERB_SETS:
        return Expression(at + 1, "SET", w.ADVERB_SETS[word])
    return None


def vague_span(words: Sequence[str], at: int) -> Expression | None:
    """ "recent weeks", "in years", "for decades", "the past few days"."""
    word = _low(words, at)
    i = at + 1 if word in {"the", "these"} else at
    if (
        _low(words, i) in {"recent", "past", "coming"}
        and (unit := _unit(words, i + 1))
        and _low(words, i + 1).endswith("s")
    ):
        return Expression(i + 2, "DURATION", _duration(float("inf"), unit))
    if (
        word.endswith("s")
        and (unit := _unit(words, at))
        and _low(words, at - 1) in {"for", "in", "of", "after", "within"}
    ):
        return Expression(at + 1, "DURATION", _duration(float("inf"), unit)) if unit != "second" else None
    return None


RULES: tuple[Rule, ...] = (
    numeric_date, month_date, weekday, deictic, unit_away, count_of_units, year, season_or_quarter, clock, repeated, vague_span, edge, year_in_words, year_before, ended_unit,
)  # fmt: skip
