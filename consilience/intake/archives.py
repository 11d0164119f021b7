"""WARC archives (ISO 28500) to web pages, as Common Crawl News has them. The one module that knows warcio."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from consilience.errors import InputError
from consilience.model import Failure

DAMAGED = (OSError, EOFError, zlib.error, ArchiveLoadFailed, ValueError)
PAGES = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as a server answered, by the name `ARCHIVE:N`."""

    name: str
    data: bytes
    media_type: str
    charset: str | None
    url: str | None


def pages_of(
    name: str, stream: BinaryIO, largest: int, most: int | None = None
) -> Iterator[WebPage | Failure]:
    """The pages of an archive, packed by gzip or not, one at a time; a Failure for what is none or not whole.

    `largest` bounds the bytes of one page, `most` those of all records. Raises InputError where the archive is
    damaged, after what stands before the damage, where it is larger than `most`, and where it holds no page.
    """
    number = 0
    try:
        for number, record in enumerate(_records(name, stream, most), 1):
            yield _page(f"{name}:{number}", record, largest)
    except DAMAGED as error:
        what = f"The file is damaged after its article {number}, or is not what its name says ({type(error).__name__}: {error})."
        raise InputError(name, "damaged", what) from error
    if not number:
        raise InputError(name, "empty", "The file holds no articles.")


def _records(name: str, stream: BinaryIO, most: int | None) -> Iterator[ArcWarcRecord]:
    """The records that may hold a page."""
    read = 0
    for record in ArchiveIterator(stream):
        read += max(int(record.rec_headers.get_header("Content-Length") or 0), 0)
        if most is not None and read > most:
            what = (
                f"It is larger than {most // 1_000_000} MB when unpacked. Read it with `consilience corpus`."
            )
            raise InputError(name, "too_large", what)
        if record.rec_type in {"response", "conversion", "resource"}:
            yield record


def _page(name: str, record: ArcWarcRecord, largest: int) -> WebPage | Failure:
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    if status != "200":
        return Failure(name, "http_error", f"The server answered {status}.")
    headers = record.http_headers or record.rec_headers
    content = (headers.get_header("Content-Type") or "text/html").split(";")
    media_type = content[0].strip().lower()
    if media_type not in PAGES:
        return Failure(name, "wrong_type", f"It is {media_type}, not a page or text.")
    data = record.content_stream().read(largest + 1)
    if len(data) > largest:
        return Failure(name, "too_large", f"It is larger than {largest // 1_000_000} MB.")
    record.raw_stream.read()  # what is packed after the end of the content
    if record.raw_stream.limit > 0:
        return Failure(name, "damaged", "The file ends in the middle of it.")
    return WebPage(
        name, data, media_type, _charset(content[1:]), record.rec_headers.get_header("WARC-Target-URI")
    )


def _charset(parameters: list[str]) -> str | None:
    named = (p.split("=", 1)[1].strip(" \"'") for p in parameters if p.strip().lower().startswith("charset="))
    return next(named, None) or None
