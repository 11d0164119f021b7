"""Everything derived, made again from what was received and from the log."""

from __future__ import annotations

from sqlalchemy import Connection, String, delete, insert, select, type_coerce, update

from consilience.record.arrivals import all_arrivals
from consilience.record.database import Record
from consilience.record.growing.joining import regroup
from consilience.record.growing.links import file_version, link_again
from consilience.record.history import Course
from consilience.record.lists.report_rows import unfile_gone
from consilience.record.lists.story_rows import unfile_stories
from consilience.record.log import append, entries, file_entries
from consilience.record.readings import read_arrival
from consilience.record.schema import (
    accounts,
    appearances,
    concerned,
    links,
    members,
    reports,
    stories,
    traits,
    versions,
)
from consilience.record.stages import Stages
from consilience.record.work import tell


def rebuild(record: Record, stages: Stages) -> None:
    """Reads every receipt again, restores the stories from the log, groups all reports and makes all accounts.

    With the program that did the work before, all comes out as it was and the log stays as it is; what comes out
    otherwise is logged. It can be broken off and run again; the record can be used meanwhile, as it was before.
    """
    for arrival in record.read(all_arrivals):
        read_arrival(record, arrival, stages, again=True)
    record.write(lambda connection: _restore(connection, record, stages))
    tell(record, stages)


def _restore(connection: Connection, record: Record, stages: Stages) -> None:
    unfile_stories(connection)
    connection.execute(delete(concerned))
    course = Course()
    for entry in entries(connection):
        file_entries(connection, [entry])
        course.take(entry)
    for table in (accounts, members, stories, links, traits):
        connection.execute(delete(table))
    _drop_unbacked(connection)
    connection.execute(update(reports).values(joined=None, piece=None))
    all_reports = _link_all(connection)
    _place_as_logged(connection, record, course, all_reports)
    regroup(connection, record, stages, all_reports, all_reports)


def _link_all(connection: Connection) -> set[str]:
    """Links all reports, in the order in which each stands after those that it can be linked to; gives them."""
    place = type_coerce(versions.c.place, String)
    query = select(reports.c.id, reports.c.current, place).join(versions, versions.c.id == reports.c.current)
    held = sorted(connection.execute(query).all(), key=lambda row: str(row[2]))
    for report, version, _ in held:
        file_version(connection, report, version)
        link_again(connection, report)
    return {report for report, *_ in held}


def _drop_unbacked(connection: Connection) -> None:
    """Versions that no receipt holds any more, as this program reads it, and reports without versions."""
    connection.execute(delete(versions).where(versions.c.id.not_in(select(appearances.c.version))))
    connection.execute(delete(reports).where(reports.c.id.not_in(select(versions.c.report))))
    unfile_gone(connection)


def _place_as_logged(connection: Connection, record: Record, course: Course, here: set[str]) -> None:
    """Puts reports into the stories that the log says; those that this program cannot read leave theirs."""
    rows = [
        {
            "id": story,
            "started": number,
            "into": course.into.get(story),
            "untold": 0,
            "told": course.told.get(story),
        }
        for story, number in course.started.items()
    ]
    if rows:
        connection.execute(insert(stories), rows)
    for report, story in sorted(course.home.items()):
        if report not in here:
            append(connection, record, "left", {"story": story, "reports": [report]})
    placed = [{"report": report, "story": story} for report, story in course.home.items() if report in here]
    if placed:
        connection.execute(insert(members), placed)
