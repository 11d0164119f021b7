"""One text as received."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Received:
    """What came in, byte for byte, before anything was made of it."""

    name: str  # the path as given, `PATH:N` for line N of a table, or the URL
    data: bytes = field(repr=False)
    media_type: str  # as found: text/plain, text/html, message/rfc822, application/pdf, ...
    sha256: str  # hex, of `data`
    url: str | None = None  # where it was fetched from, after redirects


@dataclass(frozen=True, slots=True)
class Report:
    """One text with what is known of it; every span of a Reading points into `text`."""

    id: str  # hash of what was received
    file: str
    text: str
    received: Received
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None  # ISO 8601 date or date and time, as the report itself gives it
    updated: str | None = None
    url: str | None = None
    language: str | None = None  # ISO 639-1
    encoding: str | None = None
    warnings: tuple[str, ...] = ()  # sentences for the user: mojibake, another language, a duplicate


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: its name, a stable code and what to do."""

    file: str
    code: str
    message: str
