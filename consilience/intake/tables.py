"""JSON Lines to reports: the field names that scrapers use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from consilience.intake.dates import iso_date

FIELDS = {
    "text": ("text", "maintext", "plaintext", "body", "content", "article_text", "article", "raw_text"),
    "title": ("title", "headline", "title_page", "name"),
    "outlet": ("outlet", "sitename", "source-hostname", "source", "publisher", "source_domain", "hostname", "site", "domain", "newspaper"),
    "byline": ("byline", "author", "authors", "creator"),
    "published": ("published", "date", "publishing_date", "date_publish", "datePublished", "published_at", "pubDate", "publish_date", "date_published"),
    "updated": ("updated", "date_modify", "dateModified", "modified", "updated_at", "date_modified"),
    "url": ("url", "source-url", "source_url", "link", "responded_url", "requested_url", "canonical_url", "DocumentIdentifier"),
    "language": ("language", "lang"),
    "file": ("file", "filename", "id"),
}  # fmt: skip
OF_PAGE = ("requested_url", "responded_url", "publisher")  # what fundus says of a page
DEEPEST = 12


def fields_of(item: dict[str, Any]) -> dict[str, str]:
    """The known fields of one object as text; a field that is missing or of no use is left out."""
    item = _with_page(item)
    found = {}
    for field, names in FIELDS.items():
        for name in names:
            value = _written(item.get(name), field)
            if value:
                found[field] = host_of(value) if field == "outlet" else value
                break
    return found


def _with_page(item: dict[str, Any]) -> dict[str, Any]:
    """The object with what fundus says of the page in `html`, and trafilatura's `source`, which is its address."""
    page, source = item.get("html"), item.get("source")
    if isinstance(page, dict):
        about = page.get("source_info")
        held = {**page, **(about if isinstance(about, dict) else {})}
        item = {key: held[key] for key in OF_PAGE if key in held} | item
    if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
        item = {"url": source} | item
    return item


def host_of(name: str) -> str:
    """An outlet's name; where it is given as an address, its host."""
    if not name.lower().startswith(("http://", "https://")):
        return name
    try:
        return (urlsplit(name).hostname or name).removeprefix("www.")
    except ValueError:
        return name


def _written(value: Any, field: str) -> str | None:
    if field in {"published", "updated"}:
        return iso_date(value)
    if field == "text":
        return "\n\n".join(_paragraphs(value, 0)) or None
    if isinstance(value, list):
        return ", ".join(filter(None, (_written(v, field) for v in value))) or None
    if isinstance(value, dict):
        return _written(value.get("name") or value.get("title"), field)
    return (
        str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
    )


def _paragraphs(value: Any, depth: int) -> Iterator[str]:
    """The text of nested sections, as fundus gives an article's body."""
    if depth > DEEPEST:
        return
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from _paragraphs(part, depth + 1)
    elif isinstance(value, dict):
        for key in ("summary", "headline", "sections", "paragraphs", "text", "content"):
            yield from _paragraphs(value.get(key), depth + 1)


def parse_line(line: bytes) -> dict[str, Any] | None:
    """One line as an object; None where it is none."""
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return item if isinstance(item, dict) else None
