"""What alerted somebody, and how the ways out of a watch fare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from consilience.alerting.deciding import alerted, in_force
from consilience.alerting.kept import Kept
from consilience.alerting.telling import Told, told_of
from consilience.record import Entry, Record
from consilience.record.log import entry_of
from consilience.record.schema import deliveries, log


@dataclass(frozen=True, slots=True)
class Alert:
    """A change that alerted, and the watches that asked for it."""

    told: Told
    watches: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How a channel of a watch fares; moments in UTC, ISO 8601. `failing` is since when what waits has not got through."""

    channel: str
    sent: str | None
    waiting: int
    failing: str | None
    given_up: int
    error: str | None


def alerts_of(record: Record, kept: Sequence[Kept], before: int, limit: int) -> list[Alert]:
    """What alerted by some watches before an entry of the log, the last first."""
    mine = {one.id: one for one in kept}
    at_desk = (deliveries.c.channel == "desk", deliveries.c.watch.in_(mine))
    last = select(deliveries.c.number).where(*at_desk, deliveries.c.number < before).distinct()
    last = last.order_by(deliveries.c.number.desc()).limit(limit)

    def step(connection: Connection) -> list[Alert]:
        numbers = connection.execute(last).scalars().all()
        query = select(log).where(log.c.number.in_(numbers)).order_by(log.c.number.desc())
        told = told_of(connection, [entry_of(row) for row in connection.execute(query)])
        asked: dict[int, list[Kept]] = defaultdict(list)
        pairs = select(deliveries.c.number, deliveries.c.watch).where(
            *at_desk, deliveries.c.number.in_(numbers)
        )
        for number, watch in connection.execute(pairs.order_by(deliveries.c.watch)):
            asked[number].append(mine[watch])
        return [Alert(one, tuple(asked[one.entry.number])) for one in told]

    return record.read(step)


def alerting_now(record: Record, owner: str, entries: Sequence[Entry]) -> list[tuple[Entry, list[Kept]]]:
    """Entries of the log, each with the watches of somebody that it alerts in the browser."""

    def step(connection: Connection) -> list[tuple[Entry, list[Kept]]]:
        held = [kept for kept in in_force(connection, owner) if not kept.watch.quiet]
        return [(entry, alerted(connection, held, entry)) for entry in entries]

    return record.read(step)


def courses_of(record: Record, watch: str) -> list[Course]:
    """How the channels of a watch fare, those that anything ever went to."""
    return record.read(lambda connection: _courses(connection, watch))


def _courses(connection: Connection, watch: str) -> list[Course]:
    state, count = deliveries.c.state, func.count()
    query = select(
        deliveries.c.channel,
        func.max(deliveries.c.ended).filter(state == "sent").label("sent"),
        count.filter(state == "waiting").label("waiting"),
        func.min(deliveries.c.begun)
        .filter(state == "waiting", deliveries.c.error.is_not(None))
        .label("failing"),
        count.filter(state == "given up").label("given_up"),
    ).where(deliveries.c.watch == watch, deliveries.c.channel != "desk")
    rows = connection.execute(query.group_by(deliveries.c.channel).order_by(deliveries.c.channel)).all()
    return [Course(**row._mapping, error=_last_error(connection, watch, row.channel)) for row in rows]


def _last_error(connection: Connection, watch: str, channel: str) -> str | None:
    """What went wrong last, where anything has not got through."""
    query = select(deliveries.c.error).where(deliveries.c.watch == watch, deliveries.c.channel == channel)
    query = query.where(deliveries.c.error.is_not(None)).order_by(deliveries.c.number.desc())
    return connection.execute(query.limit(1)).scalar()
