"""The text of marked-up words that are known to be a report's body: one paragraph for each block."""

from __future__ import annotations

from lxml import etree, html

BLOCKS = frozenset(
    """
    p h1 h2 h3 h4 h5 h6 hl1 hl2 li dt dd blockquote bq div section article header footer table tr td th pre br hr
    ul ol dl body body.content block media caption figcaption figure main aside dateline byline hedline lede
    """.split()
)
LEFT_OUT = frozenset(
    ["script", "style", "head", "template", "noscript", "media-metadata", "iframe", "object"]
)


def text_of_html(markup: str) -> str:
    """The text of a piece of HTML; empty where there is none."""
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError):
        return ""
    return text_of(tree)


def text_of(tree: etree._Element) -> str:
    """The text under an element, blank lines between its blocks; comments and entities are taken out of the element."""
    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction, etree.Entity)
    paragraphs: list[str] = []
    words: list[str] = []
    skipped = 0  # how many elements that are left out the walk is in
    for step, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname.lower()
        if name in BLOCKS and not skipped:
            _close(words, paragraphs)
        if step == "start":
            skipped += name in LEFT_OUT
            words += [] if skipped else [element.text or ""]
        else:
            skipped -= name in LEFT_OUT
            words += [] if skipped or element is tree else [element.tail or ""]
    _close(words, paragraphs)
    return "\n\n".join(paragraphs)


def _close(words: list[str], paragraphs: list[str]) -> None:
    """Ends a paragraph."""
    if text := " ".join("".join(words).split()):
        paragraphs.append(text)
    words.clear()
