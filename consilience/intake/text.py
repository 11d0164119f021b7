"""Bytes to text: which encoding, and what looks wrong in what came out."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
NOT_OF_TEXTS = frozenset({"undefined", "punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf_7"})
MOJIBAKE = re.compile(r"â€[™œ\x9d“”˜¦]|Ã[©¨¡¢¤§±³¶¼º­]|Â[ £«»°·]|ï»¿|�{1}")
BIDI = re.compile("[‪-‮⁦-⁩‎‏]")
HALVES = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f]")  # the ends of lines and pages are none
ZERO_WIDTH = re.compile("[​‌‍⁠﻿]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read by and what the reader of it should know."""

    text: str
    encoding: str
    warnings: tuple[str, ...]


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """The text of bytes, None where they are no text.

    A byte order mark decides, then the declared encoding, then UTF-8, then a guess by charset-normalizer.
    Line ends become "\\n"; nothing else is changed.
    """
    for bom, name in BOMS:
        if data.startswith(bom):
            return _clean(data.decode(name, errors="replace").lstrip("\ufeff"), name)
    if b"\x00" in data[:8192] or _is_binary(data):
        return None
    for encoding in (declared, "utf-8"):
        if encoding is None or encoding.lower().replace("-", "_") in NOT_OF_TEXTS:
            continue
        try:
            return _clean(data.decode(encoding), codecs.lookup(encoding).name)
        except (UnicodeError, LookupError):
            continue
    guess = from_bytes(data[:200_000]).best()
    if guess is None:
        return None
    return _clean(data.decode(guess.encoding, errors="replace"), guess.encoding)


def _is_binary(data: bytes) -> bool:
    """Control characters that no text has, in more than one of a hundred bytes."""
    sample = data[:8192]
    odd = sum(b < 32 and b not in (9, 10, 12, 13, 27) for b in sample)
    return odd * 100 > len(sample)


def _clean(text: str, encoding: str) -> Decoded:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, encoding, warnings_on(text))


def whole(text: str) -> str:
    """The text with each half of a character pair, which no encoding can hold, shown as U+FFFD."""
    return HALVES.sub("\ufffd", text)


def warnings_on(text: str) -> tuple[str, ...]:
    """What a reader should know of a text: broken encoding, hidden direction marks, unseen characters."""
    found = []
    if len(MOJIBAKE.findall(text)) >= 1:
        found.append(
            "The text looks as if it had been decoded wrongly before it came here (mojibake). It is kept as received."
        )
    if BIDI.search(text):
        found.append("The text holds marks that change the writing direction. They are kept and shown inert.")
    if len(ZERO_WIDTH.findall(text)) > 0:
        found.append("The text holds characters that cannot be seen (zero width). They are kept.")
    if len(CONTROL.findall(text[:20000])) > 20:
        found.append("The text holds control characters. They are kept.")
    return tuple(found)
