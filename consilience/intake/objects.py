"""One JSON object to a report: by the fields that scrapers use, or as ninjs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from consilience.errors import InputError
from consilience.intake.kinds import LINES
from consilience.intake.listed import WEB
from consilience.intake.ninjs import is_ninjs, read_ninjs
from consilience.intake.pages import Page
from consilience.intake.reports import Item, failure_of, hash_of, report_of, required
from consilience.intake.tables import fields_of, parse_line
from consilience.intake.text import warnings_on, whole
from consilience.model import Received


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a list says of an article whose text it does not hold."""

    address: str


def of_object(name: str, line: bytes, item: dict[str, Any]) -> Item | Elsewhere:
    """The report of one JSON object, or where it says that the text is."""
    known = {} if is_ninjs(item) else {key: whole(value) for key, value in fields_of(item).items()}
    try:
        page = _page_of(name, item, known)
        if isinstance(page, Elsewhere):
            return page
        received = Received(name, line, LINES, hash_of(line), page.url)
        return report_of(known.get("file", name), received, page, "utf-8", warnings_on(page.text))
    except InputError as error:
        return failure_of(error)


def is_one_value(data: bytes) -> bool:
    """Whether JSON is one value, and not an object a line."""
    return data[:1] == b"[" or parse_line(data.split(b"\n", 1)[0]) is None


def _page_of(name: str, item: dict[str, Any], known: dict[str, str]) -> Page | Elsewhere:
    """What an object says, by the fields that are known of it; of a ninjs item, by that standard."""
    if is_ninjs(item):
        return required(name, read_ninjs(item), "no_text", "The ninjs item holds no text.")
    if not known.get("text", "").strip():
        if WEB.match(known.get("url", "")):
            return Elsewhere(known["url"])
        raise InputError(name, "no_text", "The line has no text. A field `text` is required.")
    return Page(known["text"], known.get("title"), known.get("outlet"), known.get("byline"),
                known.get("published"), known.get("updated"), known.get("url"), known.get("language"))  # fmt: skip
