"""Where words stand: spans into a report's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Unicode code points `start` to `end` (excluded) of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether the other lies within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A span in a named report; with who says it there and the origin it finally comes from.

    `report` is the report's id, `speaker` a person's or body's name, `origin` the name of the person,
    body or agency the statement comes from (the outlet itself when it speaks for itself).
    """

    report: str
    start: int
    end: int
    speaker: str | None = None
    origin: str | None = None
