"""Copied passages side by side: which words of each differ from the first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from consilience.model import Copy
from consilience.presenting.citing import Citation, Citations

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS = 3000  # beyond it a comparison word by word takes too long, and nobody reads it


@dataclass(frozen=True, slots=True)
class Passage:
    """One report's wording: stretches of text, and whether each differs from the first wording."""

    citation: Citation
    report: str
    stretches: tuple[tuple[str, bool], ...]


def side_by_side(copy: Copy, citations: Citations) -> list[Passage]:
    """The passages of a copy, the one that probably came first in front."""
    spans = sorted(copy.spans, key=lambda span: span.report != copy.origin_report)
    shown = [(span.report, citation) for span in spans if (citation := citations.cite(span)) is not None]
    if not shown:
        return []
    first = shown[0][1].words
    return [
        Passage(citation, report, compared(first, citation.words) if place else ((first, False),))
        for place, (report, citation) in enumerate(shown)
    ]


def compared(first: str, other: str) -> tuple[tuple[str, bool], ...]:
    """Stretches of the other wording, and whether each is other than in the first."""
    old, new = _TOKEN.findall(first), _TOKEN.findall(other)
    if len(old) + len(new) > _MOST_TOKENS:
        return ((other, False),)
    matcher = SequenceMatcher(
        None, [_plain(token) for token in old], [_plain(token) for token in new], autojunk=False
    )
    return tuple(
        ("".join(new[start:end]), tag != "equal")
        for tag, _, _, start, end in matcher.get_opcodes()
        if end > start
    )


def _plain(token: str) -> str:
    """Case, kinds of white space and of quotation marks make no difference."""
    if token.isspace():
        return " "
    return {"“": '"', "”": '"', "‘": "'", "’": "'"}.get(token, token.casefold())
