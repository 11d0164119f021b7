"""Weeds out numbers and words that only look like times, by what stands around them."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from consilience.reading.time_grammar import Expression
from consilience.reading.time_grammar.words import WEEKDAYS

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
        "the",
        "a",
        "that",
        "this",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "'s",
        "’s",
    ]
)
YEAR_ROLES = frozenset(["obl", "nmod", "obl:unmarked", "nmod:unmarked", "root", "compound"])
RATE_UNITS = frozenset(["year", "month", "week", "day", "night", "hour", "quarter"])
PER = frozenset(["%", "percent", "million", "billion", "cents", "dollars"])


def is_time(doc: Doc, at: int, e: Expression) -> bool:
    """Whether the expression at token `at` is one of time in its sentence."""
    first, before = doc[at], doc[at - 1] if at else None
    size = e.end - at
    if size == 1 and len(e.value) == 4 and e.value.isdecimal():
        return _is_year(first, before)
    if first.lower_ == "may" or (size == 1 and first.lower_ == "march"):
        return first.pos_ == "PROPN" or size > 1
    if first.lower_ in {"second", "once"} and size == 1:
        return False
    if first.lower_ == "now" and first.dep_ == "discourse":
        return False
    if e.kind == "DURATION" and size == 2 and first.lower_ in {"a", "an"} and _is_rate(doc[at + 1], before):
        return False
    after = doc[e.end : e.end + 2].text.lower().split()
    if e.kind == "DURATION" and doc[e.end : e.end + 3].text.lower().startswith("-to-"):
        return False  # "day-to-day"
    if e.kind == "DURATION" and after[:1] == ["a"] and after[-1] in RATE_UNITS:
        return False  # "24 hours a day"
    return not _is_name(first, e, size)


def _is_year(first: Token, before: Token | None) -> bool:
    bare = before is None or before.lower_ in YEAR_CUES or before.is_space or before.is_punct
    if bare:
        return True
    if first.dep_ == "nummod" and first.head.i > first.i:
        return False
    return first.dep_ in YEAR_ROLES or (before is not None and before.pos_ in {"PROPN", "VERB"})


def _is_rate(unit: Token, before: Token | None) -> bool:
    """ "$3 million a year", "four flights a week", "24 hours a day": how much, not how long."""
    if before is None or unit.lower_ not in RATE_UNITS:
        return False
    counted = before.like_num or any(c.like_num for c in before.children)
    return before.lower_ in PER or counted


def _is_name(first: Token, e: Expression, size: int) -> bool:
    """A person ("April"), a title ("60 Minutes"), a newspaper ("USA Today")."""
    if first.ent_type_ == "PERSON" and (first.lower_ in WEEKDAYS or (e.kind == "DATE" and size == 1)):
        return True
    if e.value.endswith("_REF") and first.ent_type_:
        return first.ent_type_ in {"ORG", "PERSON", "MISC"}
    if e.relative is not None and e.relative.unit in {"day", "week"} and first.ent_type_ in {"ORG", "MISC"}:
        return True
    if e.kind == "SET":
        return first.ent_type_ in {"ORG", "MISC"} or (
            size == 1 and first.pos_ != "ADV" and first.dep_ == "compound"
        )
    return e.kind == "DURATION" and first.doc[first.i + size - 1].text[:1].isupper() and first.text.isdigit()
