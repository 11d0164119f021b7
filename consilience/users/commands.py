"""`consilience users`: accounts on the command line, for whoever may open the record."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass

from consilience.errors import UsageError
from consilience.record import Record, open_record
from consilience.users.accounts import (
    Account,
    add_user,
    all_users,
    change_password,
    deactivate,
    set_role,
)
from consilience.users.names import own_name
from consilience.users.roles import Role


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says; the role is `reader` for a new user where it says none."""

    action: str
    name: str | None
    role: Role | None
    database: str


def manage(asked: Asked) -> list[str]:
    """Does it and gives lines to print. Raises UsageError, RecordError or NotThereError, as the functions of accounts do."""
    with open_record(asked.database, create=asked.action == "add") as record:
        if asked.action == "list":
            return [_line(account) for account in all_users(record)]
        if asked.name is None:
            raise UsageError(f"Name the user: consilience users {asked.action} NAME")
        return [_changed(record, asked, asked.name)]


def _changed(record: Record, asked: Asked, name: str) -> str:
    who = f"{own_name()} (command line)"
    if asked.action == "add":
        role = asked.role or "reader"
        kept = add_user(record, name, role, _password(name), who=who)
        return f"{kept} may use the desk as {role}."
    if asked.action == "password":
        change_password(record, name, _password(name), who=who)
        return f"{name} has another password now; all sessions of theirs were ended."
    if asked.action == "role":
        if asked.role is None:
            raise UsageError(f"Give the role: consilience users role {name} --role analyst")
        set_role(record, name, asked.role, who=who)
        return f"{name} is {asked.role} now; all sessions of theirs were ended."
    deactivate(record, name, who=who)
    return f"{name} may not use the desk any more."


def _password(name: str) -> str:
    """The password that is typed unseen, or the first line of standard input: never an argument, which others can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password for {name}: ")
    if getpass.getpass("Once more: ") != password:
        raise UsageError("The two were not the same. Nothing was changed.")
    return password


def _line(account: Account) -> str:
    by = "removed" if not account.active else "password" if account.password else "link"
    return f"{account.name}\t{account.role}\t{by}"
