"""What a person decided of a line of an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.model.span import Evidence

Verdict = Literal["confirmed", "rejected", "corrected", "noted", "open"]
LineKind = Literal["figure", "quote", "event", "contradiction", "actor", "place", "check"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision: who, when (UTC) and why; and what it is about, in the words of that time.

    `item` is the id of the line that holds most of what it was about now, and `evidence` that part of it; none where
    nothing of it stands in the account any more. `part` says that it is about that evidence alone, as of one value of a
    figure. `grade` is the statement's, from 1 to 6, where it is `graded`. `holds` until a later decision overrules it.
    """

    number: int
    at: str
    who: str
    why: str
    verdict: Verdict | Literal["graded"]
    kind: LineKind
    what: str
    item: str | None
    evidence: tuple[Evidence, ...]
    correction: str | None = None
    grade: int | None = None
    part: bool = False
    holds: bool = True
