"""Times of a report as TIMEX3, resolved against the report's own date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from consilience.model import TimeMention
from consilience.model.timex import Relative, resolve
from consilience.reading.parsed import Parsed
from consilience.reading.time_grammar import Expression, read_expression
from consilience.reading.time_words import WEEKDAYS

QUARTER = re.compile(r"-[QH]\d$")
YEAR_BEFORE = re.compile(r"(?:the |a )?year[ -]?(?:earlier|ago|before)(?: (?:period|quarter|half))?")
COMPARED_WITHIN = 600  # characters: a paragraph or two of results
FUTURE = frozenset(["will", "wo", "'ll", "’ll", "shall"])
YEAR_CUES = frozenset(
    [
        "in",
        "since",
        "by",
        "of",
        "from",
        "until",
        "till",
        "to",
        "during",
        "early",
        "late",
        "mid",
        "after",
        "before",
        "between",
        "and",
        "through",
        "for",
        "around",
        "about",
        "circa",
        "(",
        ",",
        "spring",
        "summer",
        "fall",
        "autumn",
        "winter",
        "fiscal",
        "-",
        "–",
    ]
)


def find_times(parsed: Parsed) -> tuple[TimeMention, ...]:
    """All time expressions in text order, none inside another.

    Without a report date, what hangs on it keeps X for the unknown part and says in `relative` how it hangs.
    """
    doc = parsed.doc
    words = [t.text for t in doc]
    published = _day(parsed.report.published)
    found, at = [], 0
    while at < len(words):
        expression = None if doc[at].is_space else read_expression(words, at)
        if expression is None or expression.end <= at or not _plausible(doc, at, expression):
            at += 1
            continue
        found.append(_mention(doc, at, expression, published))
        at = expression.end
    return tuple(_compared(parsed.report.text, found, published))


def _compared(text: str, found: Sequence[TimeMention], published: date | None) -> Iterator[TimeMention]:
    """ "A year earlier" beside a quarter or half named just before is that quarter of the year before."""
    quarter: TimeMention | None = None
    for mention in found:
        if QUARTER.search(mention.value) and mention.relative and mention.relative.unit == "year":
            quarter = mention
        elif (
            quarter is not None
            and quarter.relative is not None
            and mention.start - quarter.end <= COMPARED_WITHIN
            and YEAR_BEFORE.fullmatch(" ".join(text[mention.start : mention.end].lower().split()))
        ):
            relative = replace(quarter.relative, amount=quarter.relative.amount - 1)
            value = resolve(relative, published) if published else f"XXXX{relative.suffix}"
            mention = replace(mention, type="DATE", value=value, relative=relative)
        yield mention


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _plausible(doc: Doc, at: int, e: Expression) -> bool:
    """Weeds out numbers and words that only look like times."""
    first = doc[at]
    before = doc[at - 1] if at else None
    if e.end - at == 1 and len(e.value) == 4 and e.value.isdecimal():
        bare = before is None or before.lower_ in YEAR_CUES or before.is_space or before.is_punct
        if first.dep_ == "nummod" and first.head.i > at and not bare:
            return False
        return bool(
            bare
            or first.dep_ in {"obl", "nmod", "obl:unmarked", "nmod:unmarked", "root", "compound"}
            or (before is not None and before.pos_ in {"PROPN", "VERB"})
        )
    if first.lower_ == "may" or (e.end - at == 1 and first.lower_ == "march"):
        return first.pos_ == "PROPN" or e.end - at > 1
    if first.ent_type_ == "PERSON" and e.kind == "DATE" and e.end - at == 1:
        return False
    if e.kind == "SET" and e.end - at == 1 and first.pos_ != "ADV" and first.dep_ == "compound":
        return False
    if first.lower_ in {"second", "once"} or (first.lower_ == "now" and first.dep_ == "discourse"):
        return False
    if e.value.endswith("_REF") and first.ent_type_ in {"ORG", "PERSON", "MISC"}:
        return False
    if e.kind == "SET" and first.ent_type_ in {"ORG", "MISC"}:
        return False
    return not (first.lower_ in WEEKDAYS and first.ent_type_ == "PERSON")


def _mention(doc: Doc, at: int, e: Expression, published: date | None) -> TimeMention:
    last = doc[e.end - 1]
    relative = _directed(doc[at : e.end].root, e.relative) if e.relative else None
    value = resolve(relative, published) if relative and published else e.value
    return TimeMention(doc[at].idx, last.idx + len(last), e.kind, value, relative)


ENDED = {"ended": -1, "since": -1, "dated": -1, "ending": 1, "until": 1}


def _directed(token: Token, relative: Relative) -> Relative:
    """Before or after the report's date, by the tense of the clause where the words do not say.

    A day of the month is the nearest, whatever the tense.
    """
    before = token.doc[token.left_edge.i - 1].lower_ if token.left_edge.i > 0 else ""
    if relative.unit == "monthday" and relative.direction == 0 and before in ENDED:
        return replace(relative, direction=ENDED[before])
    if relative.unit != "weekday" or relative.direction != 0:
        return relative
    return replace(relative, direction=_tense(token))


def _tense(token: Token) -> int:
    """+1 in a clause about the future, -1 in one about the past, 0 where neither shows."""
    at = token
    for _ in range(12):
        if at.pos_ in {"VERB", "AUX"}:
            helpers = {c.lower_ for c in at.children if c.dep_ in {"aux", "aux:pass", "cop"}}
            if helpers & FUTURE:
                return 1
            if (
                at.tag_ in {"VBD"}
                or helpers & {"had", "was", "were", "did"}
                or (at.tag_ == "VBN" and not helpers)
            ):
                return -1
            if helpers & {"has", "have"} or at.tag_ == "VBN":
                return -1
            if at.tag_ == "VB" and any(c.lower_ == "to" for c in at.children):
                return (
                    1
                    if at.head.lemma_
                    in {
                        "plan",
                        "expect",
                        "schedule",
                        "set",
                        "due",
                        "intend",
                        "begin",
                        "want",
                        "hope",
                        "agree",
                    }
                    else _tense_above(at)
                )
            if at.tag_ in {"VBZ", "VBP"}:
                return 0
        if at.head == at:
            return -1 if at.pos_ not in {"VERB", "AUX"} else 0
        at = at.head
    return 0


def _tense_above(token: Token) -> int:
    return 0 if token.head == token else _tense(token.head)
