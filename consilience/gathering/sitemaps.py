"""Sitemaps (sitemaps.org 0.9), those of news (Google's schema 0.9) and indexes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from lxml import etree

from consilience.gathering.entries import Entry, web_address
from consilience.gathering.xml import local_name
from consilience.intake.dates import iso_date

MOST_PARTS = 50  # sitemaps of an index that are asked in one visit, the latest first


def entries_of_sitemap(root: etree._Element, since: datetime) -> Iterator[Entry]:
    """The pages that a sitemap dates at `since` or later; news without a date are taken too."""
    for url in root.iterchildren("{*}url"):
        said = _said(url)
        dates = [moment for key in ("lastmod", "publication_date") if (moment := _moment(said.get(key)))]
        if max(dates) >= since if dates else "news" in said:
            yield Entry(
                address=said.get("loc", ""), title=said.get("title", ""), language=said.get("language", ""),
                published=said.get("publication_date", ""), updated=said.get("lastmod", ""),
            )  # fmt: skip


def parts_of_index(root: etree._Element, at: str, since: datetime) -> list[str]:
    """The sitemaps of an index that changed at `since` or later, or do not say when, the latest first."""
    found: list[tuple[datetime, str]] = []
    for part in root.iterchildren("{*}sitemap"):
        said = _said(part)
        address, moment = web_address(at, said.get("loc", "")), _moment(said.get("lastmod"))
        if address is not None and (moment is None or moment >= since):
            found.append((moment or since, address))
    return [address for _, address in sorted(found, reverse=True)][:MOST_PARTS]


def _said(element: etree._Element) -> dict[str, str]:
    """The texts in an element and in its news, by their names; those of pictures and films are left out."""
    found: dict[str, str] = {}
    for child in (
        *element,
        *element.iterdescendants("{*}publication_date", "{*}language"),
        *element.iterfind("{*}news/{*}title"),
    ):
        found.setdefault(local_name(child), (child.text or "").strip())
    return found


def _moment(value: str | None) -> datetime | None:
    written = iso_date(value)
    if written is None:
        return None
    moment = datetime.fromisoformat(written.replace("Z", "+00:00"))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
