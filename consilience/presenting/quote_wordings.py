"""The wordings of a quote beside the fullest one: how each differs, and which words."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model import Quote, WordingKind
from consilience.presenting.citing import Citation, Citations
from consilience.presenting.passages import compared

KINDS: dict[WordingKind, str] = {
    "full": "in full", "shortened": "shortened", "joined": "words left out without a sign",
    "altered": "other words", "rendered": "rendered in other words",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuoteWording:
    """One report's wording: what is to be said of it, and stretches of it that are not in the fullest."""

    citation: Citation
    kind: str
    stretches: tuple[tuple[str, bool], ...]


def wordings_of(quote: Quote, citations: Citations) -> list[QuoteWording]:
    """All wordings, the fullest first; none where all are the same."""
    if set(quote.wordings) <= {"full"}:
        return []
    pairs = sorted(zip(quote.evidence, quote.wordings, strict=True), key=lambda x: (x[1] != "full", x[0]))
    shown = [(c, kind) for e, kind in pairs if (c := citations.cite(e)) is not None]
    return [
        QuoteWording(c, KINDS[kind], ((c.words, False),) if kind == "full" else compared(quote.text, c.words))
        for c, kind in shown
    ]
