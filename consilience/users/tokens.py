"""API tokens: secrets by which programs act for a user. Shown once; only the SHA-256 is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Connection, Row, func, insert, or_, select

from consilience.errors import RecordError
from consilience.record import Record
from consilience.record.log import stamp
from consilience.record.schema import tokens, users
from consilience.users.audit import change
from consilience.users.keys import SHOWN, end_one, hash_of, new_secret, note_use
from consilience.users.roles import ROLES, Role, User

PREFIX = "csl_"  # so that scanners find a token where none should be
MOST = 50  # of one user
LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class Token:
    """A token as its owner sees it afterwards: the beginning of its hash as `id`, moments in UTC as the log writes them."""

    id: str
    name: str
    role: Role
    made: str
    used: str | None
    ends: str | None


def make_token(record: Record, user: User, name: str, role: Role, ends: datetime | None) -> tuple[str, Token]:
    """A new token and what is kept of it. Raises RecordError where the role is above the user's, the end is past, or there
    are too many."""
    if not user.may(role):
        raise RecordError(f"A token of yours can have the role {user.role} at most.")
    if ends is not None and ends <= record.now():
        raise RecordError("The end of the token is past. Give a later one, or none.")
    secret = PREFIX + new_secret()
    whole = hash_of(secret)
    now, end = stamp(record.now()), None if ends is None else stamp(ends)
    made = Token(whole[:SHOWN], name[:LONGEST_NAME], role, now, None, end)

    def step(connection: Connection) -> None:
        held = select(func.count()).where(tokens.c.user == user.name)
        if connection.execute(held).scalar_one() >= MOST:
            raise RecordError(f"There are {MOST} tokens of yours. Revoke one first.")
        row = {"name": made.name, "role": role, "made": now, "ends": end}
        connection.execute(insert(tokens).values(id=whole, user=user.name, **row))

    about = {"did": "made a token", "user": user.name, "token": made.id, "name": made.name, "role": role}
    change(record, user.name, {**about, "ends": end}, step)
    return secret, made


def user_of_token(record: Record, secret: str) -> User | None:
    """Whom a token stands for, with the lesser of its role and theirs now."""
    now = record.now()
    unended = or_(tokens.c.ends.is_(None), tokens.c.ends > stamp(now))
    query = (
        select(tokens, users.c.role.label("own"))
        .join(users)
        .where(tokens.c.id == hash_of(secret), users.c.active == 1, unended)
    )
    row = record.read(lambda connection: connection.execute(query).first())
    if row is None:
        return None
    note_use(record, tokens, row)
    return User(row.user, min(cast(Role, row.role), cast(Role, row.own), key=ROLES.index))


def tokens_of(record: Record, name: str) -> list[Token]:
    """The tokens of a user, the last made first."""
    query = select(tokens).where(tokens.c.user == name).order_by(tokens.c.made.desc(), tokens.c.id)
    return record.read(lambda connection: [_token(row) for row in connection.execute(query)])


def revoke_token(record: Record, name: str, token: str) -> None:
    """Ends a token of a user, by the `id` of `Token`. Raises NotThereError where there is none."""

    about = {"did": "revoked a token", "user": name, "token": token}
    change(record, name, about, lambda connection: end_one(connection, tokens, name, token))


def _token(row: Row[Any]) -> Token:
    return Token(row.id[:SHOWN], row.name, cast(Role, row.role), row.made, row.used, row.ends)
