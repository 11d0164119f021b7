"""RSS, Atom and RDF to entries, by feedparser; it is given bytes alone and fetches nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import feedparser
from lxml import etree

from consilience.errors import InputError
from consilience.gathering.entries import Entry, plain
from consilience.gathering.xml import local_name

ROOTS = frozenset({"rss", "rdf", "feed"})
MOST = 5_000  # items of one feed
MOST_ELEMENTS = 200_000  # and attributes; feedparser takes some seconds for so many
BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
PEOPLE = frozenset(
    ["author", "contributor", "creator", "email", "managingeditor", "name", "owner", "publisher", "webmaster"]
)
LONGEST_NAME = 150  # characters
ITEMS = ("{*}item", "{*}entry")


def entries_of_xml(name: str, root: etree._Element, at: str) -> Iterator[Entry]:
    """The entries of a feed found `at` an address. Raises InputError where it lists too many, or none can be read."""
    if sum(1 for _ in root.iter(*ITEMS)) > MOST:
        raise InputError(name, "too_large", f"It lists more than {MOST:,} items.")
    if sum(1 + len(element.attrib) for element in root.iter()) > MOST_ELEMENTS:
        raise InputError(name, "too_large", f"It has more than {MOST_ELEMENTS:,} elements and attributes.")
    _cut_people(root)
    try:
        found = _parsed(etree.tostring(root, encoding="utf-8", xml_declaration=True), at)
    except BROKEN as error:
        raise InputError(name, "no_feed", "The feed is broken and cannot be read.") from error
    language = _text(found.feed, "language")
    return (_entry(entry, language) for entry in found.entries)


def _cut_people(root: etree._Element) -> None:
    """Cuts names of people that are longer than any: in these feedparser looks for addresses, in time that grows as the square."""
    for element in [one for one in root.iter() if local_name(one).lower() in PEOPLE]:
        if len(words := "".join(element.itertext())) > LONGEST_NAME:
            tail = element.tail
            element.clear()
            element.text, element.tail = words[:LONGEST_NAME], tail


def _parsed(data: bytes, at: str) -> Any:
    return feedparser.parse(
        io.BytesIO(data),  # of anything but a stream, it would open the file or address that the bytes name
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": at},
        sanitize_html=False, resolve_relative_uris=False,
    )  # fmt: skip


def _entry(entry: dict[str, Any], language: str) -> Entry:
    content = next((c for c in entry.get("content") or () if c.get("value")), None)
    content = content or entry.get("summary_detail") or {}
    return Entry(
        said_id=_text(entry, "id"), address=_text(entry, "link"), title=_title(entry), author=_text(entry, "author"),
        published=_text(entry, "published"), updated=_text(entry, "updated"), language=content.get("language") or language,
        markup=content.get("value") or "", is_html=content.get("type") != "text/plain",
    )  # fmt: skip


def _title(entry: dict[str, Any]) -> str:
    is_html = (entry.get("title_detail") or {}).get("type") == "text/html"
    return plain(_text(entry, "title")) if is_html else _text(entry, "title")


def _text(held: dict[str, Any], key: str) -> str:
    value = dict.get(held, key)  # feedparser's own `get` gives one date for another
    return value.strip() if isinstance(value, str) else ""
