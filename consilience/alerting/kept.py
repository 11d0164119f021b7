"""The watches that are kept: adding, changing and removing them, each by its owner or an administrator."""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from consilience.alerting.settings import Alerting
from consilience.alerting.watches import Watch, checked
from consilience.errors import NotThereError, RecordError
from consilience.record import Record
from consilience.record.growing.whereabouts import heir
from consilience.record.log import canonical, digest, stamp
from consilience.record.schema import deliveries, head, users, watches

MOST_WATCHES = 100  # of one person
SECRET_PREFIX, SECRET_BYTES = "whsec_", 32  # standardwebhooks.com: the prefix, and from 24 to 64 bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A watch as it is kept: whose it is, the entry of the log after which it holds, whether it is switched on, and when its
    webhook's receiver said that it is gone for ever."""

    id: str
    owner: str
    watch: Watch
    since: int
    active: bool
    gone: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A watch with what is told once only: the secret of its webhook and the key of its feed, where they are new."""

    kept: Kept
    secret: str | None
    key: str | None


def kept_of(row: Row[Any]) -> Kept:
    """The watch in a row of the table."""
    return Kept(row.id, row.user, Watch.of(json.loads(row.about)), row.since, bool(row.active), row.gone)


def add_watch(record: Record, settings: Alerting, owner: str, watch: Watch) -> Made:
    """Keeps a watch, which holds from now on. Raises RecordError for one that cannot be, or one too many."""
    watch = checked(watch, settings)
    name, secret, key = secrets.token_hex(16), _new_secret() if watch.webhook else None, _new_key()

    def step(connection: Connection) -> Made:
        since = connection.execute(select(head.c.number)).scalar_one()
        if connection.execute(select(watches.c.id).where(watches.c.id == name)).first() is None:
            _check_room(connection, owner)
            _check_story(connection, watch)
            connection.execute(
                insert(watches).values(
                    id=name, user=owner, about=canonical(watch.about()), since=since, active=1, secret=secret,
                    key=digest(key),
                )
            )  # fmt: skip
        return Made(_kept(connection, name, owner), secret, key)

    return record.write(step)


def _check_room(connection: Connection, owner: str) -> None:
    query = select(func.count()).select_from(watches).where(watches.c.user == owner)
    if connection.execute(query).scalar_one() >= MOST_WATCHES:
        raise RecordError(f"Nobody may have more than {MOST_WATCHES} watches. Remove one first.")


def _check_story(connection: Connection, watch: Watch) -> None:
    if watch.story is not None:
        heir(connection, watch.story)


def watches_of(record: Record, owner: str | None) -> list[Kept]:
    """The watches of somebody, by name; everybody's for an `owner` of None."""
    query = select(watches) if owner is None else select(watches).where(watches.c.user == owner)
    found = record.read(lambda connection: [kept_of(row) for row in connection.execute(query)])
    return sorted(found, key=lambda kept: (kept.owner, kept.watch.name.casefold(), kept.id))


def watch_of(record: Record, name: str, owner: str | None) -> Kept:
    """A watch by its id. Raises NotThereError where there is none, or it is not the owner's; anybody's for an `owner` of None."""
    return record.read(lambda connection: _kept(connection, name, owner))


def change_watch(
    record: Record, settings: Alerting, name: str, owner: str | None, watch: Watch, *, active: bool = True
) -> Made:
    """Puts another search in the place of a watch's, or switches it off.

    A webhook that goes elsewhere gets a new secret. Raises RecordError and NotThereError as `add_watch` and `watch_of`.
    """
    watch = checked(watch, settings)
    new = _new_secret()

    def step(connection: Connection) -> Made:
        before = _kept(connection, name, owner)
        _check_story(connection, watch)
        moved = watch.webhook is not None and watch.webhook != before.watch.webhook
        values: dict[str, Any] = {"about": canonical(watch.about()), "active": int(active), "gone": None}
        if moved or watch.webhook is None:
            values["secret"] = new if moved else None
        connection.execute(update(watches).where(watches.c.id == name).values(**values))
        _let_go(connection, record, name, watch)
        return Made(_kept(connection, name, owner), new if moved else None, None)

    return record.write(step)


def _let_go(connection: Connection, record: Record, name: str, watch: Watch) -> None:
    """Gives up what waits for channels that a watch no longer has."""
    closed = [channel for channel, to in (("webhook", watch.webhook), ("mail", watch.mail)) if to is None]
    waiting = update(deliveries).where(deliveries.c.watch == name, deliveries.c.state == "waiting")
    ended = {"state": "given up", "ended": stamp(record.now()), "next": None}
    connection.execute(waiting.where(deliveries.c.channel.in_(closed)).values(**ended))


def remove_watch(record: Record, name: str, owner: str | None) -> None:
    """Removes a watch with what it alerted of. Raises NotThereError as `watch_of`."""

    def step(connection: Connection) -> None:
        _kept(connection, name, owner)
        connection.execute(delete(deliveries).where(deliveries.c.watch == name))
        connection.execute(delete(watches).where(watches.c.id == name))

    record.write(step)


def new_secret(record: Record, name: str, owner: str | None) -> Made:
    """Signs a watch's webhook anew from now on. Raises RecordError for a watch without one, NotThereError as `watch_of`."""
    secret = _new_secret()

    def step(connection: Connection) -> Made:
        kept = _kept(connection, name, owner)
        if kept.watch.webhook is None:
            raise RecordError("This watch has no webhook.")
        connection.execute(update(watches).where(watches.c.id == name).values(secret=secret))
        return Made(kept, secret, None)

    return record.write(step)


def new_key(record: Record, name: str, owner: str | None) -> Made:
    """Opens a watch's feed by another key, and by the one before no longer. Raises NotThereError as `watch_of`."""
    key = _new_key()

    def step(connection: Connection) -> Made:
        kept = _kept(connection, name, owner)
        connection.execute(update(watches).where(watches.c.id == name).values(key=digest(key)))
        return Made(kept, None, key)

    return record.write(step)


def by_key(record: Record, key: str) -> Kept | None:
    """The watch whose feed a key opens, while its owner may use the desk."""
    query = select(watches).join(users, users.c.name == watches.c.user)
    query = query.where(watches.c.key == digest(key), users.c.active == 1)

    def step(connection: Connection) -> Kept | None:
        row = connection.execute(query).first()
        return None if row is None else kept_of(row)

    return record.read(step)


def _kept(connection: Connection, name: str, owner: str | None) -> Kept:
    row = connection.execute(select(watches).where(watches.c.id == name)).first()
    if row is None or owner not in (None, row.user):
        raise NotThereError(f"You have no watch {name}.")
    return kept_of(row)


def _new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode("ascii")


def _new_key() -> str:
    return secrets.token_urlsafe(32)
