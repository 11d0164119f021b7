"""How figures, countries and standings are said to a reader, the same on the page and in the terminal."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from consilience.model import Figure, FigureValue, Standing
from consilience.model.words import bounded_words, count_words, list_words

_LOCALE = Locale("en", "GB")
_UNCOUNTED = {"%": "%", "percent": "%"}
_IRREGULAR = {"foot": "feet", "inch": "inches", "fraction": ""}


@cache
def country_name(code: str | None) -> str | None:
    """The English name of an ISO 3166-1 alpha-2 country code; anything else is given back unchanged."""
    return _LOCALE.territories.get(code, code) if code else None


def origin_words(standing: Standing) -> str:
    """The origins by name, the first three of many: "from A and B"."""
    first, rest = list(standing.origins[:3]), len(standing.origins) - 3
    if not first:
        return "no origin named"
    return "from " + (
        f"{', '.join(first)} and {count_words(rest, 'other')}" if rest > 0 else list_words(first)
    )


def standing_words(standing: Standing) -> str:
    """How widely a statement is carried and on how many independent origins it rests, in a few words."""
    origins = count_words(len(standing.origins), "origin")
    return f"{origins}, {count_words(standing.outlets, 'outlet')}"


def value_words(value: FigureValue, unit: str | None = None) -> str:
    """The number with its bounds: "17", "at least 300", "up to 40", "about 300", "20–30"."""
    said = bounded_words(value.value, value.low, value.high)
    if unit is None:
        return said
    if unit in _UNCOUNTED:
        return said + _UNCOUNTED[unit]
    if re.fullmatch("[A-Z]{3}", unit):
        return f"{unit} {said}"
    return f"{said} {_IRREGULAR.get(unit, unit if said == '1' else unit + 's')}".strip()


def figure_words(figure: Figure, value: FigureValue) -> str:
    """A figure's value; without its measure where the words for what is counted already name it."""
    unit = figure.unit
    named = unit is not None and re.search(rf"\b{re.escape(unit)}", figure.what, re.IGNORECASE)
    return value_words(value, None if named else unit)


def counted_words(figure: Figure) -> str:
    """What is counted as it follows a number: "buses", "of the 17 buses"."""
    return (
        f"of {figure.what}" if re.match(r"(?i)(?:the|these|those|its|their) ", figure.what) else figure.what
    )
