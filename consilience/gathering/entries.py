"""Entries of feeds to items: under which key, when changed, and with what content."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import islice
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

from lxml import etree, html

from consilience.errors import InputError
from consilience.gathering.items import Document, Item
from consilience.gathering.sources import Feed
from consilience.record.log import canonical, digest

BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre "
    "section table td th tr ul".split()
)
TRACKING = frozenset(
    ["fbclid", "gclid", "at_medium", "at_campaign", "ns_mchannel", "ns_campaign", "ns_source"]
)
LONGEST = 2_000  # characters of an address
MOST = 50_000  # items of one listing, as sitemaps.org has it
COUNTED = re.compile(r"#\d{1,2}$")  # as the BBC ends a guid: how often the report was revised


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one thing; `markup` is its content, HTML or plain text, `said_id` its own id as given."""

    said_id: str = ""
    address: str = ""
    title: str = ""
    author: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    markup: str = ""
    is_html: bool = False


def items_of(feed: Feed, at: str, entries: Iterable[Entry]) -> Iterator[Item]:
    """An item for each entry, the first of those with one key; `at` is where the feed was found.

    Raises InputError where there are too many.
    """
    held = list(islice(entries, MOST + 1))
    if len(held) > MOST:
        raise InputError(feed.address, "too_large", f"It lists more than {MOST:,} items.")
    times = Counter(entry.said_id for entry in held)
    seen: set[str] = set()
    for entry in held:
        address = web_address(at, entry.address)
        own = not feed.full or address is None
        key = _key(feed, entry, at if own else address or at, address, times[entry.said_id] == 1)
        if key not in seen:
            seen.add(key)
            yield _item(feed, entry, key, address, own)


def web_address(base: str, link: str) -> str | None:
    """A link as an address, without its fragment; None where it is none that is fetched."""
    try:
        found = urldefrag(urljoin(base, link.strip())).url if link.strip() else ""
        sound = urlsplit(found).scheme in {"http", "https"} and bool(urlsplit(found).hostname)
    except ValueError:
        return None
    return found if sound and len(found) <= LONGEST else None


def address_key(address: str) -> str:
    """An address without what only says by what way a reader came."""
    parts = urlsplit(urldefrag(address).url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not k.startswith("utm_") and k not in TRACKING]
    return urlunsplit(parts if len(kept) == len(pairs) else parts._replace(query=urlencode(kept)))


def _key(feed: Feed, entry: Entry, origin: str, address: str | None, unique: bool) -> str:
    """The entry's id where it has one of its own, else its address, else a hash of it.

    What does not lie on the server that the content comes from is told apart by the feed, so that no feed can pass its
    content off as a revision of somebody else's report.
    """
    key = COUNTED.sub("", entry.said_id) if entry.said_id and unique else ""
    key = key or (address_key(address) if address else digest(canonical([entry.title, entry.markup])))
    return key if _host(key) == _host(origin) else f"{feed.address}#{key}"


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _item(feed: Feed, entry: Entry, key: str, address: str | None, own: bool) -> Item:
    stamp = digest(canonical(astuple(entry)))
    if not own:
        return Item(key, stamp, address)
    return Item(key, stamp, address, lambda: _document(feed, entry, key, address))


def _document(feed: Feed, entry: Entry, key: str, address: str | None) -> Document:
    """The entry as a line of JSON: what was read out of it under the names that intake knows, and its content as it came."""
    name = address or key
    text = plain(entry.markup) if entry.is_html else entry.markup.strip()
    if not text:
        raise InputError(name, "no_content", "The feed gives neither a page of it nor any content.")
    line = {
        "text": text, "title": entry.title, "author": entry.author, "published": entry.published or entry.updated,
        "updated": entry.updated, "url": address, "outlet": feed.name, "language": entry.language or feed.language,
        "file": name, "feed": feed.address, "entry": {"id": entry.said_id, "content": entry.markup},
    }  # fmt: skip
    data = json.dumps({field: value for field, value in line.items() if value}).encode()
    return Document(data, name, address, "application/jsonl")


def plain(markup: str) -> str:
    """The text of a piece of HTML, its blocks apart."""
    try:
        tree = html.fragment_fromstring(markup.replace("\x00", ""), create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, "script", "style", with_tail=False)
    for element in tree.iter():
        if element.tag in BLOCKS:
            element.text = "\n" + (element.text or "")
            element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(tree.itertext()).split("\n"))
    return "\n\n".join(line for line in lines if line)
