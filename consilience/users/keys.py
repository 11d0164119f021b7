"""Secrets that stand for a user, in a cookie or a token: of each only the SHA-256 is kept."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, update

from consilience.errors import NotThereError
from consilience.record import Record
from consilience.record.log import digest, stamp

NOTED = timedelta(minutes=5)  # between two notes of when one was used
SHOWN = 12  # characters of a hash by which people tell sessions and tokens apart
NAMES = {"sessions": "session", "tokens": "token"}


def new_secret() -> str:
    """256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """What is kept of a secret."""
    return digest(secret)


def note_use(record: Record, table: Table, row: Row[Any]) -> None:
    """Notes that a session or token is used, unless that was noted a moment ago."""
    now = record.now()
    if row.used is None or row.used < stamp(now - NOTED):
        touched = update(table).where(table.c.id == row.id).values(used=stamp(now))
        record.write(lambda connection: connection.execute(touched))


def end_one(connection: Connection, table: Table, name: str, shown: str) -> None:
    """Ends one session or token of a user, by the beginning of its hash. Raises NotThereError where there is none."""
    of = table.c.id.startswith(shown, autoescape=True)
    ended = connection.execute(delete(table).where(table.c.user == name, of))
    if len(shown) != SHOWN or not ended.rowcount:
        raise NotThereError(f"There is no such {NAMES[table.name]}.")
