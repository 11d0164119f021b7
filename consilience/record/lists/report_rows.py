"""A row for each report, and for each input that could not be read: what lists of reports show and search finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from consilience.model import Failure, Reading, Report
from consilience.record.arrivals import Arrival
from consilience.record.lists.fulltext import file_words, packed_text, sought_in, unfile_texts
from consilience.record.lists.items import IN_NO_STORY, Item, file_items, unfile_item
from consilience.record.lists.words import folded
from consilience.record.log import digest
from consilience.record.schema import report_rows, reports, texts


def row_is_of(connection: Connection, report: str, version: str) -> bool:
    """Whether the row of a report is made of this version of it."""
    query = select(texts.c.id).where(texts.c.report == report, texts.c.version == version)
    return connection.execute(query).first() is not None


@dataclass(frozen=True, slots=True)
class Listed:
    """What lists show of a report in one version, the words by which it is found, and its text as it is kept for snippets."""

    version: str
    row: Mapping[str, Any]
    words: Sequence[str]
    text: bytes


def listed(reading: Reading) -> Listed:
    """What lists show of a reading's report."""
    one = reading.report
    row = {
        "name": one.file, "title": one.title, "outlet": one.outlet, "outlet_key": folded(one.outlet or "") or None,
        "published": one.published, "day": day_of(one), "url": one.url, "language": one.language,
        "readable": int(reading.read), "failure": None if reading.read else _why_unread(one),
    }  # fmt: skip
    return Listed(one.id, row, sought_in([one.title or "", one.text]), packed_text(one.text))


def file_report(connection: Connection, report: str, shown: Listed, came: Sequence[Any]) -> None:
    """Makes the row of a report, and what is found of it, of the version that is shown of it; `came` as in `count_versions`."""
    _unfile(connection, [report])
    row = {"id": report, **shown.row}
    connection.execute(insert(report_rows).values(**row, **_comings(came)))
    file_words(connection, "report", shown.words, report=report, version=shown.version, text=shown.text)
    if not shown.row["readable"]:
        _let_check(connection, row, came[-1].at)


def count_versions(connection: Connection, report: str, came: Sequence[Any]) -> None:
    """Notes how often a report came, of which another version than the one that came now is shown.

    `came` are its versions as they appeared; one that came again unchanged counts once.
    """
    connection.execute(update(report_rows).where(report_rows.c.id == report).values(**_comings(came)))


def _comings(came: Sequence[Any]) -> dict[str, Any]:
    changes = sum(before.id != after.id for before, after in pairwise(came))
    return {"arrival": came[-1].arrival, "first": came[0].at, "at": came[-1].at, "versions": 1 + changes}


def file_failures(connection: Connection, arrival: Arrival, failures: Sequence[Failure]) -> None:
    """Makes a row for each input of an arrival that could not be read."""
    mine = and_(report_rows.c.arrival == arrival.id, report_rows.c.id.startswith("f"))
    _unfile(connection, connection.execute(select(report_rows.c.id).where(mine)).scalars().all())
    for number, failure in enumerate(failures):
        row = {
            "id": f"f{digest(f'{arrival.id}:{number}')[:15]}", "arrival": arrival.id, "name": failure.file,
            "url": arrival.url, "first": arrival.at, "at": arrival.at, "versions": 1, "readable": 0,
            "failure": failure.message,
        }  # fmt: skip
        connection.execute(insert(report_rows).values(**row))
        _let_check(connection, row, arrival.at)


def _let_check(connection: Connection, row: dict[str, Any], at: str) -> None:
    says = f"{row.get('title') or row['name']}: {row['failure']}"
    item = Item(
        f"unread-{row['id']}", "unreadable", says, "Nothing in it stands in any account.", 1, 0, at[:10]
    )
    file_items(connection, IN_NO_STORY, [item])


def unfile_gone(connection: Connection) -> None:
    """Takes away the rows of reports that are no more."""
    gone = and_(report_rows.c.id.startswith("r"), report_rows.c.id.not_in(select(reports.c.id)))
    _unfile(connection, connection.execute(select(report_rows.c.id).where(gone)).scalars().all())


def _unfile(connection: Connection, ids: Sequence[str]) -> None:
    for one in ids:
        unfile_texts(connection, texts.c.report == one)
        unfile_item(connection, IN_NO_STORY, f"unread-{one}")
        connection.execute(delete(report_rows).where(report_rows.c.id == one))


def day_of(report: Report) -> str | None:
    """The day of publication as an ISO date; None where the report does not give one."""
    try:
        return date.fromisoformat((report.published or "")[:10]).isoformat()
    except ValueError:
        return None


def _why_unread(report: Report) -> str:
    language = f" ({report.language})" if report.language else ""
    return f"It is not in English{language}: it is kept, but not read."
