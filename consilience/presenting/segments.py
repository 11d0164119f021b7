"""Cutting a text at overlapping spans, so that marks of several layers can be nested safely."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.model import Span

_LINE = r"[^\r\n]*[^\s][^\r\n]*"
_LINES = re.compile(_LINE)
_BLOCKS = re.compile(rf"{_LINE}(?:\r?\n{_LINE})*")
_WRAPPED_WIDTH = 100  # a text without longer lines, several to a block, was wrapped by hand


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that no span begins or ends within; `covering` are the indexes of the spans over it."""

    start: int
    end: int
    covering: tuple[int, ...]


def segment(length: int, spans: Sequence[Span], cuts: Iterable[int] = ()) -> list[Piece]:
    """The pieces that tile a text of this length, cut at every span's edges and at the extra cuts.

    Spans may overlap in any way and may reach beyond the text; empty ones cover nothing but still cut.
    """
    opening: defaultdict[int, set[int]] = defaultdict(set)
    closing: defaultdict[int, set[int]] = defaultdict(set)
    for index, span in enumerate(spans):
        opening[max(span.start, 0)].add(index)
        closing[max(span.end, span.start, 0)].add(index)
    edges = sorted(edge for edge in {0, length, *cuts, *opening, *closing} if 0 <= edge <= length)
    pieces: list[Piece] = []
    active: set[int] = set()
    for start, end in itertools.pairwise(edges):
        active = (active | opening[start]) - closing[start]
        pieces.append(Piece(start, end, tuple(sorted(active))))
    return pieces


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: lines, or blocks between empty lines where the lines were wrapped by hand."""
    lines = [Span(*found.span()) for found in _LINES.finditer(text)]
    blocks = [Span(*found.span()) for found in _BLOCKS.finditer(text)]
    longest = max((line.end - line.start for line in lines), default=0)
    wrapped = longest <= _WRAPPED_WIDTH and len(lines) > 2 * len(blocks)
    return blocks if wrapped else lines
