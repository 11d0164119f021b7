"""How each report words the same actors, happenings and kinds of things, as tables: a row for each label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from consilience.model import Account, Evidence, Naming
from consilience.presenting.citing import Citations, Opening

MOST_TABLES = 12  # of each kind
MOST_LABELS = 12  # of a table
MOST_COLUMNS = 8  # reports beside each other; for more, each row lists those that use the label


@dataclass(frozen=True, slots=True)
class Use:
    """How often one report uses a label; nothing to open where it does not."""

    report: str  # the label of the report
    count: int
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class Row:
    """One label with its use by each report of the table, in the table's order."""

    label: str
    uses: tuple[Use, ...]
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One table; `columns` are the reports beside each other, none where there are too many for that."""

    anchor: str
    what: str
    kind: str
    columns: tuple[tuple[str, str], ...]  # (label, anchor) of reports
    rows: tuple[Row, ...]
    left_out: int
    reports: str


def wordings_of_story(account: Account, citations: Citations) -> list[Wording]:
    """The tables, kinds of people and things first; of each kind the most often named."""
    held: defaultdict[str, list[Naming]] = defaultdict(list)
    for naming in account.namings:
        held[naming.kind].append(naming)
    order = [reading.report.id for reading in account.story.readings]
    shown = [naming for kind in ("kind", "event", "actor") for naming in held[kind][:MOST_TABLES]]
    return [_table(naming, number, order, citations) for number, naming in enumerate(shown, 1)]


def _table(naming: Naming, number: int, order: Sequence[str], citations: Citations) -> Wording:
    evidence = [one for _, given in naming.labels for one in given]
    using = {one.report for one in evidence}
    reports = [report for report in order if report in using]
    beside = len(reports) <= MOST_COLUMNS
    columns = tuple((citations.label(r), citations.anchor("report", r)) for r in reports)
    return Wording(
        anchor=citations.anchor("wording", number),
        what=naming.what,
        kind=naming.kind,
        columns=columns if beside else (),
        rows=tuple(
            _row(label, given, reports, beside, citations) for label, given in naming.labels[:MOST_LABELS]
        ),
        left_out=max(0, len(naming.labels) - MOST_LABELS),
        reports=citations.reports(evidence),
    )


def _row(
    label: str, given: Sequence[Evidence], reports: Sequence[str], beside: bool, citations: Citations
) -> Row:
    held = {report: [one for one in given if one.report == report] for report in reports}
    uses = tuple(
        Use(citations.label(report), len(own), citations.opening(own))
        for report, own in held.items()
        if own or beside
    )
    return Row(label, uses, citations.opening(given))
