"""The reports that somebody looks for, page by page; inputs that could not be read stand among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from consilience.record.database import Record
from consilience.record.growing.whereabouts import heir
from consilience.record.lists.fulltext import TEXTS_SOUGHT, holds
from consilience.record.lists.paging import Key, page_of, page_size
from consilience.record.lists.snippets import Snippet, best_snippets
from consilience.record.lists.story_query import LAST_DAY, iso_day
from consilience.record.lists.words import Term, folded, wanted
from consilience.record.schema import members, report_rows, texts

ReportOrder = Literal["received", "published"]


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What is looked for; what is left empty is not asked for. `words` as in StoryQuery, all in one report; `since` and
    `until` are ISO dates of publication; `story` is a story's id; `readable` whether the report could be read."""

    words: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    story: str = ""
    readable: bool | None = None
    order: ReportOrder = "received"


@dataclass(frozen=True, slots=True)
class ReportBrief:
    """A report in a list, or an input that could not be read, for which `failure` says why.

    `first` and `last` are the moments of receipt of its first and last version, in UTC; `arrival` is the last receipt.
    """

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    arrival: str
    first: str
    last: str
    versions: int
    readable: bool
    failure: str | None
    story: str | None
    snippet: Snippet | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Reports in their order; `next` gives the page after it, none at the end. `notes` say what was not looked for."""

    reports: tuple[ReportBrief, ...]
    next: str | None
    notes: tuple[str, ...] = ()


def find_reports(
    record: Record, query: ReportQuery, *, after: str | None = None, limit: int = 50
) -> ReportPage:
    """A page of the reports that are looked for, those that came last first unless `query.order` says otherwise.

    `after` is the `next` of the page before. Raises RecordError for a story, a date, a page size or a place in the list that is none.
    """
    return record.read(lambda connection: _page(connection, query, after, page_size(limit)))


def outlets_of(record: Record) -> list[tuple[str, int]]:
    """The outlets of all reports with the number of their reports, those with most first."""
    count = func.count()
    query = select(report_rows.c.outlet, count).where(report_rows.c.outlet.is_not(None))
    query = query.group_by(report_rows.c.outlet).order_by(count.desc(), report_rows.c.outlet)
    return record.read(lambda connection: [(outlet, number) for outlet, number in connection.execute(query)])


def _page(connection: Connection, query: ReportQuery, after: str | None, limit: int) -> ReportPage:
    asked, dialect = wanted(query.words), connection.dialect.name
    if query.words.strip() and not asked.terms:
        return ReportPage((), None, asked.notes)
    found = select(report_rows, members.c.story).outerjoin(members, members.c.report == report_rows.c.id)
    for term in asked.sought:
        found = found.where(report_rows.c.id.in_(_holding(term, dialect)))
    for term in asked.barred:
        found = found.where(report_rows.c.id.not_in(_holding(term, dialect)))
    found = found.where(*_conditions(connection, query))
    rows, end = page_of(connection, found, query.order, _keys(query.order), after, limit)
    snippets = best_snippets(connection, texts.c.report, [row.id for row in rows], asked.sought)
    return ReportPage(tuple(_brief(row, snippets.get(row.id)) for row in rows), end, asked.notes)


def _holding(term: Term, dialect: str) -> Select[Any]:
    query = select(texts.c.report).select_from(TEXTS_SOUGHT)
    return query.where(holds(term, dialect), texts.c.report.is_not(None))


def _conditions(connection: Connection, query: ReportQuery) -> list[ColumnElement[bool]]:
    row = report_rows.c
    found: list[ColumnElement[bool]] = []
    if query.outlet:
        found.append(row.outlet_key == folded(query.outlet))
    if query.since or query.until:
        found += [row.day >= (iso_day(query.since) or ""), row.day <= (iso_day(query.until) or LAST_DAY)]
    if query.story:
        found.append(members.c.story == heir(connection, query.story))
    if query.readable is not None:
        found.append(row.readable == int(query.readable))
    return found


def _keys(order: ReportOrder) -> list[Key]:
    newest: list[Key] = [(report_rows.c.at, True), (report_rows.c.id, False)]
    day: ColumnElement[str] = func.coalesce(report_rows.c.day, "")
    return [(day, True), *newest] if order == "published" else newest


def _brief(row: Row[Any], snippet: Snippet | None) -> ReportBrief:
    return ReportBrief(
        row.id, row.name, row.title, row.outlet, row.published, row.url, row.language, row.arrival, row.first, row.at,
        row.versions, bool(row.readable), row.failure, row.story, snippet,
    )  # fmt: skip
