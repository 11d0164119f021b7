"""How the desk reaches people: its own address, its mail server, and whether webhooks may go to this machine."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from consilience.errors import UsageError

Security = Literal["starttls", "ssl", "none"]
KNOWN = frozenset({"host", "port", "sender", "security", "user", "password_env", "password_file", "ca"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server that takes mail for others. `ca` is a file of certificates to trust instead of the system's."""

    host: str
    sender: str
    port: int = 587
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca: str | None = None


@dataclass(frozen=True, slots=True)
class Alerting:
    """`base` is the address by which people reach the desk, without a slash at its end; `local_webhooks` lets webhooks go to
    this machine itself, by http too, which only somebody's own desk should allow; `webhook_seconds` are all that a receiver
    may take for one message."""

    base: str = "http://127.0.0.1:8000"
    mail: MailServer | None = None
    local_webhooks: bool = False
    webhook_seconds: float = 10.0


def mail_server(path: Path, environment: Mapping[str, str] = os.environ) -> MailServer | None:
    """The server of the table [mail] in a TOML file; None where it has none. Raises UsageError for what cannot be."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("mail")
    except OSError as error:
        raise UsageError(f"{path}: It cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: It is not valid TOML ({error}).") from error
    if table is None:
        return None
    if not isinstance(table, dict) or not table.keys() <= KNOWN:
        raise UsageError(f"{path}: [mail] takes {', '.join(sorted(KNOWN))}.")
    return _server(path, table, environment)


def _server(path: Path, table: Mapping[str, Any], environment: Mapping[str, str]) -> MailServer:
    port, security = table.get("port", 587), table.get("security", "starttls")
    if not all(isinstance(value, str) and value for name, value in table.items() if name != "port"):
        raise UsageError(f"{path}: In [mail] everything but port is text.")
    if not all(str(value).isprintable() for value in table.values()):
        raise UsageError(f"{path}: In [mail] each value stands on one line.")
    if not {"host", "sender"} <= table.keys() or "@" not in table["sender"]:
        raise UsageError(f"{path}: [mail] needs host and sender, such as desk@example.org.")
    if type(port) is not int or not 0 < port < 65536:
        raise UsageError(f"{path}: port in [mail] must be a number from 1 to 65535.")
    if security not in get_args(Security):
        raise UsageError(f"{path}: security in [mail] must be one of {', '.join(get_args(Security))}.")
    password = _password(path, table, environment)
    if (table.get("user") is None) != (password is None):
        raise UsageError(
            f"{path}: [mail] needs both user and a password (password_env or password_file), or neither."
        )
    if password is not None and security == "none":
        raise UsageError(f"{path}: A password is sent only where security in [mail] is starttls or ssl.")
    return MailServer(
        table["host"], table["sender"], port, security, table.get("user"), password, table.get("ca")
    )


def _password(path: Path, table: Mapping[str, str], environment: Mapping[str, str]) -> str | None:
    """The password, which never stands in the file itself."""
    if (name := table.get("password_env")) is not None:
        if not environment.get(name):
            raise UsageError(f"{path}: The environment has no {name}, which [mail] names as password_env.")
        return environment[name]
    if (file := table.get("password_file")) is not None:
        try:
            return (path.parent / str(file)).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{path}: {file}, which [mail] names as password_file, cannot be read."
            ) from error
    return None
