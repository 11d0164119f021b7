"""Dates as metadata gives them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTHS = {
    m: i
    for i, m in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
FIRST, LAST = "1500", "2199"  # other years are placeholders
WRITTEN = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[A-Za-z]{3,9})\.?,?|(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?)\s+(?P<y>\d{4})"
)


def iso_date(value: object) -> str | None:
    """ISO 8601 of a metadata value (ISO, RFC 2822, "August 31, 2017", a Unix time); None where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 4e9:
        return datetime.utcfromtimestamp(value).isoformat() + "Z"
    if not isinstance(value, str) or not value.strip():
        return None
    text = value.strip()
    found = _iso(text) or _mail(text) or written_date(text)
    return found if found and FIRST <= found[:4] <= LAST else None


def _iso(text: str) -> str | None:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text).isoformat()
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text):
            return datetime.fromisoformat(text.replace("Z", "+00:00")).isoformat()
    except ValueError:
        return None
    return None


def _mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def written_date(text: str) -> str | None:
    """The first full date written out in English in a text."""
    match = WRITTEN.search(text)
    if match is None:
        return None
    month = MONTHS.get((match["m1"] or match["m2"])[:3].lower())
    try:
        return date(int(match["y"]), month or 0, int(match["d1"] or match["d2"])).isoformat()
    except ValueError:
        return None
