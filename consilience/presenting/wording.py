"""How each outlet words the same actors and the same counted people and things: labels with counts, no verdict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from consilience.model import Account, Actor, Figure, Reading
from consilience.presenting.citing import Citations

FEWEST_REPORTS = 2
MOST = 12  # actors and figures that are shown


@dataclass(frozen=True, slots=True)
class Wording:
    """One actor or counted thing; for each label the reports that use it (id, label of the report) and how often."""

    what: str
    labels: tuple[tuple[str, tuple[tuple[str, str, int], ...]], ...]


def wordings_by_outlet(account: Account, citations: Citations) -> list[Wording]:
    """What is worded in more ways than one by more reports than one; the most widely told first."""
    readings = {r.report.id: r for r in account.story.readings}
    found = [w for f in account.figures if (w := _of_figure(f, readings, citations)) is not None]
    named = [w for a in account.actors if (w := _of_actor(a, readings, citations)) is not None]
    return [*found[:MOST], *named[:MOST]]


def _of_figure(figure: Figure, readings: dict[str, Reading], citations: Citations) -> Wording | None:
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for value in figure.values:
        for e in (e for e in value.evidence if e.report in readings):
            counted = next(
                (q for q in readings[e.report].quantities if q.start == e.start and q.of is not None), None
            )
            if counted is not None and counted.of is not None:
                used[" ".join(counted.of.of(readings[e.report].report.text).split())][e.report] += 1
    return _wording(figure.what, used, citations)


def _of_actor(actor: Actor, readings: dict[str, Reading], citations: Citations) -> Wording | None:
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for name in actor.names:
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        for report, reading in readings.items():
            times = len(pattern.findall(reading.report.text))
            if times:
                used[name][report] = times
    return _wording(actor.name, used, citations)


def _wording(what: str, used: dict[str, Counter[str]], citations: Citations) -> Wording | None:
    if (
        len({label.casefold() for label in used}) < 2
        or len({r for by in used.values() for r in by}) < FEWEST_REPORTS
    ):
        return None
    ranked = sorted(used.items(), key=lambda x: (-sum(x[1].values()), x[0].casefold(), x[0]))
    labels = tuple(
        (
            label,
            tuple(
                (report, citations.label(report), by[report]) for report in sorted(by, key=citations.label)
            ),
        )
        for label, by in ranked
    )
    return Wording(what, labels)
