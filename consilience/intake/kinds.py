"""What kind of input a file is: by its name, else by its first bytes."""

from __future__ import annotations

import zlib

from consilience.intake.listed import is_gkg
from consilience.intake.newsml import is_newsml
from consilience.intake.tables import parse_line

PLAIN, HTML, MAIL, PDF = "text/plain", "text/html", "message/rfc822", "application/pdf"
LINES, JSON = "application/jsonl", "application/json"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NEWSML, WARC, GKG = "application/vnd.iptc.g2.newsitem+xml", "application/warc", "text/x-gdelt-gkg"
TYPES = {
    ".txt": PLAIN, ".text": PLAIN, ".md": "text/markdown", ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".eml": MAIL,
    ".pdf": PDF, ".jsonl": LINES, ".ndjson": LINES, ".json": JSON, ".docx": WORD, ".warc": WARC, ".warc.gz": WARC,
    ".wet": WARC, ".wet.gz": WARC,
}  # fmt: skip
UNTOLD = frozenset({PLAIN, "text/markdown"})  # what a name says that may be anything
XML = frozenset({"application/xml", "text/xml"})
TABLES = frozenset({"text/csv", "text/tab-separated-values"})


def kind_by_name(name: str) -> str | None:
    """The kind that the ending of a name speaks for; None where it speaks for none."""
    low = name.lower()
    return next((kind for ending, kind in TYPES.items() if low.endswith(ending)), None)


def kind_of(name: str, data: bytes, media_type: str | None = None) -> str:
    """The kind of a file: as said, or by its name, or by its first bytes where these say nothing or too little."""
    if media_type is not None:
        said = media_type.partition(";")[0].strip().lower()  # "text/html; charset=utf-8" (RFC 9110)
        return sniffed(data, said) if said in XML | TABLES else said
    named = kind_by_name(name)
    return sniffed(data, named or PLAIN) if named is None or named in UNTOLD else named


def sniffed(data: bytes, otherwise: str = PLAIN) -> str:
    """The kind of a file by its first bytes."""
    start = data[:512].lstrip()
    if start.startswith(b"%PDF-"):
        return PDF
    if start[:64].lower().startswith((b"<!doctype html", b"<html")):
        return HTML
    if is_newsml(data):
        return NEWSML
    if start.startswith(b"PK\x03\x04") and b"word/" in data[:8192]:
        return WORD
    if _unpacked_start(data).startswith(b"WARC/"):
        return WARC
    if is_gkg(data):
        return GKG
    if start.startswith(b"{") and parse_line(data.split(b"\n", 1)[0]) is not None:
        return LINES
    return otherwise


def _unpacked_start(data: bytes) -> bytes:
    """The first bytes, of what is packed if they are of gzip."""
    if not data.startswith(b"\x1f\x8b"):
        return data[:16]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[:4096], 16)
    except zlib.error:
        return b""
