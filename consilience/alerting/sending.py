"""Sending what waits to go out, again and again over a day until it gets through."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Connection, Select, and_, select, update

from consilience.alerting import mail, webhooks
from consilience.alerting.deciding import GATHER
from consilience.alerting.kept import Kept, kept_of
from consilience.alerting.settings import Alerting
from consilience.alerting.telling import Told, told_of
from consilience.alerting.webhooks import NotDelivered
from consilience.record import Record
from consilience.record.log import canonical, entry_of, stamp
from consilience.record.schema import deliveries, log, users, watches

FIRST, FACTOR, LONGEST = (
    5,
    4,
    6 * 3600,
)  # seconds to the second try, its growth with each try, and where that ends
PATIENCE = timedelta(days=1)  # after which a delivery is given up
# For one try, and longer than GATHER: a process that dies at it leaves it to others after that.
LEASE = timedelta(minutes=3)
REST = timedelta(seconds=30)  # of a receiver that failed, before it gets anything else
ROUND = 15.0  # seconds after which a watch lets the others have their turn
MOST = {"webhook": 1, "mail": 100}  # changes in one message
REACH = {"webhook": timedelta(0), "mail": GATHER}  # what is due so soon goes along
THREADS = 8


@dataclass(frozen=True, slots=True)
class Lot:
    """What goes out in one message; `tries` counts this one."""

    kept: Kept
    channel: str
    numbers: tuple[int, ...]
    tries: int
    secret: str | None = field(repr=False)


def send_due(record: Record, settings: Alerting, stop: threading.Event) -> None:
    """Sends what is due, several watches at once; what fails waits for its next try. Returns early once `stop` is set."""

    def send_all(one: tuple[str, str]) -> None:
        _send_all(record, settings, stop, *one)

    due = record.read(lambda connection: connection.execute(_due(record.now())).tuples().all())
    if due:
        with ThreadPoolExecutor(THREADS, "alerting") as pool:
            list(pool.map(send_all, due))


def _due(now: datetime) -> Select[tuple[str, str]]:
    waiting = _waiting().where(deliveries.c.next <= stamp(now))
    return waiting.with_only_columns(deliveries.c.watch, deliveries.c.channel).distinct()


def _waiting() -> Select[tuple[object, ...]]:
    """What waits, of watches that are switched on and people who may use the desk."""
    query = select(deliveries).join(watches, watches.c.id == deliveries.c.watch)
    query = query.join(users, users.c.name == watches.c.user)
    return query.where(deliveries.c.state == "waiting", watches.c.active == 1, users.c.active == 1)


def _send_all(record: Record, settings: Alerting, stop: threading.Event, watch: str, channel: str) -> None:
    """Sends what is due by one channel of a watch until it fails, or its turn is over."""
    until = time.monotonic() + ROUND
    while not stop.is_set() and time.monotonic() < until:
        lot = record.write(lambda connection: _taken(connection, record.now(), watch, channel))
        if lot is None:
            return
        failure = undelivered(_sender(record, settings, lot))
        record.write(partial(_settle, now=record.now(), lot=lot, failure=failure))
        if failure is not None:
            return


def _taken(connection: Connection, now: datetime, watch: str, channel: str) -> Lot | None:
    """What is to be sent next; nobody else takes it for the time of a lease."""
    query = _waiting().where(deliveries.c.watch == watch, deliveries.c.channel == channel)
    query = query.where(deliveries.c.next <= stamp(now + REACH[channel])).order_by(deliveries.c.number)
    rows = connection.execute(query.limit(MOST[channel])).all()
    if not rows:
        return None
    of = connection.execute(select(watches).where(watches.c.id == watch)).one()
    lot = Lot(
        kept_of(of), channel, tuple(row.number for row in rows), max(row.tries for row in rows) + 1, of.secret
    )
    tried = {"tries": deliveries.c.tries + 1, "next": stamp(now + LEASE)}
    connection.execute(update(deliveries).where(_of(lot)).values(**tried))
    return lot


def _of(lot: Lot) -> ColumnElement[bool]:
    return and_(_beside(lot), deliveries.c.number.in_(lot.numbers))


def _beside(lot: Lot) -> ColumnElement[bool]:
    same = and_(deliveries.c.watch == lot.kept.id, deliveries.c.channel == lot.channel)
    return and_(same, deliveries.c.state == "waiting")


def _sender(record: Record, settings: Alerting, lot: Lot) -> Callable[[], None]:
    told, now = record.read(lambda connection: _told(connection, lot)), record.now()
    if lot.channel == "mail":
        return lambda: mail.send(settings, mail.digest_of(lot.kept, told, settings, now))
    message = webhooks.message_id(lot.kept.id, lot.numbers[0])
    body = webhooks.body_of(lot.kept, told[0], settings.base)
    return lambda: webhooks.post(settings, lot.kept, lot.secret, message, body, now)


def _told(connection: Connection, lot: Lot) -> list[Told]:
    query = select(log).where(log.c.number.in_(lot.numbers)).order_by(log.c.number)
    return told_of(connection, [entry_of(row) for row in connection.execute(query)])


def undelivered(send: Callable[[], None]) -> NotDelivered | None:
    """Why a message did not get through; None where it did."""
    try:
        send()
    except NotDelivered as failure:
        return failure
    return None


def _settle(connection: Connection, now: datetime, lot: Lot, failure: NotDelivered | None) -> None:
    ended = {"ended": stamp(now), "next": None}
    if failure is None:
        connection.execute(update(deliveries).where(_of(lot)).values(state="sent", error=None, **ended))
        return
    if failure.gone:
        asked = and_(watches.c.id == lot.kept.id, watches.c.about == canonical(lot.kept.watch.about()))
        connection.execute(update(watches).where(asked).values(gone=stamp(now)))
    old = _beside(lot) if failure.gone else and_(_of(lot), deliveries.c.begun <= stamp(now - PATIENCE))
    connection.execute(update(deliveries).where(old).values(state="given up", error=str(failure), **ended))
    again = {"error": str(failure), "next": stamp(now + pause(lot.tries))}
    rested = stamp(now + REST)
    connection.execute(update(deliveries).where(_beside(lot), deliveries.c.next < rested).values(next=rested))
    connection.execute(update(deliveries).where(_of(lot)).values(**again))


def pause(tries: int) -> timedelta:
    """How long a delivery waits after so many tries: 5, 20, 80, 320 … seconds, six hours at most."""
    return timedelta(seconds=min(FIRST * FACTOR ** min(tries - 1, 20), LONGEST))
