"""How many of what: numbers with their bounds, their unit and the things they count."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from consilience.model import Quantity, TimeMention
from consilience.reading.amounts import Amount, amounts
from consilience.reading.counted import (
    counted_noun,
    counted_phrase,
    governor_of,
    implied_noun,
    is_remaining,
    narrowing_words,
)
from consilience.reading.no_counts import is_no_count
from consilience.reading.parsed import Parsed
from consilience.reading.quantity_words import DURATIONS, MEASURES


def find_quantities(parsed: Parsed, times: Sequence[TimeMention]) -> tuple[Quantity, ...]:
    """Counts, money, percentages and measures with what they count.

    Left out are numbers inside times, ages, ordinals, scores, addresses, and numbers that are names.
    """
    doc = parsed.doc
    taken = [(t.start, t.end) for t in times]
    quantities = []
    for found in amounts(doc, parsed.columns.lowers):
        start, end = doc[found.start].idx, doc[found.end - 1].idx + len(doc[found.end - 1])
        if any(start < b and a < end for a, b in taken) or is_no_count(doc, found):
            continue
        counted = counted_noun(doc, found)
        if counted is not None and counted.lemma_.lower() in DURATIONS and found.unit in {None, "fraction"}:
            continue
        quantities.append(_quantity(doc, found, counted, start, end))
    return tuple(quantities)


def _quantity(doc: Doc, found: Amount, counted: Token | None, start: int, end: int) -> Quantity:
    anchor = counted if counted is not None else doc[found.number.end - 1]
    verb, role = governor_of(anchor, found)
    unit = found.unit
    if unit is None and counted is not None and counted.lemma_.lower() in MEASURES:
        unit = counted.lemma_.lower()
    return Quantity(
        start=start, end=end, value=found.value, low=found.low, high=found.high,
        of=counted_phrase(doc, counted, found) if counted is not None else None,
        unit=unit,
        head=counted.lemma_.lower() if counted is not None else implied_noun(verb, role),
        modifiers=narrowing_words(counted, found, verb) if counted is not None else (),
        verb=verb.lemma_.lower() if verb is not None else None,
        role=role,
        negated=verb is not None and any(c.lower_ in {"not", "n't", "n’t", "never"} for c in verb.children),
        remaining=is_remaining(anchor, verb),
    )  # fmt: skip
