"""Lists of articles that give addresses and no text: those of GDELT's DOC API and Global Knowledge Graph."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Literal

from consilience.errors import InputError

MOST_LISTED = 10_000  # addresses of one list
GKG_LINE = re.compile(
    rb"\d{14}-T?\d+\t\d{14}\t\d\t[^\t\n]*\t[^\t\n]+\t"
)  # GKG 2.1: record, date, collection, source, document
GKG_HEAD = re.compile(rb'(?:[^\n]{0,4000}[,\t"])?(?:V2)?DocumentIdentifier[,\t"\r\n]', re.IGNORECASE)
WEB = re.compile(r"https?://\S+$", re.IGNORECASE)


def articles_of(item: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The articles of an answer that lists them, as GDELT's DOC API gives it; None for any other object."""
    held = item.get("articles")
    if not isinstance(held, list) or "text" in item:
        return None
    return [one for one in held if isinstance(one, dict)]


def is_gkg(data: bytes) -> bool:
    """Whether the first line is one of GDELT's Global Knowledge Graph, or names its columns."""
    start = data[:20_000]
    return GKG_LINE.match(start) is not None or GKG_HEAD.match(start) is not None


def addresses_of_gkg(name: str, data: bytes) -> Iterator[tuple[int, str]]:
    """The addresses of the documents with the numbers of their lines, each address once.

    Raises InputError for a list of more than MOST_LISTED lines, or without any address.
    """
    text = data.decode("utf-8", "replace")
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    column, seen = 4, set[str]()
    try:
        for number, row in enumerate(rows, 1):
            if number > MOST_LISTED:
                raise InputError(
                    name, "too_large", f"The list has more than {MOST_LISTED:,} lines. Split it."
                )
            if number == 1 and (head := _column(row)) is not None:
                column = head
                continue
            address = row[column].strip() if len(row) > column else ""
            if WEB.match(address) and address not in seen:
                seen.add(address)
                yield number, address
    except csv.Error as error:
        raise InputError(name, "bad_list", f"It is no list that can be read ({error}).") from error
    if not seen:
        raise InputError(name, "empty", "The list holds no address of the web.")


def _column(row: list[str]) -> int | None:
    """Which column holds the addresses, if this line names the columns."""
    names = [name.strip().lower().removeprefix("v2") for name in row]
    return names.index("documentidentifier") if "documentidentifier" in names else None
