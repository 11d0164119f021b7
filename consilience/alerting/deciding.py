"""Which entries of the log alert whom: each is looked at once, in its order, and what must go out is written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from consilience.alerting.kept import Kept, kept_of
from consilience.alerting.matching import ALERTING, matches
from consilience.alerting.telling import outlets_of
from consilience.record import Entry, Record
from consilience.record.growing.whereabouts import heir
from consilience.record.log import entry_of, stamp
from consilience.record.schema import cursors, deliveries, log, users, watches

CURSOR = "alerting"
AT_ONCE = 200  # entries of the log in one step
GATHER = timedelta(minutes=1)  # in which changes are collected for one mail


@dataclass(frozen=True, slots=True)
class _Look:
    """What stands in the log after `cursor`, and whom that alerts: found without keeping others from writing."""

    cursor: int
    held: list[Kept]
    alerts: list[tuple[Kept, Entry]]
    reached: int


def decide(record: Record) -> bool:
    """Looks at the next entries of the log and writes down whom they alert; gives whether there were any.

    What is written down and how far the log was read stand in one transaction: no alert is lost, and none is made twice.
    """
    look = record.read(_look)
    if look.reached == look.cursor:
        return False
    now = record.now()
    record.write(lambda connection: _keep(connection, look, now))
    return True


def _look(connection: Connection) -> _Look:
    cursor = _cursor(connection)
    query = select(log).where(log.c.number > cursor).order_by(log.c.number).limit(AT_ONCE)
    found = [entry_of(row) for row in connection.execute(query)]
    if not found:
        return _Look(cursor, [], [], cursor)
    held = in_force(connection)
    alerts = [(kept, entry) for entry in found for kept in alerted(connection, held, entry)]
    return _Look(cursor, held, alerts, found[-1].number)


def _cursor(connection: Connection) -> int:
    return connection.execute(select(cursors.c.number).where(cursors.c.name == CURSOR)).scalar() or 0


def _keep(connection: Connection, look: _Look, now: datetime) -> None:
    """Writes down what was found, unless another process did, or a watch has changed since: then it is looked for again."""
    if _cursor(connection) != look.cursor or in_force(connection) != look.held:
        return
    if rows := [row for kept, entry in look.alerts for row in _rows(kept, entry, now)]:
        connection.execute(insert(deliveries), rows)
    reached = {"number": look.reached}
    if not connection.execute(update(cursors).where(cursors.c.name == CURSOR).values(**reached)).rowcount:
        connection.execute(insert(cursors).values(name=CURSOR, **reached))


def in_force(connection: Connection, owner: str | None = None) -> list[Kept]:
    """The watches that are switched on, of people who may use the desk, each of the story that its own was merged into."""
    query = select(watches).join(users, users.c.name == watches.c.user)
    query = query.where(watches.c.active == 1, users.c.active == 1).order_by(watches.c.id)
    if owner is not None:
        query = query.where(watches.c.user == owner)
    return [_followed(connection, kept_of(row)) for row in connection.execute(query).all()]


def _followed(connection: Connection, kept: Kept) -> Kept:
    if kept.watch.story is None:
        return kept
    return replace(kept, watch=replace(kept.watch, story=heir(connection, kept.watch.story)))


def alerted(connection: Connection, held: Sequence[Kept], entry: Entry) -> list[Kept]:
    """The watches that ask for an entry."""
    if entry.kind not in ALERTING:
        return []
    asking = any(kept.watch.outlet for kept in held)
    outlets = outlets_of(connection, entry) if asking else ()
    return [kept for kept in held if entry.number > kept.since and matches(kept.watch, entry, outlets)]


def _rows(kept: Kept, entry: Entry, now: datetime) -> list[dict[str, Any]]:
    """What goes out for one alert: a line at the desk at once, and by the channels that the watch has."""
    row = {"watch": kept.id, "number": entry.number, "begun": stamp(now), "tries": 0}
    waiting = {**row, "state": "waiting", "ended": None}
    rows = [{**row, "channel": "desk", "state": "sent", "ended": stamp(now), "next": None}]
    if kept.watch.webhook is not None and kept.gone is None:
        rows.append({**waiting, "channel": "webhook", "next": stamp(now)})
    if kept.watch.mail is not None:
        rows.append({**waiting, "channel": "mail", "next": stamp(now + GATHER)})
    return rows
