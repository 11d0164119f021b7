"""Mail to text: the body as text, else the article in its HTML part."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from consilience.intake.dates import iso_date
from consilience.intake.pages import Page, all_text, read_page
from consilience.intake.text import decode

BROKEN = (
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
)  # what the standard parser raises on bad headers


def read_mail(data: bytes) -> Page | None:
    """Subject as title, sender as outlet, Date as published; None where no body can be read."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        text = _body(message)
    except (RecursionError, *BROKEN):
        return None
    if not text or not text.strip():
        return None
    name, address = parseaddr(_header(message, "From"))
    return Page(
        text=text, title=_header(message, "Subject") or None, outlet=name or address or None, byline=None,
        published=iso_date(_header(message, "Date")), updated=None, url=None, language=None,
    )  # fmt: skip


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; empty where it is missing or so broken that the parser of the standard library fails on it."""
    try:
        return str(message.get(name, "")).strip()
    except BROKEN:
        return ""


def _body(message: EmailMessage) -> str | None:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return None
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    decoded = decode(payload, part.get_content_charset())
    if decoded is None or part.get_content_type() != "text/html":
        return decoded.text if decoded else None
    page = read_page(payload)
    return page.text if page else all_text(decoded.text)
