"""What an arrival changed in a story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.model.span import Evidence

ChangeKind = Literal[
    "report", "event", "figure", "quote", "confirmation", "conflict", "settled", "correction"
]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a story's account, told in a sentence.

    `item` is the id of what it is about in the account (a figure, a quote, an event, a contradiction, a report); none for
    what no longer stands there, and for several at once. `names` are those of the actors and places it touches.
    """

    kind: ChangeKind
    item: str | None
    says: str
    evidence: tuple[Evidence, ...] = ()
    names: tuple[str, ...] = ()
