"""Reads `feeds.toml`. A table with a mistake is left out, each mistake is named, and the rest goes on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from consilience.errors import InputError
from consilience.gathering.sources import Feed, Folder, Mailbox, Secret, Source, Sources

SPAN = re.compile(r"(\d{1,5})(s|m|h|d)")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST = 7 * 86_400  # seconds between two visits
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PAUSE, MOST_PAUSE = 1.0, 3600.0  # seconds
MOST_BYTES = 5_000_000


def read_feeds(path: str | Path) -> Sources:
    """What a file names. Raises InputError where it cannot be read at all; other mistakes are named in what it gives."""
    name = str(path)
    tables = _parsed(name, Path(path))
    mistakes: list[str] = []
    whole = _Table(name, "the top of the file", tables)
    pause = whole.number("pause", PAUSE, MOST_PAUSE)
    found = [source for kind in KINDS for source in _of_kind(name, kind, whole, mistakes)]
    mistakes[:0] = whole.finished()
    return Sources(pause, tuple(_unrepeated(name, found, mistakes)), tuple(mistakes))


def _parsed(name: str, path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(name, "not_readable", f"It cannot be read ({error.strerror}).") from error
    if len(data) > MOST_BYTES:
        raise InputError(name, "too_large", f"It is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(name, "bad_toml", f"It is not valid TOML: {error}.") from error


@dataclass(slots=True)
class _Table:
    """One table of the file: gives its values one by one, and notes what is wrong with them."""

    file: str
    label: str
    values: dict[str, Any]
    mistakes: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, what: str) -> None:
        self.mistakes.append(f'{self.file}, {self.label}, key "{key}": {what}')

    def get(self, key: str) -> Any:
        self.asked.add(key)
        return self.values.get(key)

    def words(self, key: str, default: str | None = None) -> str:
        value = self.get(key)
        if value is None and default is not None:
            return default
        if value is None:
            self.wrong(key, "It is missing.")
        elif not isinstance(value, str) or not value.strip() or not value.isprintable():
            self.wrong(key, "It must be text of one line, in quotation marks.")
        else:
            return value.strip()
        return ""

    def optional(self, key: str) -> str | None:
        return self.words(key) if key in self.values else self.get(key)

    def flag(self, key: str, default: bool) -> bool:
        value = self.get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.wrong(key, "It must be true or false.")
        return default

    def number(self, key: str, default: float, most: float) -> float:
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
            self.wrong(key, f"It must be a number from 0 to {most:g}.")
            return default
        return float(value)

    def span(self, key: str, default: str) -> float:
        value = self.get(key)
        match = SPAN.fullmatch(default if value is None else str(value))
        seconds = int(match[1]) * SECONDS[match[2]] if match else 0
        if not 1 <= seconds <= LONGEST:
            self.wrong(
                key, 'It must be a span such as "30s", "15m", "2h" or "1d", from one second to seven days.'
            )
        return float(seconds)

    def finished(self) -> list[str]:
        """All mistakes, unknown keys among them."""
        for key in self.values.keys() - self.asked:
            known = ", ".join(sorted(self.asked))
            self.wrong(key, f"It is not known here. Known are: {known}.")
        return sorted(self.mistakes)


def _of_kind(file: str, kind: str, whole: _Table, mistakes: list[str]) -> Iterator[Source]:
    tables = [] if whole.get(kind) is None else whole.get(kind)
    if not isinstance(tables, list):
        whole.wrong(kind, f"Write [[{kind}]] with two brackets.")
        return
    for number, values in enumerate(tables, 1):
        label = f"[[{kind}]] {number}"
        if not isinstance(values, dict):
            mistakes.append(f"{file}, {label}: It must be a table.")
            continue
        table = _Table(file, label, values)
        source = KINDS[kind](table)
        if wrong := table.finished():
            mistakes += wrong
        else:
            yield source


def _feed(table: _Table) -> Feed:
    name, address = table.words("name"), table.words("address")
    if address and not _is_web(address):
        table.wrong("address", "It must be an http or https address without a user name or password.")
    language = table.optional("language")
    if language and not LANGUAGE.fullmatch(language):
        table.wrong("language", 'It must be a code such as "en" or "pt-BR".')
    every, full = table.span("every", "15m"), table.flag("full", True)
    return Feed(name, address, every, language, full, table.number("days", 3, 36_500))


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and "@" not in parts.netloc
            and " " not in address
            and (parts.port or 1) > 0
        )
    except ValueError:
        return False


def _folder(table: _Table) -> Folder:
    name, path = table.words("name"), table.words("path")
    at = Path(table.file).resolve().parent / Path(path).expanduser()
    return Folder(name, str(at), table.span("every", "10s"))


def _mailbox(table: _Table) -> Mailbox:
    name, host, user = table.words("name"), table.words("host"), table.words("user")
    port = table.get("port")
    if port is not None and (isinstance(port, bool) or not isinstance(port, int) or not 0 < port < 65_536):
        table.wrong("port", "It must be a whole number from 1 to 65535.")
        port = None
    folder, every = table.words("folder", "INBOX"), table.span("every", "2m")
    if not folder.isascii():
        table.wrong("folder", "Write it as the server does, in modified UTF-7 (RFC 3501, 5.1.3).")
    return Mailbox(name, host, port or 993, user, folder, every, _secret(table))


def _secret(table: _Table) -> Secret:
    variable, file = table.optional("password_env"), table.optional("password_file")
    if (variable is None) == (file is None):
        table.wrong(
            "password_env", "Give either it or password_file: where the password stands, not the password."
        )
    at = None if file is None else str(Path(table.file).resolve().parent / Path(file).expanduser())
    return Secret(variable, at)


def _unrepeated(file: str, sources: list[Source], mistakes: list[str]) -> Iterator[Source]:
    seen: set[str] = set()
    for source in sources:
        if source.id in seen:
            mistakes.append(f'{file}: {source.address} stands in it twice; "{source.name}" is left out.')
        else:
            seen.add(source.id)
            yield source


KINDS: dict[str, Callable[[_Table], Source]] = {"feed": _feed, "folder": _folder, "mailbox": _mailbox}
