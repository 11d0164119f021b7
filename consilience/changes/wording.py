"""The words of a change: lists of names, values with who gives them, counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consilience.changes.compared import Compared
from consilience.model import Evidence, Figure, FigureValue

LONGEST = 160  # characters of what is told, before it is cut at a word
MARKS = '“”„«»" \n'
NAMED = 3  # origins by name; the rest are counted


def listed(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(number: int, noun: str) -> str:
    """ "1 event", "2 events"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def few(names: Sequence[str]) -> str:
    """Names, the first three of many: "A, B, C and 2 others"."""
    rest = len(names) - NAMED
    return listed([*names[:NAMED], counted(rest, "other")]) if rest > 1 else listed(names)


def clipped(text: str) -> str:
    """What is told, on one line and without a stop at its end, cut at a word where it is long."""
    text = " ".join(text.split()).rstrip(".;:, ")
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0].rstrip(".;:, ") + " …"


def quoted(text: str) -> str:
    """What is told in quotation marks, without marks of its own."""
    return f"“{clipped(text.strip(MARKS))}”"


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
    return listed(list(dict.fromkeys(value_words(value, compared) for value in figure.values)), "or")


def opened(sentence: str) -> str:
    """The sentence with a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]
