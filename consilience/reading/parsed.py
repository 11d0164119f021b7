"""A report with its parse: what every layer of reading is given."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from consilience.model import Report, Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """`doc.text` is `report.text`; `boilerplate` is already known."""

    report: Report
    doc: Doc
    boilerplate: tuple[Span, ...] = ()
