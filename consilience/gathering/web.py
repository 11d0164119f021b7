"""Feeds over HTTP: what one lists now, and the pages that it names."""

from __future__ import annotations

from datetime import datetime

from consilience.errors import InputError
from consilience.gathering.items import Document, Listing
from consilience.gathering.kept import Visits
from consilience.gathering.listings import listing_of
from consilience.gathering.manners import Manners
from consilience.gathering.sources import Feed
from consilience.intake.fetch import TEXTUAL, Fetched

ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
)
ACCEPT_PAGE = "text/html, application/xhtml+xml, */*;q=0.5"


def list_feed(manners: Manners, feed: Feed, address: str, visits: Visits, now: datetime) -> Listing:
    """What stands at a feed's address, or at one of its parts, if it is not as it was at the last visit.

    Raises InputError, with the code "gone" where the server says that it is gone for good.
    """
    headers = {"Accept": ACCEPT_FEED, **_language(feed)}
    if visits.etag:
        headers["If-None-Match"] = visits.etag
    if visits.modified:
        headers["If-Modified-Since"] = visits.modified
    answer = manners.ask(address, headers)
    if answer.status == 304:
        return Listing((), visits.etag, visits.modified, answer.moved)
    return listing_of(feed, _good(address, answer), now)


def fetch_page(manners: Manners, feed: Feed, address: str) -> Document:
    """A page that a feed names. Raises InputError where it cannot or must not be had."""
    answer = _good(address, manners.ask(address, {"Accept": ACCEPT_PAGE, **_language(feed)}, TEXTUAL))
    return document_of(answer)


def document_of(answer: Fetched) -> Document:
    """What a server answered, as it is received."""
    return Document(answer.data, answer.url, answer.url, answer.media_type, answer.charset, answer.headers)


def _language(feed: Feed) -> dict[str, str]:
    return {"Accept-Language": feed.language} if feed.language else {}


def _good(address: str, answer: Fetched) -> Fetched:
    if answer.status == 410:
        raise InputError(address, "gone", "The server says that it is gone for good (410).")
    if answer.status != 200:
        raise InputError(address, "http_error", f"The server answered {answer.status}.")
    return answer
