"""Numbers that count nothing: ages, years, numbers in names and lists, "one of the"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from consilience.reading.amounts import Amount
from consilience.reading.numbers import HYPHENS
from consilience.reading.quantity_words import DURATIONS, NUMBERED


def is_no_count(doc: Doc, found: Amount) -> bool:
    """Ages, years, list numbers, "one of the", and numbers that belong to a name."""
    first, last = doc[found.number.start], doc[found.number.end - 1]
    if found.unit is not None:
        return False
    before = first.nbor(-1) if first.i > 0 else None
    after = last.nbor(1) if last.i + 1 < len(doc) else None
    if first.lower_ == "one" and not _counting_one(first):
        return True
    if after is not None and after.lower_ in {"fm", "am", "mhz", "khz"}:
        return True
    if before is not None and before.lower_.rstrip(".") in NUMBERED and before.i == first.i - 1:
        return True
    if first.ent_type_ and (before is not None and before.ent_type_ == first.ent_type_):
        return True
    if (
        before is not None
        and before.tag_ in {"NNP", "NNPS"}
        and first.head.i < first.i
        and first.dep_ != "conj"
    ):
        return True
    if _is_ratio(first, last):
        return True
    if _is_age(first, before, after) or _is_year(first, after):
        return True
    listed = after is None or after.is_space or after.text in {".", ")", ":", "]"}
    return listed and (first.dep_ in {"list", "discourse"} or first.tag_ == "LS")


def _counting_one(token: Token) -> bool:
    if token.dep_ != "nummod":
        return False
    noun = token.head.lemma_.lower()
    return noun not in DURATIONS and noun not in {"thing", "another", "way", "point", "side", "hand"}


def _is_age(first: Token, before: Token | None, after: Token | None) -> bool:
    """ "Jane Doe, 42, said": a number alone between commas after a name; "aged 42"."""
    if before is not None and before.lower_ in {"age", "aged", "ages"}:
        return True
    alone = after is not None and after.text in {",", ")", "."}
    named = (
        before is not None
        and before.text in {",", "("}
        and before.i > 0
        and before.nbor(-1).pos_ in {"PROPN", "NOUN"}
    )
    return (
        alone
        and named
        and first.text.isdecimal()
        and len(first) <= 3
        and first.dep_ not in {"obj", "obl", "nsubj"}
    )


def _is_ratio(first: Token, last: Token) -> bool:
    """ "4 to 1", "a 1-to-10 scale": no number of things."""
    doc = last.doc
    after = [t.text for t in doc[last.i + 1 : last.i + 4] if t.text not in HYPHENS]
    before = [t.text for t in doc[max(0, first.i - 3) : first.i] if t.text not in HYPHENS]
    to_one = after[:1] == ["to"] and after[1:2] == ["1"]
    from_one = after[:1] == ["to"] and first.text == "1"
    of_one = before[-1:] == ["to"] and first.text == "1"
    on_scale = before[-2:] == ["1", "to"]
    return to_one or from_one or of_one or on_scale


def _is_year(first: Token, after: Token | None) -> bool:
    looks = len(first) == 4 and first.text.isdecimal() and 1500 <= int(first.text) <= 2100
    if looks and first.dep_ == "nummod" and first.head.tag_ in {"NN", "NNP"}:
        return True  # "the 2008 primary": a year; 2,008 of something would be many
    return (looks and first.dep_ != "nummod") or (looks and (after is None or not after.is_alpha))
