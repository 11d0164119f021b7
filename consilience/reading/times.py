"""Times of a report as TIMEX3, resolved against the report's own date and the times named before in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from consilience.model import TimeMention
from consilience.model.timex import resolve
from consilience.reading.parsed import Parsed
from consilience.reading.time_anchors import SENTENCE, ReportedPeriod, day_before, in_same_year, in_text
from consilience.reading.time_filter import is_time
from consilience.reading.time_grammar import Expression, Words, openings, read_expression
from consilience.reading.time_tense import directed


def find_times(parsed: Parsed) -> tuple[TimeMention, ...]:
    """All time expressions in text order, none inside another.

    Without a report date, what hangs on it keeps X for the unknown part and says in `relative` how it hangs.
    """
    doc = parsed.doc
    published = _day(parsed.report.published)
    found: list[TimeMention] = []
    period = ReportedPeriod(published)
    for at, expression in _expressions(doc, parsed.columns.texts):
        mention = _mention(parsed, at, expression, published, found)
        if expression.anchor == "period":
            mention = period.placed(mention)
        else:
            period.follow(mention)
        found.append(mention)
    return in_same_year(parsed.report.text, found)


def _expressions(doc: Doc, texts: Sequence[str]) -> list[tuple[int, Expression]]:
    words = Words(texts)
    read, end = [], 0
    for at in openings(words):
        expression = read_expression(words, at) if at >= end else None
        if expression is not None and is_time(doc, at, expression):
            read.append((at, expression))
            end = expression.end
    return read


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _mention(
    parsed: Parsed, at: int, e: Expression, published: date | None, found: Sequence[TimeMention]
) -> TimeMention:
    doc, text = parsed.doc, parsed.report.text
    start, last = doc[at].idx, doc[e.end - 1]
    end = last.idx + len(last)
    if e.anchor == "text":
        return TimeMention(start, end, *in_text(e, found, start))
    if (
        e.anchor == "near"
        and e.relative
        and (day := day_before(e.relative, found, start, _reach(text, start)))
    ):
        return TimeMention(start, end, e.kind, resolve(e.relative, day))
    relative = directed(doc[at : e.end], e.relative) if e.relative else None
    value = resolve(relative, published) if relative and published else e.value
    return TimeMention(start, end, e.kind, value, relative)


def _reach(text: str, at: int) -> int:
    """How far back a clock time looks for its day: within its paragraph."""
    return min(SENTENCE, at - text.rfind("\n", 0, at))
