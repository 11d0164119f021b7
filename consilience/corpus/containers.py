"""The articles of a file that holds many: JSON Lines, CSV, Parquet, WARC. Streamed; a fault is an item too."""

from __future__ import annotations

import csv
import io
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from consilience.corpus.inputs import Container, Source, unpacked
from consilience.corpus.items import TOO_LARGE, Item, failed
from consilience.errors import InputError
from consilience.intake import MOST_BYTES
from consilience.intake.archives import pages_of
from consilience.model import Failure

ROWS = 64  # of a Parquet file, held at a time
PIECE = 1 << 20
DAMAGED = (OSError, EOFError, zlib.error, pa.ArrowException, csv.Error, ValueError)
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
    try:
        for page in pages_of(name, stream, MOST_BYTES):
            if isinstance(page, Failure):
                yield failed(page.file, page.code, page.message)
            else:
                yield Item(
                    page.name,
                    "page",
                    page.data,
                    media_type=page.media_type,
                    url=page.url,
                    charset=page.charset,
                )
    except InputError as error:
        yield failed(error.file, error.code, error.message)


SPLITTERS: dict[Container, Callable[[str, BinaryIO], Iterator[Item]]] = {
    "lines": _lines, "csv": _csv, "parquet": _parquet, "warc": _warc,
}  # fmt: skip
