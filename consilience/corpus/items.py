"""What an input holds, one article each, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.intake import MOST_BYTES

Kind = Literal["file", "line", "page"]
TOO_LARGE = f"It is larger than {MOST_BYTES // 1_000_000} MB."


@dataclass(frozen=True, slots=True)
class Item:
    """One article as it stands in the input.

    kind file: a file of its own, to be opened at `address` by whoever reads it; line: one JSON object; page: a web
    page. `error` is a code and a sentence where the item is known to be of no use.
    """

    name: str  # the file, or `FILE:N` for article N of it
    kind: Kind
    data: bytes = b""
    address: str = ""
    media_type: str | None = None
    url: str | None = None
    charset: str | None = None
    error: tuple[str, str] | None = None


def failed(name: str, code: str, message: str) -> Item:
    """An item that stands for what could not be had."""
    return Item(name, "file", error=(code, message))
