"""Inputs to reports: walks what was given, and lets nothing stop the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from consilience.errors import InputError
from consilience.intake.fetch import Fetcher
from consilience.intake.kinds import JSON, LINES, WARC, kind_by_name, kind_of, sniffed
from consilience.intake.objects import is_one_value
from consilience.intake.opening import MOST_BYTES, TOO_LARGE, Input, lines_of, of_archive, opened
from consilience.intake.reports import Item, failure_of
from consilience.model import Failure, Report

ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


def receive(
    inputs: Iterable[str], *, stdin: BinaryIO | None = None, fetcher: Fetcher | None = None
) -> Iterator[Item]:
    """A Report or a Failure for each path, file of a folder, line of a table, `-` (stdin) or http(s) address.

    In the order given; files of a folder in the order of their names, hidden ones left out. The second of two
    inputs with the same bytes is kept under an id of its own, with a warning that names the first. With a `fetcher`,
    the pages that lists of addresses name are fetched as well.
    """
    seen: dict[str, list[str]] = {}
    for name in inputs:
        for item in _received(name, stdin, fetcher):
            yield _unrepeated(item, seen) if isinstance(item, Report) else item


def _received(name: str, stdin: BinaryIO | None, fetcher: Fetcher | None) -> Iterator[Item]:
    try:
        if name == "-":
            data = stdin.read(MOST_BYTES + 1) if stdin is not None else b""
            yield from opened(Input(name, data, sniffed(data), fetcher=fetcher))
        elif scheme := ADDRESS.match(name):
            if scheme[1].lower() not in {"http", "https"}:
                raise InputError(name, "bad_address", "Only http and https addresses are fetched.")
            page = (fetcher or Fetcher()).fetch(name)
            kind = kind_of(name, page.data, page.media_type)
            yield from opened(Input(name, page.data, kind, page.url, page.charset, fetcher))
        else:
            yield from _of_path(name, fetcher)
    except InputError as error:
        yield failure_of(error)


def _of_path(name: str, fetcher: Fetcher | None) -> Iterator[Item]:
    path = Path(name)
    try:
        if not name:
            raise InputError(name, "not_found", "The name is empty. Give a path, an http(s) address or -.")
        if path.is_dir():
            yield from _of_folder(name, path, fetcher)
        elif not path.exists():
            raise InputError(name, "not_found", "There is no such file or folder.")
        elif not path.is_file():
            raise InputError(name, "not_a_file", "It is neither a file nor a folder.")
        else:
            yield from _of_file(name, path, fetcher)
    except PermissionError:
        yield Failure(name, "not_readable", "You may not read it. Check its permissions.")
    except OSError as error:
        yield Failure(name, "not_readable", f"It cannot be read ({error.strerror or type(error).__name__}).")
    except InputError as error:
        yield failure_of(error)


def _of_folder(name: str, folder: Path, fetcher: Fetcher | None) -> Iterator[Item]:
    hidden = (p for p in sorted(folder.rglob("*")) if p.is_file())
    files = [p for p in hidden if not any(part.startswith(".") for part in p.relative_to(folder).parts)]
    if not files:
        raise InputError(name, "empty_folder", "The folder holds no files to read.")
    for path in files:
        yield from _of_path(str(path), fetcher)


def _of_file(name: str, path: Path, fetcher: Fetcher | None) -> Iterator[Item]:
    """The reports of a file; archives and JSON Lines are never held as a whole."""
    kind = kind_by_name(name)
    with path.open("rb") as stream:
        if kind == WARC:
            yield from of_archive(name, stream)
        elif kind == LINES or (kind == JSON and not is_one_value(stream.readline(MOST_BYTES))):
            stream.seek(0)
            yield from lines_of(name, stream, fetcher)
        elif path.stat().st_size > MOST_BYTES:
            raise InputError(name, "too_large", TOO_LARGE)
        else:
            stream.seek(0)
            data = stream.read()
            yield from opened(Input(name, data, kind_of(name, data), fetcher=fetcher))


def _unrepeated(report: Report, seen: dict[str, list[str]]) -> Report:
    earlier = seen.setdefault(report.id, [])
    earlier.append(report.file)
    if len(earlier) == 1:
        return report
    note = f"It is the same, byte for byte, as {earlier[0]}."
    return replace(report, id=f"{report.id}-{len(earlier)}", warnings=(*report.warnings, note))
