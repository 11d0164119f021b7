"""XML from strangers: no entity, no DTD and no network is followed, and depth and size are bounded."""

from __future__ import annotations

import html.entities
import re

from lxml import etree

NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
XML_OWN = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
DECLARED = re.compile(rb"<\?xml[^>]*\sencoding\s*=")


def root_of(data: bytes, charset: str | None) -> etree._Element | None:
    """The root of a document; one that is not well-formed is mended. None where it is no XML at all."""
    encoding = None if DECLARED.match(data.lstrip()[:200]) else charset
    for given, recover in ((data, False), (NAMED.sub(_as_number, data), True)):
        try:
            root = etree.fromstring(given.lstrip(), _parser(encoding, recover))
        except (etree.XMLSyntaxError, ValueError):
            continue
        if root is not None:
            etree.strip_elements(
                root, etree.Entity, etree.Comment, etree.ProcessingInstruction, with_tail=False
            )
            return root
    return None


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _parser(encoding: str | None, recover: bool) -> etree.XMLParser:
    try:
        return etree.XMLParser(
            encoding=encoding, recover=recover, resolve_entities=False, no_network=True, load_dtd=False,
            dtd_validation=False, huge_tree=False,
        )  # fmt: skip
    except LookupError:  # no such charset
        return _parser(None, recover)


def _as_number(match: re.Match[bytes]) -> bytes:
    """An entity of HTML, which XML does not know, as the character that it stands for."""
    found = html.entities.html5.get(f"{match[1].decode()};")
    if match[1] in XML_OWN or found is None:
        return match[0]
    return "".join(f"&#{ord(character)};" for character in found).encode()
