"""The stories that somebody looks for, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from consilience.errors import NotThereError
from consilience.record.database import Record
from consilience.record.growing.whereabouts import heir
from consilience.record.lists.paging import Key, page_of, page_size
from consilience.record.lists.snippets import Snippet, best_snippets
from consilience.record.lists.story_query import Order, StoryQuery, conditions, with_words
from consilience.record.lists.words import wanted
from consilience.record.schema import members, story_rows


@dataclass(frozen=True, slots=True)
class StoryBrief:
    """A story in a list. `first` and `last` are days of its reports, `happened` the date of its main event, `changed` the
    entry of the log that last told it; `lines` independent lines of reporting; `confirmed` and `single` count figures,
    quotes and events by their origins; `failure` says why there is no account."""

    id: str
    title: str
    first: str | None
    last: str | None
    happened: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    reports: int
    outlets: int
    lines: int
    conflicts: int
    confirmed: int
    single: int
    changed: int
    failure: str | None
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Stories in their order; `next` gives the page after it, none at the end. `notes` say what was not looked for."""

    stories: tuple[StoryBrief, ...]
    next: str | None
    notes: tuple[str, ...] = ()


def find_stories(
    record: Record, query: StoryQuery, *, after: str | None = None, limit: int = 50
) -> StoryPage:
    """A page of the stories that are looked for, those that changed last first unless `query.order` says otherwise.

    `after` is the `next` of the page before. Raises RecordError for a date, a page size or a place in the list that is none.
    """
    return record.read(lambda connection: _page(connection, query, after, page_size(limit)))


def story_brief(record: Record, story: str) -> StoryBrief:
    """A story by its id, or the one it was merged into. Raises NotThereError where there is none, or its account waits."""
    return record.read(lambda connection: _one(connection, story))


def _one(connection: Connection, story: str) -> StoryBrief:
    last = heir(connection, story)
    row = connection.execute(select(story_rows).where(story_rows.c.id == last)).first()
    if row is None:
        raise NotThereError(f"There is no account of story {last} yet.")
    return _brief(row)


def _page(connection: Connection, query: StoryQuery, after: str | None, limit: int) -> StoryPage:
    asked, dialect = wanted(query.words), connection.dialect.name
    if query.words.strip() and not asked.terms:
        return StoryPage((), None, asked.notes)
    found, relevance = with_words(select(story_rows), asked, dialect)
    keys = _keys(query.order, relevance)
    found = found.where(*conditions(query, dialect))
    rows, end = page_of(connection, found, query.order, keys, after, limit)
    snippets = best_snippets(connection, members.c.story, [row.id for row in rows], asked.sought)
    return StoryPage(tuple(_brief(row, snippets.get(row.id)) for row in rows), end, asked.notes)


def _keys(order: Order, relevance: ColumnElement[int]) -> list[Key]:
    newest: list[Key] = [(story_rows.c.changed, True), (story_rows.c.id, False)]
    if order == "relevance":
        return [(relevance, True), *newest]
    return [(story_rows.c.sorted, True), *newest] if order == "date" else newest


def _brief(row: Row[Any], snippet: Snippet | None = None) -> StoryBrief:
    return StoryBrief(
        row.id, row.title, row.first, row.last, row.happened, row.place, row.country, row.lat, row.lon, row.reports,
        row.outlets, row.lines, row.conflicts, row.confirmed, row.single, row.changed, row.failure, snippet,
    )  # fmt: skip
