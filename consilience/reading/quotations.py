"""Words in quotation marks: pairs of marks of all usual kinds, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PAIRS = {"“": "”", "«": "»", "„": "“”", "``": "''", "‘": "’", "‘‘": "’’"}
MARK = re.compile(
    r"(?=[`‘’'\"“”„«»])(?:``|‘‘|’’|''|[\"“”„«»]|(?<![\w’‘])‘(?=[^\W\d])|(?<=[\w.,!?…])’(?![\w]))"
)
BOTH_WAYS = frozenset(['"', "''", "“"])  # marks that open and close
LONGEST = 3000  # characters; a mark left open is not taken to run through the whole text


@dataclass(frozen=True, slots=True)
class Quotation:
    """`start` to `end` with the marks; `inner_start` to `inner_end` without.

    `open_end`: the paragraph ends without a closing mark, so that the next one goes on.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    open_end: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in order, none inside another."""
    return tuple(q for a, b in _paragraphs(text) for q in _in_paragraph(text, a, b))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        yield at, at + len(line)
        at += len(line) + 1


def _in_paragraph(text: str, first: int, last: int) -> Iterator[Quotation]:
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, first, last):
        if opened is None:
            if _opens(text, mark, first):
                opened = mark
        elif _closes(opened[0], mark[0]) and not (mark[0] in BOTH_WAYS and _opens_again(text, mark)):
            yield Quotation(opened.start(), mark.end(), opened.end(), mark.start())
            opened = None
    if opened is None or opened[0] == "‘" or last - opened.end() >= LONGEST:
        return
    if opened.start() - first <= 1 or text[opened.start() - 2 : opened.start() - 1] in {",", ":"}:
        yield Quotation(opened.start(), last, opened.end(), last, open_end=True)


def _opens(text: str, mark: re.Match[str], first: int) -> bool:
    if mark[0] in {"”", "»", "’", "’’"}:
        return False
    if mark[0] in BOTH_WAYS - {"“"}:
        before = text[mark.start() - 1] if mark.start() > first else " "
        return before.isspace() or before in "([—–-,:"
    return True


def _opens_again(text: str, mark: re.Match[str]) -> bool:
    """A straight mark after a space and before a word cannot close, unless the text is tokenised."""
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    return before.isspace() and after.isalnum()


def _closes(opening: str, mark: str) -> bool:
    if opening == '"':
        return mark in {'"', "”", "''"}
    if opening == "''":
        return mark in {"''", '"'}
    if opening == "``":
        return mark in {"''", '"'}
    if opening in {"“", "„"}:
        return mark in {"”", '"', "“"}
    return mark == PAIRS[opening]
