"""Readings about one unfolding event."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.model.reading import Reading
from consilience.model.span import Evidence


@dataclass(frozen=True, slots=True)
class Copy:
    """One passage as it stands in two or more reports.

    `origin_report` is the report that probably had it first, None where nothing tells; `reason` says why.
    `public` is a passage that all have from one public statement rather than from each other.
    """

    spans: tuple[Evidence, ...]
    origin_report: str | None = None
    reason: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Why a report stands in its story: a sentence, and where the report has what it names."""

    report: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """`id` is a hash of the report ids; `readings` in the order of their dates, then names."""

    id: str
    title: str
    readings: tuple[Reading, ...]
    copies: tuple[Copy, ...] = ()
    joined_by: tuple[str, ...] = ()  # sentences: why these reports are one story
    joins: tuple[Join, ...] = ()  # one for each report, none where it stands alone
