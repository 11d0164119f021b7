"""How an estimate words numbers and who gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilience.model import FigureValue
from consilience.model.words import bounded_words, list_words
from consilience.profiles.estimate import Given, Inputs


def given_words(given: Iterable[Given]) -> str:
    """Each value with its origins: "8 (coast guard), 9 (AP and police)"."""
    by_value: dict[str, list[str]] = {}
    for one in given:
        by_value.setdefault(_bounded(one.value), []).append(one.origin)
    return ", ".join(f"{said} ({list_words(who)})" for said, who in by_value.items())


def left_out_words(inputs: Inputs) -> str:
    """What counts for nothing, as sentences after others."""
    rejected = _with_origins(inputs.rejected)
    uncounted = _with_origins(inputs.uncounted)
    said = f" Left out, as rejected: {rejected}." if rejected else ""
    return said + (f" Left out, without a number in this unit: {uncounted}." if uncounted else "")


def _with_origins(values: Sequence[FigureValue]) -> str:
    return ", ".join(
        f"{_bounded(value)} ({list_words(sorted({e.origin or 'nobody named' for e in value.evidence}))})"
        for value in values
    )


def _bounded(value: FigureValue) -> str:
    return bounded_words(value.value, value.low, value.high)
