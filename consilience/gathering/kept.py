"""What is remembered of each source and of what it listed: the tables `feeds` and `gathered`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, func, insert, select, update

from consilience.gathering.items import Item, Listing
from consilience.record.database import Record
from consilience.record.log import digest, stamp
from consilience.record.schema import feeds, gathered


@dataclass(frozen=True, slots=True)
class Visits:
    """How a source has answered: times in UTC as the log writes them, `failures` in a row.

    `next` is none where it was never asked, and where it is not asked again because it is gone for good.
    """

    etag: str | None = None
    modified: str | None = None
    asked: str | None = None
    answered: str | None = None
    next: str | None = None
    failures: int = 0
    error: str | None = None
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something listed that is to be fetched; `at` is when it was listed so, `sha256` that of what was received last."""

    feed: str
    item: str
    key: str
    address: str
    stamp: str
    at: str
    sha256: str | None
    tries: int


def visits_of(record: Record, ids: Iterable[str]) -> dict[str, Visits]:
    """What is known of sources, by their ids; of one that was never asked, nothing."""
    names = list(ids)
    query = select(feeds.c.id, *(feeds.c[name] for name in Visits.__dataclass_fields__)).where(
        feeds.c.id.in_(names)
    )
    rows = record.read(lambda connection: connection.execute(query).all())
    return dict.fromkeys(names, Visits()) | {row[0]: Visits(*row[1:]) for row in rows}


def keep_visit(record: Record, feed: str, address: str, **changed: Any) -> None:
    """Notes something of a source, which need not be known yet; moments as `datetime`."""
    row = {name: stamp(value) if isinstance(value, datetime) else value for name, value in changed.items()}

    def step(connection: Connection) -> None:
        if not connection.execute(update(feeds).where(feeds.c.id == feed).values(**row)).rowcount:
            connection.execute(insert(feeds).values(**{"id": feed, "address": address, "failures": 0, **row}))

    record.write(step)


def is_due(visits: Visits, now: datetime) -> bool:
    """Whether a source is to be asked."""
    return visits.asked is None or (visits.next is not None and visits.next <= stamp(now))


def keep_answer(record: Record, feed: str, address: str, now: datetime, listing: Listing | None) -> None:
    """Notes that a source answered, and by what to ask for news next time; where there is no whole listing, that it is
    due at once."""
    found: dict[str, Any] = {"next": now}
    if listing is not None:
        found = {"etag": listing.etag, "modified": listing.modified, "moved": listing.moved}
    keep_visit(record, feed, address, answered=now, failures=0, error=None, **found)


def news_of(record: Record, feed: str, items: Sequence[Item]) -> list[Item]:
    """The items that are new, or not as they were when they were listed last."""
    names = {item_id(item.key): item for item in items}
    query = select(gathered.c.item, gathered.c.stamp)
    query = query.where(gathered.c.feed == feed, gathered.c.item.in_(names))
    known = {row.item: row.stamp for row in record.read(lambda connection: connection.execute(query).all())}
    return [item for name, item in names.items() if known.get(name) != item.stamp]


def queue(record: Record, feed: str, items: Iterable[Item], now: datetime, after: datetime) -> None:
    """Keeps items that are to be fetched `after` a moment. What was listed is not forgotten from then on."""
    held = list(items)

    def step(connection: Connection) -> None:
        for item in held:
            _put(connection, feed, item, at=stamp(now), tries=0, next=stamp(after), error=None)

    if held:
        record.write(step)


def keep_received(record: Record, feed: str, item: Item, now: datetime, sha256: str) -> None:
    """Notes that an item that the source had at hand was received."""
    record.write(
        lambda connection: _put(
            connection, feed, item, at=stamp(now), sha256=sha256, tries=0, next=None, error=None
        )
    )


def keep_refused(record: Record, feed: str, item: Item, now: datetime, error: str) -> None:
    """Notes that an item that the source had at hand cannot be received, and why."""
    record.write(
        lambda connection: _put(connection, feed, item, at=stamp(now), tries=1, next=None, error=error)
    )


def _put(connection: Connection, feed: str, item: Item, **values: Any) -> None:
    name = item_id(item.key)
    row = {"key": item.key, "address": item.address, "stamp": item.stamp, **values}
    at = and_(gathered.c.feed == feed, gathered.c.item == name)
    if not connection.execute(update(gathered).where(at).values(**row)).rowcount:
        connection.execute(insert(gathered).values(feed=feed, item=name, **row))


def next_waiting(record: Record, feed: str, now: datetime) -> Waiting | None:
    """What has waited longest of what a source listed and may be fetched now."""
    query = select(*(gathered.c[name] for name in Waiting.__dataclass_fields__))
    query = query.where(gathered.c.feed == feed, gathered.c.next <= stamp(now))
    query = query.order_by(gathered.c.next, gathered.c.item).limit(1)
    row = record.read(lambda connection: connection.execute(query).first())
    return None if row is None else Waiting(*row)


def received_elsewhere(record: Record, waiting: Waiting) -> str | None:
    """The hash of what another source brought under the same key since this one listed it so; or, where this one never
    brought it, since the day before."""
    since = waiting.at
    if waiting.sha256 is None:
        since = stamp(datetime.fromisoformat(waiting.at) - timedelta(days=1))
    query = select(gathered.c.sha256).where(
        gathered.c.item == waiting.item, gathered.c.feed != waiting.feed, gathered.c.at >= since, gathered.c.sha256.is_not(None),
        gathered.c.next.is_(None), gathered.c.error.is_(None),
    )  # fmt: skip
    return record.read(lambda connection: connection.execute(query).scalars().first())


def keep_done(record: Record, waiting: Waiting, now: datetime, sha256: str) -> None:
    """Notes that what waited was received."""
    _keep_waiting(record, waiting, at=stamp(now), sha256=sha256, tries=0, next=None, error=None)


def put_off(
    record: Record, waiting: Waiting, until: datetime | None, tries: int, error: str | None, stamp_: str | None = None
) -> None:  # fmt: skip
    """Notes when what waited is tried again; where `until` is none it is given up, until the source lists it otherwise."""
    _keep_waiting(
        record, waiting, tries=tries, error=error, next=until and stamp(until), stamp=stamp_ or waiting.stamp
    )


def _keep_waiting(record: Record, waiting: Waiting, **values: Any) -> None:
    at = and_(
        gathered.c.feed == waiting.feed,
        gathered.c.item == waiting.item,
        gathered.c.stamp == waiting.stamp,
    )
    record.write(lambda connection: connection.execute(update(gathered).where(at).values(**values)))


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things of a source were received, wait, and were given up."""

    received: int = 0
    waiting: int = 0
    refused: int = 0


def counts_of(record: Record, ids: Iterable[str]) -> dict[str, Counts]:
    """The counts of sources by their ids."""
    waits, refused = gathered.c.next.is_not(None), gathered.c.error.is_not(None)
    query = select(
        gathered.c.feed, func.count(gathered.c.sha256), func.count(gathered.c.next),
        func.count().filter(refused, ~waits),
    )  # fmt: skip
    query = query.where(gathered.c.feed.in_(list(ids))).group_by(gathered.c.feed)
    rows = record.read(lambda connection: connection.execute(query).all())
    return {row[0]: Counts(*row[1:]) for row in rows}


def first_due(record: Record, ids: Iterable[str]) -> str | None:
    """The moment at which the first of the things that wait may be fetched."""
    query = select(func.min(gathered.c.next)).where(
        gathered.c.feed.in_(list(ids)), gathered.c.next.is_not(None)
    )
    return record.read(lambda connection: connection.execute(query).scalar())


def waiting_by(record: Record, ids: Iterable[str], moment: datetime) -> int:
    """How many things wait that may be fetched at a moment."""
    query = select(func.count()).where(gathered.c.feed.in_(list(ids)), gathered.c.next <= stamp(moment))
    return record.read(lambda connection: connection.execute(query).scalar_one())


def item_id(key: str) -> str:
    """What an item is kept under."""
    return digest(key)
