"""What the first lines of a plain text say of it: title, outlet, byline, date."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name
from dataclasses import dataclass

from consilience.intake.dates import iso_date, written_date

HEAD_LINES = 6
POSTED = re.compile(r"^(?:posted|published|first published|date)\b[:\s]*(?:on\s+)?(.{6,60})$", re.IGNORECASE)
UPDATED = re.compile(r"^(?:last\s+)?updated\b[:\s]*(.{6,60})$", re.IGNORECASE)
CALENDAR = "|".join([*day_name, *day_abbr, *month_name[1:], *month_abbr[1:], "sept", "tues", "thurs"])
NAMED = rf"(?!(?:{CALENDAR})\b)"  # no day or month stands for a name
BYLINE = re.compile(
    rf"^(?i:by)\s+(?i:{NAMED})([A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){{0,6}})(?:,.*)?$"
)
OUTLET_DATE = re.compile(
    rf"^((?i:{NAMED})[^,]{{2,50}}),\s*(\d{{4}}-\d{{2}}-\d{{2}}|[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, \d{{4}}|\d{{1,2}} [A-Z][a-z]{{2,8}} \d{{4}})$"
)
LABELS = {
    "title": "title",
    "headline": "title",
    "source": "outlet",
    "outlet": "outlet",
    "publisher": "outlet",
    "author": "byline",
}
LABEL = re.compile(
    r"^(title|headline|source|outlet|publisher|author|url|link)\s*:\s*(.{2,300})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Head:
    """What was found; None where the text does not say."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    updated: str | None = None


def read_head(text: str) -> Head:
    """Reads only lines that are unmistakably about the report, among its first ones."""
    lines = [line.strip() for line in text.split("\n", 40) if line.strip()][:HEAD_LINES]
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        _line(line, found)
        if number == 0 and _is_title(line, len(lines)):
            found.setdefault("title", line.removeprefix("# ").strip())
    return Head(**found)


def _line(line: str, found: dict[str, str]) -> None:
    if (match := OUTLET_DATE.match(line)) and (day := iso_date(match[2])):
        found.setdefault("outlet", match[1].strip())
        found.setdefault("published", day)
    elif (match := POSTED.match(line)) and (day := iso_date(match[1]) or written_date(match[1])):
        found.setdefault("published", day)
    elif (match := UPDATED.match(line)) and (day := iso_date(match[1]) or written_date(match[1])):
        found.setdefault("updated", day)
    elif (match := BYLINE.match(line)) and len(line) < 80:
        found.setdefault("byline", match[1])
    elif (match := LABEL.match(line)) and (field := LABELS.get(match[1].lower())) is not None:
        found.setdefault(field, match[2].strip())


def _is_title(line: str, lines: int) -> bool:
    short = len(line) <= 200 and lines > 1
    return short and not line.endswith((".", ",", ";", "”", '"')) and not OUTLET_DATE.match(line)
