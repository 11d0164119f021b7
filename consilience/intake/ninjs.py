"""ninjs (News in JSON), the IPTC's standard: 1.x, 2.x and 3.x."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consilience.intake.dates import iso_date
from consilience.intake.markup import text_of_html
from consilience.intake.pages import Page
from consilience.intake.text import whole

OF_NINJS = frozenset(
    ["versioncreated", "versionCreated", "pubstatus", "pubStatus", "bodies", "headlines", "usageterms"]
)
WITHDRAWN = {"canceled": "cancelled", "cancelled": "cancelled", "withheld": "withheld"}


def is_ninjs(item: dict[str, Any]) -> bool:
    """Whether an object is a ninjs item: it has a `uri` and what only these have."""
    return isinstance(item.get("uri"), str) and any(
        key in OF_NINJS or key.startswith("body_") for key in item
    )


def read_ninjs(item: dict[str, Any]) -> Page | None:
    """A ninjs item as a page; None where it holds no text, as one of a picture does."""
    text = next(filter(None, _bodies(item)), None)
    if text is None:
        return None
    first = iso_date(_one(item, "firstcreated", "firstCreated"))
    version = iso_date(_one(item, "versioncreated", "versionCreated"))
    uri = _one(item, "uri") or ""
    return Page(
        text=whole(text), title=_title(item), outlet=_outlet(item), byline=_one(item, "byline", "by"),
        published=first or version, updated=version if first and version != first else None,
        url=uri if uri.lower().startswith(("http://", "https://")) else None, language=_one(item, "language"),
        notes=withdrawn(_one(item, "pubstatus", "pubStatus")),
    )  # fmt: skip


def withdrawn(status: str | None) -> tuple[str, ...]:
    """What a reader should know of an item that its publisher took back, by an IPTC publishing status."""
    said = WITHDRAWN.get((status or "").rsplit(":", 1)[-1].lower())
    return (f"Its publisher has {said} this item. It is kept and read.",) if said else ()


def _bodies(item: dict[str, Any]) -> Iterator[str]:
    """The forms of the body as text, marked-up ones first: their paragraphs are known."""
    found = [
        (str(b.get("contenttype") or b.get("contentType") or ""), b.get("value"))
        for b in _objects(item, "bodies")
    ]
    found += [(key.removeprefix("body_"), value) for key, value in item.items() if key.startswith("body_")]
    found = [(kind, value) for kind, value in found if isinstance(value, str)]
    yield from (text_of_html(str(value)) for kind, value in found if "html" in kind.lower())
    yield from (str(value) for kind, value in found if "html" not in kind.lower() and str(value).strip())


def _title(item: dict[str, Any]) -> str | None:
    if (headline := _one(item, "headline")) is not None:
        return headline
    held = _objects(item, "headlines")
    held.sort(key=lambda h: h.get("role") != "main")
    return next((text for h in held if (text := _plain(h))), None) or _one(item, "title")


def _plain(headline: dict[str, Any]) -> str:
    value = headline.get("value")
    text = value if isinstance(value, str) else ""
    return whole(" ".join((text_of_html(text) if "<" in text else text).split()))


def _outlet(item: dict[str, Any]) -> str | None:
    for key in ("infosources", "infosource"):
        for source in _objects(item, key):
            if (name := _one(source, "name", "literal")) is not None:
                return name
    return _one(item, "copyrightholder", "copyrightHolder")


def _objects(item: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _one(item: dict[str, Any], *keys: str) -> str | None:
    """The first of these that has words."""
    return next((whole(v.strip()) for key in keys if isinstance(v := item.get(key), str) and v.strip()), None)
