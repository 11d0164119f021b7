"""A report with its parse: what every layer of reading is given."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.attrs import LEMMA, LOWER, ORTH, POS
from spacy.tokens import Doc

from consilience.model import Report, Span


@dataclass(frozen=True, slots=True)
class Columns:
    """What each token of a text is, as plain strings.

    To run through these is many times cheaper than to ask token after token: a layer finds here the few it looks at.
    """

    texts: list[str]
    lowers: list[str]
    lemmas: list[str]  # in lower case
    parts: list[str]  # of speech, as Universal Dependencies names them


@dataclass(frozen=True, slots=True)
class Parsed:
    """`doc.text` is `report.text`; `boilerplate` is already known."""

    report: Report
    doc: Doc
    columns: Columns
    boilerplate: tuple[Span, ...] = ()


def columns_of(doc: Doc) -> Columns:
    """The columns of a parsed text."""
    texts, lowers, lemmas, parts = (_strings(doc, attribute) for attribute in (ORTH, LOWER, LEMMA, POS))
    lower = {lemma: lemma.lower() for lemma in set(lemmas)}
    return Columns(texts, lowers, [lower[lemma] for lemma in lemmas], parts)


def _strings(doc: Doc, attribute: int) -> list[str]:
    ids = doc.to_array([attribute]).tolist()
    strings = {i: doc.vocab.strings[i] for i in set(ids)}
    return [strings[i] for i in ids]
