"""NewsML-G2, the IPTC's XML for news: items with their text inside, alone or in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from consilience.errors import InputError
from consilience.intake.dates import iso_date
from consilience.intake.markup import text_of, text_of_html
from consilience.intake.ninjs import withdrawn
from consilience.intake.pages import Page

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
IN = {"g2": NAMESPACE}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ROOT = re.compile(rb"<(?:\w+:)?(?:newsItem|newsMessage|packageItem)[\s>]")
MOST_ITEMS = 5_000


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One item: its own bytes, and what it says; a sentence where it holds no text."""

    data: bytes
    page: Page | None
    fault: str = ""


def is_newsml(data: bytes) -> bool:
    """Whether the first bytes are those of a NewsML-G2 document."""
    start = data[:4096]
    return NAMESPACE.encode() in start and ROOT.search(start) is not None


def read_newsml(name: str, data: bytes) -> Iterator[NewsItem]:
    """The items of a document. No entity is expanded, nothing is fetched, nesting is bounded by libxml2.

    Raises InputError for what is no well-formed XML, or holds no news item.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(name, "bad_xml", "It is not well-formed XML.") from error
    if _local(root) == "newsItem":
        yield _item(root, data)
        return
    items = root.findall(".//g2:newsItem", IN)
    if not items:
        what = "The package only refers to its items. Give the items themselves."
        raise InputError(name, "no_text", what if _local(root) == "packageItem" else "It holds no news item.")
    if len(items) > MOST_ITEMS:
        raise InputError(name, "too_large", f"It holds more than {MOST_ITEMS:,} news items. Split it.")
    for item in items:
        yield _item(item, etree.tostring(item, encoding="utf-8", with_tail=False))


def _item(item: etree._Element, data: bytes) -> NewsItem:
    text = _text(item)
    if not text:
        remote = item.find(".//g2:remoteContent", IN) is not None
        what = (
            "Its content lies elsewhere, and it holds no text." if remote else "The news item holds no text."
        )
        return NewsItem(data, None, what)
    first = _date(item, "itemMeta/g2:firstCreated") or _date(item, "contentMeta/g2:contentCreated")
    version = _date(item, "itemMeta/g2:versionCreated")
    status = item.find("g2:itemMeta/g2:pubStatus", IN)
    page = Page(
        text=text, title=_words(item, "contentMeta/g2:headline", "itemMeta/g2:title") or _inner_title(item),
        outlet=_named(item, "contentMeta/g2:infosource", "itemMeta/g2:provider", "rightsInfo/g2:copyrightHolder"),
        byline=_words(item, "contentMeta/g2:by") or _named(item, "contentMeta/g2:creator"),
        published=first or version, updated=version if first and version != first else None, url=_address(item),
        language=_language(item),
        notes=withdrawn(status.get("qcode") if status is not None else None),
    )  # fmt: skip
    return NewsItem(data, page)


def _text(item: etree._Element) -> str:
    """The first content that is text: inline NITF or XHTML, or inline data."""
    for content in item.iterfind("g2:contentSet/g2:inlineXML", IN):
        bodies = [e for e in content.iter() if _local(e) in {"body.content", "body"}]
        inner = next((e for e in bodies if _local(e) == "body.content"), bodies[0] if bodies else content)
        if text := text_of(inner):
            return text
    for content in item.iterfind("g2:contentSet/g2:inlineData", IN):
        words = "".join(content.itertext())
        text = text_of_html(words) if "html" in (content.get("contenttype") or "") else words
        if text.strip():
            return text.strip()
    return ""


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _words(item: etree._Element, *paths: str) -> str | None:
    found = (item.find("g2:" + path, IN) for path in paths)
    texts = (" ".join("".join(e.itertext()).split()) for e in found if e is not None)
    return next(filter(None, texts), None)


def _named(item: etree._Element, *paths: str) -> str | None:
    """The name of a party: of its `name` element, else its `literal`; of a code, what follows the colon."""
    for path in paths:
        if (name := _words(item, path + "/g2:name")) is not None:
            return name
        party = item.find("g2:" + path, IN)
        literal = (
            party.get("literal") or (party.get("qcode") or "").rsplit(":", 1)[-1] if party is not None else ""
        )
        if literal:
            return str(literal)
    return None


def _inner_title(item: etree._Element) -> str | None:
    """The title that the content itself has: of NITF its headline, of XHTML its title."""
    inner = (e for content in item.iterfind("g2:contentSet/g2:inlineXML", IN) for e in content.iter())
    texts = (" ".join("".join(e.itertext()).split()) for e in inner if _local(e) in {"hl1", "title"})
    return next(filter(None, texts), None)


def _language(item: etree._Element) -> str | None:
    """That of the content; else that of the item's own words."""
    named = item.find("g2:contentMeta/g2:language", IN)
    tags = (named.get("tag") if named is not None else None, item.get(LANG))
    return next((str(tag) for tag in tags if tag), None)


def _date(item: etree._Element, path: str) -> str | None:
    return iso_date(item.findtext("g2:" + path, namespaces=IN))


def _address(item: etree._Element) -> str | None:
    """Where it was published, where a link says so by an address of the web."""
    for link in item.iterfind("g2:itemMeta/g2:link", IN):
        href = link.get("href") or ""
        if (link.get("rel") or "").endswith(("alternate", "canonical")) and href.lower().startswith(
            ("http://", "https://")
        ):
            return str(href)
    return None
