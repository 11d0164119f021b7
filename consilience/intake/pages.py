"""Web pages to text and metadata, by trafilatura."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass

import trafilatura
from lxml import etree, html
from lxml.html import HtmlElement

from consilience.intake.dates import iso_date
from consilience.intake.tables import host_of

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


FEWEST_WORDS = 8  # less than that is a label, not an article


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page and what the page says of itself."""

    text: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    updated: str | None
    url: str | None
    language: str | None
    notes: tuple[str, ...] = ()  # sentences on what a reader should know of it


def read_page(data: bytes, url: str | None = None) -> Page | None:
    """The article of a page; None where no main text is found. Nothing is fetched."""
    try:
        tree = trafilatura.load_html(data)
        if tree is None:
            return None
        dates = _dates(tree)
        found = trafilatura.bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, include_tables=True
        )
    except (etree.LxmlError, ValueError, RecursionError, AttributeError, TypeError):
        return None
    if found is None or isinstance(found, dict) or len((found.text or "").split()) < FEWEST_WORDS:
        return None
    return Page(
        text=str(found.text), title=found.title or None, outlet=host_of(found.sitename) if found.sitename else None, byline=found.author or None,
        published=dates.get("published") or iso_date(found.date), updated=dates.get("updated"),
        url=found.url or url, language=found.language or None,
    )  # fmt: skip


def all_text(markup: str) -> str | None:
    """All text of a piece of HTML that is no article, such as a mail; a line for each run of text."""
    try:
        tree = html.fromstring(markup)
    except (etree.LxmlError, ValueError):
        return None
    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    return "\n".join(line.strip() for line in tree.itertext() if line.strip()) or None


def _dates(tree: HtmlElement) -> dict[str, str]:
    """Published and updated, apart: from schema.org JSON-LD, then from meta elements."""
    found: dict[str, str] = {}
    for item in _linked_data(tree):
        for name, key in (("published", "datePublished"), ("updated", "dateModified")):
            day = iso_date(item.get(key))
            if day:
                found.setdefault(name, day)
    for name, properties in (
        ("published", ("article:published_time", "datePublished", "date", "dc.date.issued", "pubdate")),
        ("updated", ("article:modified_time", "dateModified", "og:updated_time", "dc.date.modified")),
    ):
        for meta in tree.iter("meta"):
            named = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
            day = iso_date(meta.get("content")) if named in {p.lower() for p in properties} else None
            if day:
                found.setdefault(name, day)
    return found


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, object]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or len(script.text or "") > 200_000:
            continue
        try:
            waiting = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item[:100]
            elif isinstance(item, dict):
                yield item
                waiting += [v for k, v in item.items() if k == "@graph"]
