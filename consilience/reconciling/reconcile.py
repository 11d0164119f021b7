"""The steps from a story to its account, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from consilience.model import Account, DateInference, Evidence, Reading, Relay, Story
from consilience.reconciling.aliases import Aliases
from consilience.reconciling.cast import gather_cast
from consilience.reconciling.contradictions import find_contradictions
from consilience.reconciling.dates import infer_dates
from consilience.reconciling.events import group_events, reconcile_events
from consilience.reconciling.figures import reconcile_figures
from consilience.reconciling.lineage import trace_lineages
from consilience.reconciling.movements import trace_movements
from consilience.reconciling.namings import compare_namings
from consilience.reconciling.outlets import Outlets
from consilience.reconciling.quotes import reconcile_quotes
from consilience.reconciling.receipts import write_receipts
from consilience.reconciling.relays import find_relays
from consilience.reconciling.sources import Sources, by_id


def reconcile(story: Story, aliases: Aliases | None = None) -> Account:
    """What the readings of one story say together; the order of the readings does not matter.

    `aliases` are names of one body or country, from `aliases_with`; those that come with Consilience unless given.
    """
    readings, dates = infer_dates(story.readings, story.copies)
    cast = gather_cast(readings, aliases)
    outlets = Outlets.of(readings, aliases)
    relays = find_relays(readings, cast, outlets)
    sources = Sources(by_id(readings), cast, relays, story.copies, outlets)
    happenings = group_events(readings, sources)
    figures = reconcile_figures(readings, sources, _days(readings, dates), happenings)
    quotes = reconcile_quotes(readings, sources)
    events = reconcile_events(happenings, sources)
    contradictions = find_contradictions(readings, figures, quotes, happenings, sources)
    statements = [
        *(e for f in figures for v in f.values for e in v.evidence),
        *(e for q in quotes for e in q.evidence),
        *(e for v in events for e in v.evidence),
        *(e for c in contradictions for s in c.sides for e in s.evidence),
    ]
    receipts = write_receipts(readings, [*statements, *_words_of(relays)])
    return Account(
        story=replace(story, readings=readings),
        dates=dates,
        actors=cast.actors,
        places=cast.places,
        figures=figures,
        quotes=quotes,
        events=events,
        copies=story.copies,
        relays=relays,
        contradictions=contradictions,
        receipts=receipts,
        origins=_origins(statements, readings),
        lineages=trace_lineages(receipts, sources),
        movements=trace_movements(happenings, cast.places, sources),
        namings=compare_namings(readings, figures, happenings, sources),
    )


def _days(readings: Sequence[Reading], dates: Sequence[DateInference]) -> dict[str, str]:
    """The day of each report that bears one, or for which one day alone was inferred."""
    days = {r.report.id: r.report.published[:10] for r in readings if r.report.published}
    return days | {d.report: d.date for d in dates if "/" not in d.date}


def _words_of(relays: Iterable[Relay]) -> Iterable[Evidence]:
    return (Evidence(r.report, r.start, r.end) for r in relays)


def _origins(
    evidence: Iterable[Evidence], readings: Sequence[Reading]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every origin with the reports that have something from it, the most carried first."""
    held: dict[str, set[str]] = defaultdict(set)
    for e in evidence:
        if e.origin:
            held[e.origin].add(e.report)
    order = {r.report.id: i for i, r in enumerate(readings)}
    ranked = sorted(held.items(), key=lambda x: (-len(x[1]), x[0]))
    return tuple((origin, tuple(sorted(reports, key=lambda r: order[r]))) for origin, reports in ranked)
