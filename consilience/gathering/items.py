"""What a source lists: items, each with a key, and with its content or an address that it is fetched from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from consilience.record.arrivals import Headers


@dataclass(frozen=True, slots=True)
class Document:
    """What is received of an item, as `record.receive` takes it."""

    data: bytes = field(repr=False)
    name: str
    url: str | None = None
    media_type: str = ""
    charset: str | None = None
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing listed. `key` is what its revisions have in common, `stamp` what changes when it does.

    `document` gives its content where the source has it at hand, else what stands at `address` is fetched. It raises
    InputError where this item cannot be had, and OSError where the source has gone away.
    """

    key: str
    stamp: str
    address: str | None
    document: Callable[[], Document] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists now, and by what to ask for news next time; `parts` are the sitemaps of an index.

    `left` is called when all was looked through.
    """

    items: Iterable[Item]
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    parts: tuple[str, ...] = ()
    left: Callable[[], object] | None = None

    def close(self) -> None:
        """Lets go of what the items were had from."""
        if self.left is not None:
            self.left()
