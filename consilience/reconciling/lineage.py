"""On how many independent lines of reporting a story rests: reports that mostly pass on another's words add none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from consilience.model import Lineage, Receipt, Span
from consilience.reconciling.sources import Sources

MOSTLY = 0.5  # the share of a report's telling sentences from which on it rests on another
HELD = 0.6  # the share of a sentence that must lie in a copied passage


def trace_lineages(receipts: Sequence[Receipt], sources: Sources) -> tuple[Lineage, ...]:
    """The independent lines, the one that the most reports rest on first; each report stands in exactly one.

    A report rests on another outlet or an agency if at least half of its sentences that tell something are copied
    or relayed from it. Public statements that all quote make nobody depend on anybody.
    """
    taken = {r.report: _taken(r, sources) for r in receipts}
    told = {r.report: len(r.used) for r in receipts}
    rests = {
        report: max(sorted(by), key=lambda origin: by[origin])
        for report, by in taken.items()
        if by and sum(by.values()) >= MOSTLY * told[report]
    }
    reports_of = {sources.outlets[report]: report for report in reversed(list(told))}
    lines: dict[str, list[str]] = defaultdict(list)
    for report in sorted(told, key=lambda report: report in rests):
        lines[_root(sources.outlets[report], rests, reports_of)].append(report)
    found = (
        Lineage(
            origin,
            tuple(reports),
            tuple((sum(taken[r].values()) if r in rests else 0, told[r]) for r in reports),
        )
        for origin, reports in lines.items()
    )
    return tuple(sorted(found, key=lambda line: (-len(line.reports), line.origin)))


def _root(outlet: str, rests: Mapping[str, str], reports_of: Mapping[str, str]) -> str:
    """The origin at the end of the chain; a ring of outlets that copy each other goes by the first of their names."""
    chain = [outlet]
    while (origin := rests.get(reports_of.get(chain[-1], ""))) is not None:
        if origin in chain:
            return min(chain[chain.index(origin) :])
        chain.append(origin)
    return chain[-1]


def _taken(receipt: Receipt, sources: Sources) -> Counter[str]:
    """From whom a report has its telling sentences, and how many."""
    return Counter(
        origin for s in receipt.used if (origin := _origin_of(receipt.report, s, sources)) is not None
    )


def _origin_of(report: str, sentence: Span, sources: Sources) -> str | None:
    """Whom a sentence is copied or relayed from; None where it is the report's own."""
    own = sources.outlets[report]
    for e, copy in sources.copied.get(report, ()):
        shared = min(e.end, sentence.end) - max(e.start, sentence.start)
        if not copy.public and shared >= HELD * (sentence.end - sentence.start):
            origin = sources.outlets[copy.origin_report or min(e.report for e in copy.spans)]
            if origin != own:
                return origin
    return next((r.of for r in sources.relays_in(report, sentence) if r.of != own), None)
