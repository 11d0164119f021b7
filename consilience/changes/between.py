"""The changes from one account of a story to the next, the most important first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from consilience.changes.compared import Compared
from consilience.changes.conflicts import changed_conflicts
from consilience.changes.events import changed_events, changed_quotes
from consilience.changes.figures import changed_figures
from consilience.changes.reports import changed_reports, corrected_reports, story_began
from consilience.model import Account, Actor, Change, ChangeKind, Evidence, StoryPlace

RANKS: Mapping[ChangeKind, int] = {
    "conflict": 0, "correction": 1, "figure": 2, "settled": 3, "confirmation": 4, "event": 5, "quote": 6, "report": 7,
}  # fmt: skip
FEW = 3  # changes of one kind that are told one by one, where they are of the lesser kinds
SUMMED: Mapping[ChangeKind, str] = {
    "confirmation": "further statements are now confirmed by another independent origin",
    "event": "further happenings are dated otherwise or new",
    "quote": "further quotations are new",
}
MOST = 12  # pieces of evidence of one change


def changes_between(
    before: Account | None, after: Account, report_of: Mapping[str, str] | None = None
) -> tuple[Change, ...]:
    """What an account says otherwise than the one before it, in sentences with their evidence.

    `before` is None for a story that is new. `report_of` gives for each version of a report, by the id that it has in
    the accounts, which report it is of, so that a corrected report is known; without it each id is a report of its own.
    Nothing is a change where only ids or the order of lines and reports are other.
    """
    compared = Compared(before or _nothing(after), after, report_of or {})
    lines = [*changed_figures(compared), *changed_conflicts(compared)]
    if before is None:
        found = [story_began(after), *(change for change in lines if change.kind == "conflict")]
    else:
        lines += [*changed_events(compared), *changed_quotes(compared)]
        found = [*lines, *changed_reports(compared), *corrected_reports(compared, lines)]
    naming = _Naming(compared)
    named = [replace(change, names=naming.of(change)) for change in found]
    return tuple(
        replace(change, evidence=change.evidence[:MOST]) for change in _summed(sorted(named, key=_rank))
    )


def _nothing(account: Account) -> Account:
    """The same reports, and nothing told of them."""
    return replace(account, figures=(), quotes=(), events=(), contradictions=())


def _rank(change: Change) -> tuple[int, bool, int, str]:
    """By importance; of one kind figures first, then what the reports tell earliest."""
    early = min((e.start for e in change.evidence), default=0)
    return RANKS[change.kind], not (change.item or "").startswith("f"), early, change.says


def _summed(changes: Sequence[Change]) -> Iterator[Change]:
    """The changes in their order, those of a lesser kind beyond the first few as one."""
    for kind, held in groupby(changes, key=lambda change: change.kind):
        each = list(held)
        shown, rest = (each[:FEW], each[FEW:]) if kind in SUMMED and len(each) > FEW + 1 else (each, [])
        yield from shown
        if rest:
            yield Change(
                kind, None, f"{len(rest)} {SUMMED[kind]}.",
                tuple(change.evidence[0] for change in rest if change.evidence),
                tuple(sorted({name for change in rest for name in change.names})),
            )  # fmt: skip


class _Naming:
    """The actors and places of both accounts by where they are named."""

    def __init__(self, compared: Compared) -> None:
        self._readings = compared.by_version
        named: dict[str, set[tuple[int, str]]] = defaultdict(set)
        for account in (compared.before, compared.after):
            held: tuple[Actor | StoryPlace, ...] = (*account.actors, *account.places)
            for one in held:
                for e in one.evidence:
                    named[e.report].add((e.start, one.name))
        self._named = {version: sorted(places) for version, places in named.items()}

    def of(self, change: Change) -> tuple[str, ...]:
        """Whom and what the sentences of a change's evidence name; for a report, all that it names."""
        if change.kind == "report":
            found = {name for e in change.evidence for _, name in self._named.get(e.report, ())}
        else:
            found = {name for e in change.evidence for name in self._beside(e)}
        return tuple(sorted(found))

    def _beside(self, e: Evidence) -> Iterator[str]:
        held = self._named.get(e.report, [])
        for sentence in self._readings[e.report].sentences:
            if sentence.start < max(e.end, e.start + 1) and e.start < sentence.end:
                first, last = (bisect_left(held, (at, "")) for at in (sentence.start, sentence.end))
                yield from (name for _, name in held[first:last])
