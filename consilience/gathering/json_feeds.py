"""JSON Feed (jsonfeed.org, 1.0 and 1.1) to entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consilience.errors import InputError
from consilience.gathering.entries import Entry

VERSION = "https://jsonfeed.org/version/"


def entries_of_json(name: str, feed: object) -> Iterator[Entry]:
    """The entries of a parsed feed. Raises InputError where it is none."""
    if not isinstance(feed, dict) or not str(feed.get("version")).startswith(VERSION):
        raise InputError(name, "no_feed", "What comes is JSON, but no JSON Feed. Check the address.")
    items = feed.get("items")
    found = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return (_entry(item, _text(feed, "language"), _author(feed)) for item in found)


def _entry(item: dict[str, Any], language: str, author: str) -> Entry:
    markup, number = _text(item, "content_html"), item.get("id")
    return Entry(
        said_id=str(number) if isinstance(number, int) else _text(item, "id"), address=_text(item, "url") or _text(item, "external_url"),
        title=_text(item, "title"), author=_author(item) or author, published=_text(item, "date_published"),
        updated=_text(item, "date_modified"), language=_text(item, "language") or language,
        markup=markup or _text(item, "content_text") or _text(item, "summary"), is_html=bool(markup),
    )  # fmt: skip


def _author(held: dict[str, Any]) -> str:
    authors = held.get("authors")
    given = authors if isinstance(authors, list) else [held.get("author")]
    return ", ".join(filter(None, (_text(one, "name") for one in given if isinstance(one, dict))))


def _text(held: dict[str, Any], key: str) -> str:
    value = held.get(key)
    return value.strip() if isinstance(value, str) else ""
