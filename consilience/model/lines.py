"""What the lines of an account have in common."""

from __future__ import annotations

from consilience.model.account import Contradiction, Event, Figure, Quote
from consilience.model.span import Evidence


def evidence_of(line: Figure | Quote | Event | Contradiction) -> tuple[Evidence, ...]:
    """All that a line of an account rests on."""
    if isinstance(line, Figure):
        return tuple(e for value in line.values for e in value.evidence)
    if isinstance(line, Contradiction):
        return tuple(e for side in line.sides for e in side.evidence)
    return line.evidence
