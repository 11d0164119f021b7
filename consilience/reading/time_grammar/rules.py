"""The rules of the grammar together: the longest expression at a position."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
from consilience.reading.time_grammar.days import EARLIER, from_today, mid_day_part, weekday, weekend
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
    AWAY,
    FORE,
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
    found = [e for rule in rules_at(words, at) if (e := rule(words, at)) is not None]
    found = [e for e in found if at < e.end <= len(words) and not _joined_after_article(words, at, e)]
    return max(found, key=lambda e: e.end, default=None)


def rules_at(words: Words, at: int) -> tuple[Rule, ...]:
    """The rules that may find something at a token, by that token alone."""
    first = words.low[at]
    if first.isalpha():
        return BY_WORD.get(first, ())
    return OF_FIGURES if first[:1] in FIGURES else RULES


def openings(words: Words) -> list[int]:
    """Where expressions may begin, by single words: what most words fail on is asked first."""
    return [at for at, word in enumerate(words.low) if word in OPENINGS or not word.isalpha()]


def _may_begin(words: Words, at: int) -> bool:
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


_PARTS = frozenset(["early", "late", "mid"])
_DAYS = frozenset([*w.WEEKDAYS, *(d + "s" for d in w.WEEKDAYS)])
_UNITS = frozenset([*w.UNITS, *(u + "s" for u in w.UNITS), "centuries"])
_NUMBERS = frozenset(["half", *w.VAGUE_NUMBERS, *w.COUNTED, *w.SCALES, *w.SMALL, *w.TENS])
_DIRECTED = frozenset(["the", *w.DIRECTIONS])
BEGINNINGS: dict[Rule, Iterable[str]] = {  # the words, of letters alone, with which each rule may begin
    year_before: ["the", "a", "one", "comparable", "year"],
    numeric_date: [],
    month_date: ["the", *_PARTS, *_DAYS, *w.ORDINALS, *w.MONTHS],
    day_in_range: w.ORDINALS,
    weekday: [*EARLIER, *_DIRECTED, *_DAYS],
    from_today: [*EARLIER, *w.DEICTIC_DAYS, "tonight", "overnight", "this", "last"],
    mid_day_part: ["mid"],
    weekend: _DIRECTED,
    month_away: ["early", "late", *w.DIRECTIONS],
    unit_away: [*FORE, *AWAY],
    unit_named: ["the", "earlier", "later", "early", "late", *LIKE_THAT],
    part_of_day: ["the"],
    reference: ["the", "right", "these", *w.PRESENT, *w.PAST],
    length: ["the", "these", "those", *(first for first, _ in ROUGHLY_TWO), *ROUGHLY, *SPANS, *_NUMBERS],
    vague_length: ["the", "these", "recent", "past", "coming", *_UNITS],
    day_long: _UNITS,
    year: ["the", *_PARTS, "fiscal", "fy", "two", "nineteen", "twenty"],
    years_across: ["the", *w.YEAR_KINDS],
    decade: ["the", *_PARTS],
    century: ["the", *_PARTS, *w.ORDINALS],
    holiday: [*w.DIRECTIONS, *FIRST_WORDS],
    season: [*_DIRECTED, *_PARTS, *w.SEASONS],
    quarter: ["the", "fiscal", *w.THIS_LAST_NEXT, *w.ORDINALS, *HALVES],
    year_quarter: ["the", "corresponding", "comparable", "same", "like", *w.THIS_LAST_NEXT],
    year_period: ["the"],
    period_itself: ["the"],
    ended_unit: ["the", "fiscal", "financial", "full", "year", "half", "month", "week"],
    whole_year: ["the", "full", "whole", "entire", "fiscal", "calendar", "year"],
    clock: ["noon", "midnight", "midday"],
    repeated: ["every", "each", "once", "twice", *w.ADVERB_SETS],
    edge: ["the", "half", *EDGES, *HALVES],
}
RULES = tuple(BEGINNINGS)
BY_WORD = {
    word: tuple(rule for rule in RULES if word in BEGINNINGS[rule])
    for word in {word for words in BEGINNINGS.values() for word in words}
}
FIGURES = frozenset("0123456789")
OF_FIGURES = (
    numeric_date, month_date, day_in_range, length, year, years_across, decade, century, quarter, clock
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
OPENINGS = STARTERS | OPENERS
FOLLOWERS = frozenset(
    [
        *STARTERS, *BETWEEN, *HYPHENS, *HALVES, *LIKE_THAT, *w.FRACTIONS, *w.DECADES, "number", "handful", "to", "or", "and",
        "than", "least", "near", "short", "future", "present", "just-ended", "most", "period", "whole", "entire", "'", "’", "‘",
    ]
)  # fmt: skip
