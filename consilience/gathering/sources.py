"""What is gathered from: the feeds, folders and mailboxes of a `feeds.toml`."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from consilience.errors import InputError
from consilience.record.log import canonical, digest


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS, Atom, RDF or JSON feed, or a sitemap; which, is told from what comes.

    `every` is in seconds. With `full`, the page of each item is fetched; else the item's own content is taken. Of a
    sitemap only what is at most `days` old is taken.
    """

    name: str
    address: str
    every: float
    language: str | None
    full: bool
    days: float

    @property
    def id(self) -> str:
        """What its state is kept under."""
        return source_id("feed", self.address)

    @property
    def via(self) -> str:
        """By what way its arrivals come."""
        return f"feed {self.address}"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder whose new and changed files are received; `every` is in seconds."""

    name: str
    address: str
    every: float

    @property
    def id(self) -> str:
        """What its state is kept under."""
        return source_id("folder", self.address)

    @property
    def via(self) -> str:
        """By what way its arrivals come."""
        return f"folder {self.address}"


@dataclass(frozen=True, slots=True)
class Secret:
    """Where a secret stands: in an environment variable or in a file. The secret itself is never kept."""

    variable: str | None
    file: str | None

    def read(self) -> str:
        """The secret. Raises InputError where it is not there."""
        if self.variable is not None:
            found = os.environ.get(self.variable, "")
            if not found:
                raise InputError(
                    self.variable, "no_secret", f"The environment variable {self.variable} is not set."
                )
            return found
        file = self.file or ""
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, ValueError) as error:
            raise InputError(file, "no_secret", f"The password cannot be read from {file}.") from error


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox read by IMAP over TLS; `every` is in seconds."""

    name: str
    host: str
    port: int
    user: str
    folder: str
    every: float
    password: Secret

    @property
    def address(self) -> str:
        """Its address as RFC 5092 writes it."""
        return f"imap://{quote(self.user, safe='')}@{self.host}:{self.port}/{quote(self.folder)}"

    @property
    def id(self) -> str:
        """What its state is kept under."""
        return source_id("mailbox", self.address)

    @property
    def via(self) -> str:
        """By what way its arrivals come."""
        return f"mail {self.address}"


Source = Feed | Folder | Mailbox


@dataclass(frozen=True, slots=True)
class Sources:
    """What a file names, and a sentence for each mistake in it; `pause` is the least between two requests to a host, in seconds."""

    pause: float
    sources: tuple[Source, ...]
    mistakes: tuple[str, ...] = ()


def source_id(kind: str, address: str) -> str:
    """The id of what stands at an address."""
    return digest(canonical([kind, address]))[:32]
