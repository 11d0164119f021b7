"""Changes of accounts: each is made together with the entry of the log that tells of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from sqlalchemy import Connection

from consilience.record import Record
from consilience.record.log import append, done

KIND = "user"
About = Mapping[str, str | None]


def change(record: Record, who: str, about: About, step: Callable[[Connection], None]) -> None:
    """Makes a change and logs `about`, which holds no secret, or neither. The step may refuse by raising."""
    name = f"user:{secrets.token_hex(8)}"

    def whole(connection: Connection) -> None:
        if done(connection, name) is None:
            step(connection)
            append(connection, record, KIND, about, who=who, step=name)

    record.write(whole)


def note(record: Record, who: str, about: About) -> None:
    """Logs what changed no account."""
    change(record, who, about, lambda _: None)
