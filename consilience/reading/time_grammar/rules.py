"""The rules of the grammar together: the longest expression at a position."""

from __future__ import annotations

import re

from consilience.model.timex import Relative
from consilience.reading.time_grammar import words as w
from consilience.reading.time_grammar.clock import clock
from consilience.reading.time_grammar.dates import (
    century,
    day_in_range,
    decade,
    month_date,
    numeric_date,
    year,
    year_period,
    years_across,
)
from consilience.reading.time_grammar.days import from_today, mid_day_part, weekday, weekend
from consilience.reading.time_grammar.expression import Expression, Rule
from consilience.reading.time_grammar.holidays import FIRST_WORDS, holiday
from consilience.reading.time_grammar.lengths import (
    BETWEEN,
    ROUGHLY,
    ROUGHLY_TWO,
    SPANS,
    day_long,
    length,
    vague_length,
)
from consilience.reading.time_grammar.parts_of_year import (
    ended_unit,
    period_itself,
    quarter,
    season,
    whole_year,
    year_before,
    year_quarter,
)
from consilience.reading.time_grammar.references import (
    LIKE_THAT,
    UNITS,
    month_away,
    part_of_day,
    reference,
    unit_away,
    unit_named,
)
from consilience.reading.time_grammar.sets import repeated
from consilience.reading.time_grammar.tokens import HYPHENS, Words, low

EDGES = frozenset(["end", "beginning", "start", "middle"])
HALVES = frozenset(["first", "second", "last", "latter", "better"])
PART_OF_YEAR = re.compile(r"-[QH]\d$")


def read_expression(words: Words, at: int) -> Expression | None:
    """The longest expression that begins at token `at` of the words (as written)."""
    if not _may_begin(words, at):
        return None
    found = [e for rule in RULES if (e := rule(words, at)) is not None]
    found = [e for e in found if at < e.end <= len(words) and not _joined_after_article(words, at, e)]
    return max(found, key=lambda e: e.end, default=None)


def _may_begin(words: Words, at: int) -> bool:
    """Whether a rule may find something at a token: what most tokens fail on is asked first."""
    first = words.low[at]
    if first in OPENERS:
        return at + 1 < len(words) and _is_known(words, at + 1, FOLLOWERS)
    return _is_known(words, at, STARTERS)


def _is_known(words: Words, at: int, known: frozenset[str]) -> bool:
    word = words.low[at]
    if word in known:
        return True
    return not word.isalpha() and (word.partition("-")[0] in known or any(c.isdigit() for c in words[at]))


def _joined_after_article(words: Words, at: int, e: Expression) -> bool:
    """ "the third-quarter loss", "the 30-day rate": the article is the noun's, not the time's."""
    if (
        low(words, at) != "the"
        or e.anchor == "period"
        or not (e.kind == "DURATION" or PART_OF_YEAR.search(e.value))
    ):
        return False
    return any("-" in word for word in words[at + 1 : e.end])


def edge(words: Words, at: int) -> Expression | None:
    """ "the end of November", "the last half of the 1980s": of the whole that it is a part of."""
    i = at + 1 if low(words, at) == "the" else at
    i += 1 if low(words, i) in HALVES and low(words, i + 1) == "half" else 0
    edged = low(words, i) in EDGES or (low(words, i) == "half" and low(words, i - 1) in HALVES)
    if not edged or low(words, i + 1) != "of" or i + 2 >= len(words):
        return None
    whole = _named_whole(words, i + 2) or read_expression(words, i + 2)
    return whole if whole is not None and whole.kind == "DATE" and not whole.value.endswith("_REF") else None


def _named_whole(words: Words, at: int) -> Expression | None:
    """ "the end of the month", "the end of the year": the one that the report is in."""
    unit = next((u for u in UNITS if u == low(words, at + 1)), None)
    if low(words, at) != "the" or unit is None:
        return None
    return Expression(at + 2, "DATE", "XXXX", Relative(unit, 0))


RULES: tuple[Rule, ...] = (
    year_before, numeric_date, month_date, day_in_range, weekday, from_today, mid_day_part, weekend, month_away, unit_away, unit_named,
    part_of_day, reference, length, vague_length, day_long, year, years_across, decade, century, holiday, season,
    quarter, year_quarter, year_period, period_itself, ended_unit, whole_year, clock, repeated, edge,
)  # fmt: skip
STARTERS = frozenset(
    [
        *w.MONTHS, *w.WEEKDAYS, *(d + "s" for d in w.WEEKDAYS), *w.SEASONS, *w.ORDINALS, *w.SMALL, *w.TENS, *w.SCALES, *w.COUNTED,
        *w.ADVERB_SETS, *w.UNITS, *(u + "s" for u in w.UNITS), *w.DAYPARTS, *w.DIRECTIONS, *w.VAGUE_NUMBERS, *w.PRESENT, *w.PAST,
        *w.DEICTIC_DAYS, *EDGES, *FIRST_WORDS, *ROUGHLY, *SPANS, *(first for first, _ in ROUGHLY_TWO), "the", "these", "early",
        "late", "later", "earlier", "mid", "that", "prior", "current", "fiscal", "fy", "tonight", "overnight", "year", "year-ago",
        "year-earlier", "half", "every", "each", "once", "twice", "right", "corresponding", "comparable", "same", "like", *w.YEAR_KINDS,
    ]
)  # fmt: skip
OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "that",
        "this",
        "these",
        "as",
        "at",
        "more",
        "less",
        "up",
        "some",
        "like",
        "another",
        "one",
    ]
)  # no time by themselves
FOLLOWERS = frozenset(
    [
        *STARTERS, *BETWEEN, *HYPHENS, *HALVES, *LIKE_THAT, *w.FRACTIONS, *w.DECADES, "number", "handful", "to", "or", "and",
        "than", "least", "near", "short", "future", "present", "just-ended", "most", "period", "whole", "entire", "'", "’", "‘",
    ]
)  # fmt: skip
