"""The articles of a file that holds many: JSON Lines, CSV, Parquet, WARC. Streamed; a fault is an item too."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from consilience.corpus.inputs import Container, Source, unpacked
from consilience.corpus.items import TOO_LARGE, Item, failed
from consilience.intake import MOST_BYTES

ROWS = 64  # of a Parquet file, held at a time
PIECE = 1 << 20
DAMAGED = (OSError, EOFError, zlib.error, gzip.BadGzipFile, ArchiveLoadFailed, pa.ArrowException, csv.Error, ValueError)  # fmt: skip
PAGES = ("text/html", "application/xhtml+xml", "text/plain")
csv.field_size_limit(MOST_BYTES)


def split(source: Source, stream: BinaryIO) -> Iterator[Item]:
    """The items of a container, in order. What is damaged ends that file with an item that says so."""
    if source.container is None:
        raise ValueError(f"{source.name} is one article")
    number = 0
    try:
        for item in SPLITTERS[source.container](source.name, stream):
            number += 1
            yield item
        if not number:
            yield failed(source.name, "empty", "The file holds no articles.")
    except DAMAGED as error:
        what = f"The file is damaged after its article {number}, or is not what its name says ({type(error).__name__}: {error})."
        yield failed(source.name, "damaged", what)


def _lines(name: str, stream: BinaryIO) -> Iterator[Item]:
    lines = unpacked(name, stream)
    for number in count(1):
        line = lines.readline(MOST_BYTES + 1)
        if not line:
            return
        if len(line) > MOST_BYTES:
            _skip_line(lines, line)
            yield failed(f"{name}:{number}", "too_large", TOO_LARGE)
        elif line.strip():
            yield Item(f"{name}:{number}", "line", line.rstrip(b"\r\n"))


def _skip_line(lines: BinaryIO, read: bytes) -> None:
    while read and not read.endswith(b"\n"):
        read = lines.readline(PIECE)


def _csv(name: str, stream: BinaryIO) -> Iterator[Item]:
    text = io.TextIOWrapper(unpacked(name, stream), "utf-8-sig", errors="replace", newline="")
    rows = csv.DictReader(text, dialect=csv.excel_tab if ".tsv" in name.lower() else csv.excel)
    for number, row in enumerate(rows, 1):
        if None in row or None in row.values():
            yield failed(f"{name}:{number}", "bad_row", "The row has not as many fields as the first line.")
        else:
            yield _row(f"{name}:{number}", row)


def _row(name: str, row: Mapping[str, Any]) -> Item:
    return Item(name, "line", json.dumps(row, default=str).encode("ascii"))


def _parquet(name: str, stream: BinaryIO) -> Iterator[Item]:
    numbers = count(1)
    for batch in pq.ParquetFile(stream).iter_batches(batch_size=ROWS):
        for row in batch.to_pylist():
            yield _row(f"{name}:{next(numbers)}", row)


def _warc(name: str, stream: BinaryIO) -> Iterator[Item]:
    numbers = count(1)
    for record in ArchiveIterator(stream):
        if record.rec_type in {"response", "conversion", "resource"}:
            yield _page(f"{name}:{next(numbers)}", record)


def _page(name: str, record: ArcWarcRecord) -> Item:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return failed(name, "http_error", f"The server answered {status}.")
    headers = record.http_headers or record.rec_headers
    content = (headers.get_header("Content-Type") or "text/html").split(";")
    media_type = content[0].strip().lower()
    if media_type not in PAGES:
        return failed(name, "wrong_type", f"It is {media_type}, not a page or text.")
    data = record.content_stream().read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        return failed(name, "too_large", TOO_LARGE)
    record.raw_stream.read()  # what is packed after the end of the content
    if record.raw_stream.limit > 0:
        return failed(name, "damaged", "The file ends in the middle of it.")
    return Item(name, "page", data, media_type=media_type, url=record.rec_headers.get_header("WARC-Target-URI"),
                charset=_charset(content[1:]))  # fmt: skip


def _charset(parameters: list[str]) -> str | None:
    named = (p.split("=", 1)[1].strip(" \"'") for p in parameters if p.strip().lower().startswith("charset="))
    return next(named, None) or None


SPLITTERS: dict[Container, Callable[[str, BinaryIO], Iterator[Item]]] = {
    "lines": _lines, "csv": _csv, "parquet": _parquet, "warc": _warc,
}  # fmt: skip
