"""Who may use the desk: adding, changing and removing users."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Row, delete, insert, select, update

from consilience.errors import NotThereError, RecordError
from consilience.record import Record
from consilience.record.log import PROGRAM
from consilience.record.schema import sessions, tokens, users
from consilience.users.audit import change, note
from consilience.users.names import as_kept, proper
from consilience.users.passwords import hashed, matches
from consilience.users.roles import Role


@dataclass(frozen=True, slots=True)
class Account:
    """A user as administrators see one; `password` says whether there is one, `active` that they may sign in."""

    name: str
    role: Role
    active: bool
    password: bool


def add_user(record: Record, name: str, role: Role, password: str | None, *, who: str) -> str:
    """Adds a user, or brings back one who was removed; without a password one can only come by a link. Gives the name as kept.

    Raises RecordError where the name is taken or can be none, or the password is too easily guessed.
    """
    name = proper(name)
    kept = None if password is None else hashed(name, password)

    def step(connection: Connection) -> None:
        row = _row(connection, name)
        if row is not None and row.active:
            raise RecordError(f"There is a user {name} already.")
        values = {"role": role, "password": kept, "active": 1}
        if row is None:
            connection.execute(insert(users).values(name=name, **values))
        else:
            connection.execute(update(users).where(users.c.name == name).values(**values))

    change(record, who, {"did": "added", "user": name, "role": role}, step)
    return name


def change_password(record: Record, name: str, password: str, *, who: str) -> None:
    """Gives a user another password and ends all sessions. Raises RecordError for a bad one or no such user."""
    name = as_kept(name)
    kept = hashed(name, password)

    def step(connection: Connection) -> None:
        _active(connection, name)
        _set(connection, name, password=kept)
        end_all(connection, name)

    change(record, who, {"did": "changed the password", "user": name}, step)


def change_own_password(record: Record, name: str, old: str, new: str) -> None:
    """Does so for a user who says the old one. Raises RecordError where that is wrong, unless there was none."""
    row = record.read(lambda connection: _row(connection, name))
    if row is not None and row.password is not None and not matches(row.password, old):
        note(record, PROGRAM, {"did": "failed to change the password", "user": name})
        raise RecordError("The old password is not that.")
    change_password(record, name, new, who=name)


def set_role(record: Record, name: str, role: Role, *, who: str) -> None:
    """Gives a user another role and ends all sessions. Raises RecordError where nobody could manage accounts any more."""
    name = as_kept(name)

    def step(connection: Connection) -> None:
        _active(connection, name)
        if role != "admin":
            _leave_an_admin(connection, name)
        _set(connection, name, role=role)
        end_all(connection, name)

    change(record, who, {"did": "changed the role", "user": name, "role": role}, step)


def deactivate(record: Record, name: str, *, who: str) -> None:
    """Removes a user; the name stays in what they decided. Raises RecordError where nobody could manage accounts any more."""
    name = as_kept(name)

    def step(connection: Connection) -> None:
        _active(connection, name)
        _leave_an_admin(connection, name)
        _set(connection, name, active=0, password=None)
        end_all(connection, name)
        connection.execute(delete(tokens).where(tokens.c.user == name))

    change(record, who, {"did": "removed", "user": name}, step)


def all_users(record: Record) -> list[Account]:
    """Every user there is or was, by name."""
    query = select(users).order_by(users.c.name)
    return record.read(lambda connection: [_account(row) for row in connection.execute(query)])


def has_passwords(record: Record) -> bool:
    """Whether anybody can sign in with a password."""
    return any(one.active and one.password for one in all_users(record))


def end_all(connection: Connection, name: str) -> None:
    """Ends all sessions of a user."""
    connection.execute(delete(sessions).where(sessions.c.user == name))


def _account(row: Row[Any]) -> Account:
    return Account(row.name, cast(Role, row.role), bool(row.active), row.password is not None)


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(users).where(users.c.name == name)).first()


def _active(connection: Connection, name: str) -> None:
    row = _row(connection, name)
    if row is None or not row.active:
        raise NotThereError(f"There is no user {name[:80]}.")


def _set(connection: Connection, name: str, **values: object) -> None:
    connection.execute(update(users).where(users.c.name == name).values(**values))


def _leave_an_admin(connection: Connection, name: str) -> None:
    """Raises where a user is an admin and no other admin can sign in."""
    admins = select(users.c.name).where(users.c.role == "admin", users.c.active == 1)
    others = admins.where(users.c.name != name, users.c.password.is_not(None))
    is_one = connection.execute(admins.where(users.c.name == name)).first() is not None
    if is_one and connection.execute(others).first() is None:
        raise RecordError(f"{name} is the last admin who can sign in. Make another one first.")
