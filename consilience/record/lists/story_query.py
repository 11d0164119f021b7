"""What may be asked of the stories, and the conditions that it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, false, func, literal, or_, select

from consilience.errors import RecordError
from consilience.record.lists.fulltext import TEXTS_SOUGHT, holds
from consilience.record.lists.words import Term, Wanted, folded, row_of
from consilience.record.schema import members, report_rows, story_places, story_rows, texts

Status = Literal["conflicts", "single", "confirmed"]
Order = Literal["changed", "date", "relevance"]
LAST_DAY = "9999-12-31"
LARGEST_NUMBER = 2**62  # of an entry that a database can be asked for
TITLE, NAME, MOST_REPORTS = 100, 10, 9  # what a word counts in a title, in a name, and in reports at most


@dataclass(frozen=True, slots=True)
class Box:
    """WGS 84 degrees; it spans the 180th meridian where `west` is greater than `east`."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class StoryQuery:
    """What is looked for; what is left empty is not asked for.

    `words`: words, "words in a row", -without, begin*, in any report of the story, its title or its names; `person` (or an
    organisation) and `place` by name; `since` and `until` ISO dates that the reports or the main event lie between; `status`:
    accounts conflict, all rests on one line of reporting, or several origins agree on something; `changed_after` an entry
    of the log. By relevance a word in the title counts most, then one in a name, then the number of reports that have it.
    """

    words: str = ""
    person: str = ""
    place: str = ""
    box: Box | None = None
    since: str = ""
    until: str = ""
    status: Status | None = None
    outlet: str = ""
    changed_after: int | None = None
    order: Order = "changed"


def with_words(found: Select[Any], asked: Wanted, dialect: str) -> tuple[Select[Any], ColumnElement[int]]:
    """The query for stories that hold all terms asked for and none of those barred, and how well they do."""
    relevance: ColumnElement[int] = literal(0)
    for term in asked.sought:
        hits = _homes(term, dialect)
        found = found.join(hits, hits.c.story == story_rows.c.id)
        relevance = relevance + hits.c.score
    for term in asked.barred:
        found = found.where(story_rows.c.id.not_in(select(_homes(term, dialect).c.story)))
    return found, relevance


def _homes(term: Term, dialect: str, kind: str | None = None) -> Subquery:
    """The stories that hold a term in one of their texts, or in those of one kind, with what that counts."""
    home = func.coalesce(members.c.story, texts.c.story)
    count = func.sum(case((texts.c.kind == "report", 1), else_=0))
    score: ColumnElement[int] = case((count > MOST_REPORTS, MOST_REPORTS), else_=count)
    for kinds, counts in ((("title",), TITLE), (("people", "places"), NAME)):
        score = score + counts * func.max(case((texts.c.kind.in_(kinds), 1), else_=0))
    found = select(home.label("story"), score.label("score")).select_from(TEXTS_SOUGHT)
    found = found.where(holds(term, dialect), home.is_not(None)).group_by(home)
    return (found if kind is None else found.where(texts.c.kind == kind)).subquery()


def conditions(query: StoryQuery, dialect: str) -> list[ColumnElement[bool]]:
    """What a story's row must be, the words left out. Raises RecordError for a date that is none."""
    found: list[ColumnElement[bool]] = []
    for name, kind in ((query.person, "people"), (query.place, "places")):
        if name.strip():
            term = row_of(name)
            found.append(
                story_rows.c.id.in_(select(_homes(term, dialect, kind).c.story)) if term else false()
            )
    if query.box is not None:
        found.append(_within(query.box))
    if query.since or query.until:
        found.append(_between(iso_day(query.since), iso_day(query.until)))
    if query.status is not None:
        found.append(_STATUS[query.status])
    if query.outlet:
        found.append(_carried_by(query.outlet))
    if query.changed_after is not None:
        found.append(story_rows.c.changed > max(-1, min(query.changed_after, LARGEST_NUMBER)))
    return found


_STATUS: dict[Status, ColumnElement[bool]] = {
    "conflicts": story_rows.c.conflicts > 0,
    "single": story_rows.c.lines == 1,
    "confirmed": story_rows.c.confirmed > 0,
}


def _within(box: Box) -> ColumnElement[bool]:
    place = story_places.c
    around = or_ if box.west > box.east else and_
    inside = and_(
        place.lat >= box.south, place.lat <= box.north, around(place.lon >= box.west, place.lon <= box.east)
    )
    return exists().where(place.story == story_rows.c.id, inside)


def _between(since: str | None, until: str | None) -> ColumnElement[bool]:
    """Whether the days of the reports, or those of the main event, overlap with the days asked for."""
    row = story_rows.c
    spans = ((row.first, row.last), (row.begins, row.ends))
    return or_(*(and_(last >= (since or ""), first <= (until or LAST_DAY)) for first, last in spans))


def _carried_by(outlet: str) -> ColumnElement[bool]:
    carries = report_rows.c.outlet_key == folded(outlet)
    return exists().where(members.c.story == story_rows.c.id, report_rows.c.id == members.c.report, carries)


def iso_day(text: str) -> str | None:
    """An ISO date that somebody gave, none where it is empty. Raises RecordError for what is no date."""
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise RecordError(f"{text[:40]} is no date. Give it as 2026-05-04.") from None
