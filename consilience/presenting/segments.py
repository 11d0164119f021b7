"""Cutting a text at overlapping spans, so that marks of several layers can be nested safely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.model import Span

_LINES = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_BLOCKS = re.compile(r"[^\s](?:.*?[^\s])??[^\S\r\n]*(?=(?:\r?\n[^\S\r\n]*){2,}|\s*\Z)", re.S)
_WRAPPED_WIDTH = 100  # a text without longer lines, several to a block, was wrapped by hand


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that no span begins or ends within; `covering` are the indexes of the spans over it."""

    start: int
    end: int
    covering: tuple[int, ...]


def segment(extent: Span, spans: Sequence[Span], cuts: Iterable[int] = ()) -> list[Piece]:
    """The pieces that tile the extent, cut at every span's edges and at the extra cuts.

    Spans may overlap in any way and may reach beyond the extent; empty ones cover nothing but still cut.
    """
    edges = {extent.start, extent.end, *cuts}
    edges.update(edge for span in spans for edge in (span.start, span.end))
    inside = sorted(edge for edge in edges if extent.start <= edge <= extent.end)
    return [
        Piece(start, end, tuple(i for i, span in enumerate(spans) if span.start <= start and end <= span.end))
        for start, end in zip(inside, inside[1:], strict=False)
    ]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs: lines, or blocks between empty lines where the lines were wrapped by hand."""
    lines = [Span(*found.span()) for found in _LINES.finditer(text)]
    blocks = [Span(*found.span()) for found in _BLOCKS.finditer(text)]
    longest = max((line.end - line.start for line in lines), default=0)
    wrapped = longest <= _WRAPPED_WIDTH and len(lines) > 2 * len(blocks)
    return blocks if wrapped else lines
