"""The words of a change: origins by name, what is told, values with who gives them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilience.changes.compared import Compared
from consilience.model import Evidence, Figure, FigureValue
from consilience.model.words import bare_quote, clipped, count_words, list_words

NAMED = 3  # origins by name; the rest are counted


def few(names: Sequence[str]) -> str:
    """Names, the first three of many: "A, B, C and 2 others"."""
    rest = len(names) - NAMED
    return list_words([*names[:NAMED], count_words(rest, "other")]) if rest > 1 else list_words(names)


def quoted(text: str) -> str:
    """What is told in quotation marks, without marks of its own."""
    return f"“{clipped(bare_quote(text))}”"


def origins_of(evidence: Iterable[Evidence]) -> list[str]:
    """The origins of evidence by name, each once."""
    return sorted({e.origin for e in evidence if e.origin})


def count_of(figure: Figure) -> str:
    """What a figure counts, as the subject of a sentence."""
    return f"the {'count' if figure.unit is None else 'figure'} of {clipped(figure.what)}"


def value_words(value: FigureValue, compared: Compared) -> str:
    """A value as the first of its evidence words it: "nine", "at least 30"."""
    said = compared.words(value.evidence[0])
    return said[0].lower() + said[1:] if said[:1].isupper() and said[1:2].islower() else said


def values_words(figure: Figure, compared: Compared) -> str:
    """Every value with who gives it: "nine (AP and Reuters), eight (AFP)"."""
    by_words: dict[str, list[Evidence]] = {}
    for value in figure.values:
        by_words.setdefault(value_words(value, compared), []).extend(value.evidence)
    return ", ".join(f"{said} ({few(origins_of(given))})" for said, given in by_words.items())


def bare_values(figure: Figure, compared: Compared) -> str:
    """The values alone: "nine or eight"."""
    return list_words(list(dict.fromkeys(value_words(value, compared) for value in figure.values)), "or")


def opened(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def stopped(sentence: str) -> str:
    """The sentence with a stop at its end, unless it was cut there."""
    return sentence if sentence.endswith("…") else sentence + "."
