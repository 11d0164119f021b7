"""The bytes of a feed or sitemap to what it lists; which of them it is, is told from the bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from consilience.errors import InputError
from consilience.gathering.entries import Entry, items_of
from consilience.gathering.items import Listing
from consilience.gathering.json_feeds import entries_of_json
from consilience.gathering.sitemaps import entries_of_sitemap, parts_of_index
from consilience.gathering.sources import Feed
from consilience.gathering.syndication import ROOTS, entries_of_xml
from consilience.gathering.xml import local_name, root_of
from consilience.intake.fetch import Fetched, gunzip

MOST_UNPACKED = 20_000_000  # bytes of a sitemap when unpacked
LONGEST = 500  # characters of what is sent back to a server
NO_FEED = "What comes is no RSS, Atom or JSON feed and no sitemap"


def listing_of(feed: Feed, answer: Fetched, now: datetime) -> Listing:
    """What an answer lists. Raises InputError where it is no feed, or is too large or broken."""
    data = answer.data
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(answer.url, data, MOST_UNPACKED)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _listing(feed, answer, entries_of_json(feed.address, _parsed(feed, data)))
    if data.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        raise InputError(feed.address, "no_feed", f"{NO_FEED}, but a web page. Check the address.")
    root = root_of(data, answer.charset)
    if root is None:
        raise InputError(feed.address, "no_feed", f"{NO_FEED}. Check the address.")
    name = local_name(root).lower()
    if name == "sitemapindex":
        parts = parts_of_index(root, answer.url, now - timedelta(days=feed.days))
        return Listing((), moved=answer.moved, parts=tuple(parts))
    if name == "urlset":
        return _listing(feed, answer, entries_of_sitemap(root, now - timedelta(days=feed.days)))
    if name in ROOTS:
        return _listing(feed, answer, entries_of_xml(feed.address, root, answer.url))
    what = f"XML of another kind (<{name[:40]}>)"
    raise InputError(feed.address, "no_feed", f"{NO_FEED}, but {what}. Check the address.")


def _parsed(feed: Feed, data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(feed.address, "no_feed", f"{NO_FEED}, but JSON that is broken.") from error


def _listing(feed: Feed, answer: Fetched, entries: Iterable[Entry]) -> Listing:
    found = items_of(feed, answer.url, entries)
    return Listing(found, _validator(answer, "etag"), _validator(answer, "last-modified"), moved=answer.moved)


def _validator(answer: Fetched, name: str) -> str | None:
    """A header that is sent back as it came, where that can be sent at all."""
    value = answer.header(name)
    return value if value and len(value) <= LONGEST and value.isascii() and value.isprintable() else None
