"""Inputs to reports: walks what was given, tells kinds apart, and lets nothing stop the rest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from consilience.errors import InputError
from consilience.intake.documents import read_docx, read_pdf
from consilience.intake.fetch import Fetcher
from consilience.intake.heads import read_head
from consilience.intake.language import code_of, language_of
from consilience.intake.mail import read_mail
from consilience.intake.pages import Page, read_page
from consilience.intake.tables import fields_of, parse_line
from consilience.intake.text import decode, warnings_on, whole
from consilience.model import Failure, Received, Report

MOST_BYTES = 20_000_000  # of one file; JSON Lines are read line by line and may be larger
MOST_TEXT = 2_000_000  # characters of one report
TABLES = frozenset({".jsonl", ".ndjson", ".json"})
TYPES = {
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html",
    ".xhtml": "text/html", ".eml": "message/rfc822", ".pdf": "application/pdf", ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl", ".json": "application/jsonl",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
Item = Report | Failure


def receive(
    inputs: Iterable[str], *, stdin: BinaryIO | None = None, fetcher: Fetcher | None = None
) -> Iterator[Item]:
    """A Report or a Failure for each path, file of a folder, line of a table, `-` (stdin) or http(s) address.

    In the order given; files of a folder in the order of their names, hidden ones left out. The second of two
    inputs with the same bytes is kept under an id of its own, with a warning that names the first.
    """
    seen: dict[str, list[str]] = {}
    for name in inputs:
        for item in _received(name, stdin, fetcher or Fetcher()):
            yield _unrepeated(item, seen) if isinstance(item, Report) else item


def receive_bytes(
    name: str,
    data: bytes,
    media_type: str | None = None,
    *,
    url: str | None = None,
    charset: str | None = None,
) -> Iterator[Item]:
    """The reports of one file or page that is already in memory; its kind by its name and first bytes unless given."""
    kind = media_type or _kind(data, Path(name).suffix.lower())
    try:
        if media_type is None and Path(name).suffix.lower() == ".json" and _is_array(data):
            yield from _of_array(name, data)
        else:
            yield from _of_bytes(name, data, kind, url, charset)
    except InputError as error:
        yield Failure(error.file, error.code, error.message)


def open_received(received: Received, charset: str | None = None) -> Iterator[Item]:
    """The reports of what was received before; its kind is told from its bytes and name where `media_type` is empty."""
    kind = received.media_type or None
    return receive_bytes(received.name, received.data, kind, url=received.url, charset=charset)


def receive_line(name: str, line: bytes) -> Item:
    """The report that one line of JSON Lines holds; its fields may have the names that scrapers use."""
    return _of_line(name, line)


def _received(name: str, stdin: BinaryIO | None, fetcher: Fetcher) -> Iterator[Item]:
    try:
        if name == "-":
            data = stdin.read(MOST_BYTES + 1) if stdin is not None else b""
            yield from _of_bytes(name, data, _sniff(data, "text/plain"))
        elif scheme := ADDRESS.match(name):
            if scheme[1].lower() not in {"http", "https"}:
                raise InputError(name, "bad_address", "Only http and https addresses are fetched.")
            fetched = fetcher.fetch(name)
            yield from _of_bytes(name, fetched.data, fetched.media_type, fetched.url, fetched.charset)
        else:
            yield from _of_path(name)
    except InputError as error:
        yield Failure(error.file, error.code, error.message)


def _of_path(name: str) -> Iterator[Item]:
    path = Path(name)
    try:
        if not name:
            raise InputError(name, "not_found", "The name is empty. Give a path, an http(s) address or -.")
        if path.is_dir():
            yield from _of_folder(name, path)
        elif not path.exists():
            raise InputError(name, "not_found", "There is no such file or folder.")
        elif not path.is_file():
            raise InputError(name, "not_a_file", "It is neither a file nor a folder.")
        elif path.suffix.lower() in TABLES:
            yield from _of_table(name, path)
        elif path.stat().st_size > MOST_BYTES:
            raise InputError(
                name,
                "too_large",
                f"It is larger than {MOST_BYTES // 1_000_000} MB. Split it into one file a report.",
            )
        else:
            data = path.read_bytes()
            yield from _of_bytes(name, data, _kind(data, path.suffix.lower()))
    except PermissionError:
        yield Failure(name, "not_readable", "You may not read it. Check its permissions.")
    except OSError as error:
        yield Failure(name, "not_readable", f"It cannot be read ({error.strerror or type(error).__name__}).")
    except InputError as error:
        yield Failure(error.file, error.code, error.message)


def _of_folder(name: str, folder: Path) -> Iterator[Item]:
    hidden = (p for p in sorted(folder.rglob("*")) if p.is_file())
    files = [p for p in hidden if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    if not files:
        raise InputError(name, "empty_folder", "The folder holds no files to read.")
    for path in files:
        yield from _of_path(str(path))


def _of_table(name: str, path: Path) -> Iterator[Item]:
    with path.open("rb") as lines:
        start = lines.read(1)
        lines.seek(0)
        whole = path.suffix.lower() == ".json" and (start == b"[" or parse_line(lines.readline()) is None)
        lines.seek(0)
        if whole:
            yield from _of_array(name, lines.read(MOST_BYTES))
            return
        blank = True
        for number, line in enumerate(lines, 1):
            if line.strip():
                blank = False
                yield _of_line(f"{name}:{number}", line.rstrip(b"\r\n"))
        if blank:
            raise InputError(name, "empty", "The file is empty.")


def _is_array(data: bytes) -> bool:
    """Whether JSON is one value, and not an object a line."""
    return data[:1] == b"[" or parse_line(data.split(b"\n", 1)[0]) is None


def _of_array(name: str, data: bytes) -> Iterator[Item]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise InputError(name, "bad_json", "It is not valid JSON.") from None
    items = found if isinstance(found, list) else [found]
    if not items:
        raise InputError(name, "empty", "The list holds no reports.")
    for number, item in enumerate(items, 1):
        yield _of_line(f"{name}:{number}", json.dumps(item, ensure_ascii=True).encode())


def _of_line(name: str, line: bytes) -> Item:
    item = parse_line(line)
    if item is None:
        return Failure(name, "bad_json", "The line is not a JSON object.")
    fields = {name: whole(value) for name, value in fields_of(item).items()}
    if not fields.get("text", "").strip():
        return Failure(name, "no_text", "The line has no text. A field `text` is required.")
    text = fields["text"]
    page = Page(text, fields.get("title"), fields.get("outlet"), fields.get("byline"), fields.get("published"),
                fields.get("updated"), fields.get("url"), fields.get("language"))  # fmt: skip
    received = Received(name, line, "application/jsonl", _hash(line), fields.get("url"))
    try:
        return _report(fields.get("file", name), received, page, "utf-8", warnings_on(text))
    except InputError as error:
        return Failure(error.file, error.code, error.message)


def _of_bytes(
    name: str, data: bytes, kind: str, url: str | None = None, charset: str | None = None
) -> Iterator[Item]:
    if not data.strip():
        raise InputError(name, "empty", "The file is empty.")
    if len(data) > MOST_BYTES:
        raise InputError(
            name,
            "too_large",
            f"It is larger than {MOST_BYTES // 1_000_000} MB. Split it into one file a report.",
        )
    received = Received(name, data, kind, _hash(data), url)
    if kind in {"application/jsonl", "application/x-ndjson", "application/json"}:
        for number, line in enumerate(data.splitlines(), 1):
            if line.strip():
                yield _of_line(f"{name}:{number}", line)
    elif kind == "text/html" or kind.startswith("application/xhtml"):
        yield _report(name, received, _page(name, data, url), charset)
    elif kind == "message/rfc822":
        yield _report(
            name,
            received,
            _required(name, read_mail(data), "no_text", "The mail holds no text that can be read."),
            None,
        )
    elif kind == "application/pdf":
        text, title = read_pdf(name, data)
        yield _report(name, received, Page(text, title, None, None, None, None, url, None), None)
    elif kind == TYPES[".docx"]:
        text, title = read_docx(name, data)
        yield _report(name, received, Page(text, title, None, None, None, None, url, None), None)
    else:
        yield _plain(name, received, data, charset)


def _plain(name: str, received: Received, data: bytes, charset: str | None) -> Report:
    decoded = decode(data, charset)
    if decoded is None:
        raise InputError(name, "binary", "It is not text. Give text, HTML, mail, PDF, Word or JSON Lines.")
    head = read_head(decoded.text)
    page = Page(
        decoded.text, head.title, head.outlet, head.byline, head.published, head.updated, received.url, None
    )
    return _report(name, received, page, decoded.encoding, decoded.warnings)


def _page(name: str, data: bytes, url: str | None) -> Page:
    return _required(name, read_page(data, url), "no_article", "No article text is found on the page.")


def _required(name: str, page: Page | None, code: str, message: str) -> Page:
    if page is None:
        raise InputError(name, code, message)
    return page


def _report(
    name: str, received: Received, page: Page, encoding: str | None, warnings: tuple[str, ...] | None = None
) -> Report:
    if not page.text.strip():
        raise InputError(name, "empty", "It holds no text.")
    if len(page.text) > MOST_TEXT:
        raise InputError(
            name,
            "too_large",
            f"Its text is longer than {MOST_TEXT:,} characters. Split it into one file a report.",
        )
    language = language_of(page.text) or code_of(page.language)
    notes = list(warnings if warnings is not None else warnings_on(page.text))
    if language not in (None, "en"):
        notes.append(f"The report seems to be in another language ({language}). It is kept, but not read.")
    return Report(
        id=received.sha256[:16], file=name, text=page.text, received=received, title=page.title, outlet=page.outlet,
        byline=page.byline, published=page.published, updated=page.updated, url=page.url, language=language,
        encoding=encoding, warnings=tuple(notes),
    )  # fmt: skip


def _unrepeated(report: Report, seen: dict[str, list[str]]) -> Report:
    earlier = seen.setdefault(report.id, [])
    earlier.append(report.file)
    if len(earlier) == 1:
        return report
    note = f"It is the same, byte for byte, as {earlier[0]}."
    return replace(report, id=f"{report.id}-{len(earlier)}", warnings=(*report.warnings, note))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _kind(data: bytes, suffix: str) -> str:
    """The kind of a file by its ending; by its first bytes where that says nothing, or only that it is text."""
    named = TYPES.get(suffix)
    return (
        _sniff(data, named or "text/plain") if named in {None, "text/plain", "text/markdown"} else str(named)
    )


def _sniff(data: bytes, otherwise: str) -> str:
    """The kind of a file by its first bytes."""
    start = data[:512].lstrip()
    if start.startswith(b"%PDF-"):
        return "application/pdf"
    if start[:64].lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if start.startswith(b"PK\x03\x04") and b"word/" in data[:8192]:
        return TYPES[".docx"]
    if start.startswith(b"{") and parse_line(data.split(b"\n", 1)[0]) is not None:
        return "application/jsonl"
    return otherwise
