"""Sessions: who signed in with a browser, until when. Of the secret in the cookie only the SHA-256 is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Connection, Row, delete, insert, select, update

from consilience.errors import RecordError
from consilience.record import Record
from consilience.record.log import PROGRAM, stamp
from consilience.record.schema import sessions, users
from consilience.users.accounts import add_user, end_all
from consilience.users.audit import change, note
from consilience.users.keys import SHOWN, end_one, hash_of, new_secret, note_use
from consilience.users.names import as_kept, own_name
from consilience.users.passwords import kept_anew, matches, outdated
from consilience.users.roles import Role, User

IDLE = timedelta(hours=24)  # without a request, after which a session ends
WHOLE = timedelta(days=14)  # after which it ends in any case


@dataclass(frozen=True, slots=True)
class Session:
    """One signing-in: the beginning of its hash as `id`, moments in UTC as the log writes them."""

    id: str
    user: User
    made: str
    used: str
    ends: str


def sign_in(record: Record, name: str, password: str, *, address: str) -> str | None:
    """The secret of a new session where the password is right. Logged either way; a name that nobody has is not
    written down, as it may be a password."""
    name = as_kept(name[:256])
    row = record.read(lambda connection: _who(connection, name))
    if not matches(None if row is None else row.password, password) or row is None:
        tried = None if row is None else name
        note(record, PROGRAM, {"did": "failed to sign in", "user": tried, "from": address})
        return None
    fresh = kept_anew(password) if outdated(row.password) else row.password
    return _begin(record, name, row.password, fresh, "password", address)


def enter(record: Record, *, address: str) -> str:
    """The secret of a new session of who runs the desk on their own machine; they are added as an admin first."""
    name = own_name()
    row = record.read(lambda connection: _who(connection, name))
    if row is None:
        add_user(record, name, "admin", None, who=name)
    secret = _begin(record, name, None, None, "link", address)
    if secret is None:
        raise RecordError(f"{name} has a password. Sign in with it.")
    return secret


def session_of(record: Record, secret: str, *, used: bool = True) -> Session | None:
    """The session of a secret, if it has not ended; unless it is only looked at, this is use of it."""
    query = _living(record.now()).where(sessions.c.id == hash_of(secret))
    row = record.read(lambda connection: connection.execute(query).first())
    if row is None:
        return None
    if used:
        note_use(record, sessions, row)
    return _session(row)


def sessions_of(record: Record, name: str) -> list[Session]:
    """The sessions of a user that have not ended, the last used first."""
    query = (
        _living(record.now()).where(sessions.c.user == name).order_by(sessions.c.used.desc(), sessions.c.id)
    )
    return record.read(lambda connection: [_session(row) for row in connection.execute(query)])


def sign_out(record: Record, name: str, session: str) -> None:
    """Ends one session of a user, by the `id` of `Session`. Raises NotThereError where there is none."""

    about = {"did": "signed out", "user": name, "session": session}
    change(record, name, about, lambda connection: end_one(connection, sessions, name, session))


def sign_out_everywhere(record: Record, name: str) -> None:
    """Ends all sessions of a user."""
    change(record, name, {"did": "signed out everywhere", "user": name}, lambda c: end_all(c, name))


def _begin(
    record: Record, name: str, checked: str | None, fresh: str | None, by: str, address: str
) -> str | None:
    """A session, unless the password `checked` is no longer the user's; `fresh` is kept in its place."""
    secret = new_secret()
    now = record.now()

    def step(connection: Connection) -> None:
        held = _who(connection, name)
        if held is None or held.password != checked:
            raise _Changed
        connection.execute(update(users).where(users.c.name == name).values(password=fresh))
        connection.execute(delete(sessions).where(sessions.c.ends <= stamp(now)))
        row = {"made": stamp(now), "used": stamp(now), "ends": stamp(now + WHOLE)}
        connection.execute(insert(sessions).values(id=hash_of(secret), user=name, **row))

    about = {"did": "signed in", "user": name, "by": by, "session": hash_of(secret)[:SHOWN], "from": address}
    try:
        change(record, name, about, step)
    except _Changed:
        return None
    return secret


class _Changed(Exception):
    """The account was changed while its password was checked."""


def _who(connection: Connection, name: str) -> Row[Any] | None:
    query = select(users).where(users.c.name == name, users.c.active == 1)
    return connection.execute(query).first()


def _living(now: datetime) -> Any:
    return (
        select(sessions, users.c.role)
        .join(users)
        .where(users.c.active == 1, sessions.c.ends > stamp(now), sessions.c.used > stamp(now - IDLE))
    )


def _session(row: Row[Any]) -> Session:
    return Session(row.id[:SHOWN], User(row.user, cast(Role, row.role)), row.made, row.used, row.ends)
