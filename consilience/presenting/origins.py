"""The origins of a story's statements: whom several reports draw on, and whom one report alone does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from consilience.model import Account, Evidence
from consilience.presenting.citing import Carrier, Citations, Opening


@dataclass(frozen=True, slots=True)
class Origin:
    """A person, body or outlet, with the words that come from it and the reports that carry them."""

    name: str
    opening: Opening | None
    carriers: tuple[Carrier, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Those of several reports; and for each report, by its label, those that it alone has something from."""

    shared: tuple[Origin, ...]
    single: tuple[tuple[str, str, tuple[Origin, ...]], ...]  # (label, anchor, origins)


def origins_of(account: Account, citations: Citations) -> Origins:
    """Every origin but the reports' own outlets, the most widely carried first."""
    held: defaultdict[str, list[Evidence]] = defaultdict(list)
    for one in statements_of(account):
        if one.origin:
            held[one.origin].append(one)
    own = {citations.label(reading.report.id) for reading in account.story.readings}
    shared = [
        _origin(name, held[name], citations)
        for name, reports in account.origins
        if len(reports) > 1 and held[name]
    ]
    alone: defaultdict[str, list[Origin]] = defaultdict(list)
    for name, reports in account.origins:
        if len(reports) == 1 and name not in own and held[name]:
            alone[reports[0]].append(_origin(name, held[name], citations))
    single = [
        (citations.label(report), citations.anchor("report", report), tuple(sorted(alone[report], key=_name)))
        for report in (reading.report.id for reading in account.story.readings)
        if alone[report]
    ]
    return Origins(tuple(shared), tuple(single))


def statements_of(account: Account) -> Iterator[Evidence]:
    """All evidence of figures, quotes, events and contradictions."""
    for figure in account.figures:
        for value in figure.values:
            yield from value.evidence
    for quote in account.quotes:
        yield from quote.evidence
    for event in account.events:
        yield from event.evidence
    for contradiction in account.contradictions:
        for side in contradiction.sides:
            yield from side.evidence


def _origin(name: str, evidence: list[Evidence], citations: Citations) -> Origin:
    return Origin(name, citations.opening(evidence), tuple(citations.carriers(evidence)))


def _name(origin: Origin) -> tuple[str, str]:
    return origin.name.casefold(), origin.name
