"""How names, counts and numbers are worded, the same wherever something is said to a reader."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

LONGEST = 160  # characters of what is told within a sentence


def list_words(names: Sequence[str], last: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def count_words(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 report", "4 reports", "no reports"."""
    return f"{number or 'no'} {noun_form(noun, number, plural)}"


def noun_form(noun: str, number: int, plural: str | None = None) -> str:
    """The noun as it follows a number."""
    return noun if number == 1 else plural or noun + "s"


def number_words(number: float) -> str:
    """ "1,200", "6.4": all digits, none after a whole number."""
    exact = Decimal(repr(number))
    return f"{exact.to_integral_value() if exact == exact.to_integral_value() else exact:,f}"


def bounded_words(value: float | None, low: float | None, high: float | None) -> str:
    """A number with its bounds as in Quantity: "17", "at least 300", "up to 40", "about 300", "20–30"."""
    if low is not None and high is not None:
        return number_words(low) if low == high else f"{number_words(low)}–{number_words(high)}"
    if low is not None:
        return f"at least {number_words(low)}"
    if high is not None:
        return f"up to {number_words(high)}"
    return "an unstated number" if value is None else f"about {number_words(value)}"


def clipped(text: str) -> str:
    """What is told, on one line and without a stop at its end, cut at a word where it is long."""
    text = " ".join(text.split()).rstrip(".;:, ")
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0].rstrip(".;:, ") + " …"


def bare_quote(text: str) -> str:
    """A quote without the comma before "he said" and without marks of its own around it."""
    return text.strip().strip('“”"„«»').rstrip(",").strip()
