"""A report that was read joins a story or starts one; work is done for its neighbourhood alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sqlalchemy import Connection, select, update

from consilience.record.database import Record
from consilience.record.decisions.decided import decided_in
from consilience.record.growing.identity import take_places
from consilience.record.growing.links import Net, file_version, linked, unlinked
from consilience.record.growing.neighbourhoods import neighbourhoods
from consilience.record.log import digest
from consilience.record.rows import rows_of, some_at_once
from consilience.record.schema import UNJOINED, head, members, reports, stories, versions
from consilience.record.stages import Stages


def unjoined(connection: Connection) -> list[str]:
    """The reports whose current version has joined no story yet."""
    return list(connection.execute(select(reports.c.id).where(UNJOINED).order_by(reports.c.id)).scalars())


def join_stories(connection: Connection, record: Record, stages: Stages, some: Sequence[str]) -> None:
    """Puts the current versions of reports where they belong, and whatever they move by that; a step of `Record.write`."""
    rows = rows_of(connection, reports, "id", some).values()
    fresh = {row.id: row for row in rows if row.current is not None and row.current != row.joined}
    touched: set[str] = set()
    for report, row in fresh.items():
        if row.joined is not None:
            touched |= unlinked(connection, report)
        file_version(connection, report, row.current)
    for report in fresh:
        touched |= linked(connection, report)
    if fresh:
        regroup(connection, record, stages, touched, set(fresh))


def regroup(
    connection: Connection, record: Record, stages: Stages, touched: Iterable[str], fresh: set[str]
) -> None:
    """Groups anew the neighbourhoods of the reports that were touched, where they are not as they were.

    `touched` are the ends of all links that changed, `fresh` the reports that say something else than before, or of which
    people decided something.
    """
    decided = decided_in(connection)
    net = Net(connection, decided.ties())
    about = _beside_before(connection, touched)
    net.ask(sorted(about))
    pieces = list(neighbourhoods(about, net.beside))
    known = rows_of(connection, reports, "id", chain.from_iterable(pieces))
    groups: list[list[str]] = []
    for piece in ([one for one in whole if one in known and known[one].joined] for whole in pieces):
        name = digest("\n".join(piece))[:32]
        if fresh.isdisjoint(piece) and all(known[report].piece == name for report in piece):
            continue
        held = _features(connection, (known[report].joined for report in piece))
        grouped = stages.group([held[known[report].joined] for report in piece])
        groups += decided.obeyed([[piece[number] for number in group] for group in grouped], net.beside)
        for ids in some_at_once(piece):
            connection.execute(update(reports).where(reports.c.id.in_(ids)).values(piece=name))
    _settle(connection, record, groups, fresh)


def _features(connection: Connection, some: Iterable[str]) -> dict[str, bytes]:
    """What versions are compared by."""
    query = select(versions.c.id, versions.c.features)
    return {
        row.id: bytes(row.features)
        for ids in some_at_once(some)
        for row in connection.execute(query.where(versions.c.id.in_(ids)))
    }


def _beside_before(connection: Connection, touched: Iterable[str]) -> set[str]:
    """The reports that were touched, with all that stood in one neighbourhood with one of them.

    No other neighbourhood can have changed: one that no changed link leads to was, and is, what its own links make it.
    """
    rows = rows_of(connection, reports, "id", touched)
    found = set(rows)
    for pieces in some_at_once(sorted({row.piece for row in rows.values() if row.piece})):
        found |= set(connection.execute(select(reports.c.id).where(reports.c.piece.in_(pieces))).scalars())
    return found


def _settle(connection: Connection, record: Record, groups: list[list[str]], fresh: set[str]) -> None:
    home = homes(connection, (report for group in groups for report in group))
    changed = take_places(connection, record, groups, home)
    changed |= set(homes(connection, fresh).values())
    waits = stories.c.id.in_(sorted(changed)) & stories.c.into.is_(None) & (stories.c.untold == 0)
    connection.execute(update(stories).where(waits).values(untold=select(head.c.number).scalar_subquery()))


def homes(connection: Connection, some: Iterable[str]) -> dict[str, str]:
    """The story of each report that stands in one."""
    return {one: row.story for one, row in rows_of(connection, members, "report", some).items()}
