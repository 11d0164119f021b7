"""One page that a person names."""

from __future__ import annotations

from consilience.gathering.entries import address_key
from consilience.gathering.web import document_of
from consilience.intake import Fetcher
from consilience.record import Arrival, Record, receive


def fetch_one(record: Record, url: str, *, fetcher: Fetcher | None = None, via: str = "address") -> Arrival:
    """Fetches a page and receives it. Raises InputError where it cannot or must not be had.

    A person asks for it and not a robot, so that robots.txt does not decide.
    """
    found = document_of((fetcher or Fetcher()).fetch(url))
    return receive(
        record, found.data, name=found.name, key=address_key(found.name), url=found.url, via=via,
        media_type=found.media_type, charset=found.charset, headers=found.headers,
    )  # fmt: skip
