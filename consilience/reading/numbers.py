"""English numbers, in figures and in words, over a list of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

UNITS = {
    w: n
    for n, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * n
    for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mn": 10**6, "bn": 10**9, "tn": 10**12, "dozen": 12, "score": 20, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}
VAGUE = {  # the least that the word can mean
    "dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6,
    "billions": 10**9, "trillions": 10**12,
}  # fmt: skip
FRACTIONS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7,
    "eighth": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10,
}  # fmt: skip
BEGINNINGS = frozenset(
    ["half", "a", "several", *UNITS, *TENS, *SCALES, *VAGUE]
)  # of numbers in letters alone
FIGURES = re.compile(r"(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?$")
GLUED = re.compile(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|mn|b|bn|tn)$", re.IGNORECASE)
HYPHENS = {"-", "–", "‑"}


class Number(NamedTuple):
    """A number over tokens `start` to `end`; `vague` marks words like "dozens", whose value is a least."""

    start: int
    end: int
    value: float
    vague: bool = False
    fraction: bool = False


def may_be_number(word: str) -> bool:
    """Whether a number may begin with a lower-cased word: what nearly all words fail on, before anything else is asked."""
    return word in BEGINNINGS or (word[:1].isalnum() and not word.isalpha())


def number_at(words: Sequence[str], at: int) -> Number | None:
    """The longest number that begins at token `at` of lower-cased words; None where none does."""
    if not may_be_number(words[at]):
        return None
    return _fraction(words, at) or _vague(words, at) or _cardinal(words, at)


def _cardinal(words: Sequence[str], at: int) -> Number | None:
    total, current, i, scale_seen = 0.0, None, at, 0.0
    while i < len(words):
        value, width = _simple(words, i)
        if value is None:
            scale = SCALES.get(words[i])
            if scale is None or (current is None and i == at and not _article(words, i)):
                if words[i] == "and" and current is not None and _continues(words, i, scale_seen):
                    i += 1
                    continue
                break
            current = (1.0 if current is None else current) * scale
            if scale >= 1000:
                total, current, scale_seen = total + current, 0.0, scale
            else:
                scale_seen = scale
            i += 1
            continue
        if current is not None and current > 0 and not (current >= 100 and scale_seen and value < current):
            break
        current = (current or 0.0) + value
        i += width
    if current is None and total == 0:
        return None
    value = total + (current or 0.0)
    return Number(at, i, float(round(value)) if abs(value - round(value)) < 1e-3 else round(value, 6))


def _article(words: Sequence[str], i: int) -> bool:
    """ "a hundred", "the dozen": the article before stands for one."""
    return i > 0 and words[i - 1] in {"a", "an", "the", "another", "several"}


def _continues(words: Sequence[str], i: int, scale_seen: float) -> bool:
    """ "two hundred and fifty": the words after "and" go on with the number."""
    return (
        scale_seen in (100, 1000, 10**6)
        and i + 1 < len(words)
        and (words[i + 1] in UNITS or words[i + 1] in TENS)
    )


LONGEST = 24  # characters of a number; a longer row of digits counts nothing


def _simple(words: Sequence[str], i: int) -> tuple[float | None, int]:
    """A number below one hundred in words, or any in figures, and how many tokens it takes."""
    word = words[i]
    if len(word) > LONGEST:
        return None, 0
    if FIGURES.match(word):
        return float(word.replace(",", "")), 1
    if glued := GLUED.match(word):
        return float(glued[1].replace(",", "")) * SHORT_SCALES[glued[2].lower()], 1
    if word in UNITS:
        return float(UNITS[word]), 1
    if word in TENS:
        rest = i + 2 if i + 2 < len(words) and words[i + 1] in HYPHENS else i + 1
        if rest < len(words) and 0 < UNITS.get(words[rest], 0) < 10:
            return float(TENS[word] + UNITS[words[rest]]), rest + 1 - i
        return float(TENS[word]), 1
    tens, _, unit = word.partition("-")
    if tens in TENS and 0 < UNITS.get(unit, 0) < 10:
        return float(TENS[tens] + UNITS[unit]), 1
    return None, 0


def _vague(words: Sequence[str], at: int) -> Number | None:
    if words[at] == "several" and at + 1 < len(words) and words[at + 1] in SCALES:
        return Number(at, at + 2, 2.0 * SCALES[words[at + 1]], vague=True)
    if words[at] not in VAGUE:
        return None
    value, end = float(VAGUE[words[at]]), at + 1
    if words[at + 1 : at + 2] == ["of"] and at + 2 < len(words):
        times = words[at + 2]
        if times in VAGUE and times != "dozens":
            value, end = value * VAGUE[times], at + 3
    return Number(at, end, value, vague=True)


def _fraction(words: Sequence[str], at: int) -> Number | None:
    """ "half", "a third", "two-thirds", "three quarters"."""
    if words[at] == "half" and words[at + 1 : at + 2] != ["-"]:
        return Number(at, at + 1, 0.5, fraction=True)
    if words[at] in {"a", "one"} and at + 1 < len(words):
        step = 2 if words[at + 1] in HYPHENS else 1
        name = words[at + step] if at + step < len(words) else ""
        follows = words[at + step + 1 : at + step + 2]
        if name in FRACTIONS and (follows == ["of"] or name == "half"):
            return Number(at, at + step + 1, FRACTIONS[name], fraction=True)
    if words[at] in UNITS and 1 < UNITS[words[at]] < 10 and at + 1 < len(words):
        step = 2 if words[at + 1] in HYPHENS else 1
        name = words[at + step] if at + step < len(words) else ""
        if name.endswith("s") and name[:-1] in FRACTIONS:
            return Number(at, at + step + 1, UNITS[words[at]] * FRACTIONS[name[:-1]], fraction=True)
    return None
