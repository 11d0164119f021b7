"""Whether what is derived is as the log says it was made."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, select

from consilience.record.history import Course
from consilience.record.log import canonical, digest
from consilience.record.schema import accounts, log, members, outcomes, stories, story_rows, texts, versions

AGAIN = "`consilience rebuild` makes it again."


def wrong_with_derived(connection: Connection, course: Course) -> Iterator[str]:
    """What is otherwise than the log says, in sentences."""
    logged = _last_read(connection)
    yield from _outcomes(connection, logged)
    yield from _readings(connection, logged)
    yield from _stories(connection, course)
    yield from _accounts(connection)
    yield from _rows(connection)


def _last_read(connection: Connection) -> dict[str, str]:
    """What the log last said came of each arrival."""
    rows = connection.execute(select(log.c.about).where(log.c.kind == "read").order_by(log.c.number))
    return {json.loads(about)["arrival"]: about for about in rows.scalars()}


def _outcomes(connection: Connection, logged: Mapping[str, str]) -> Iterator[str]:
    held = dict(connection.execute(select(outcomes.c.arrival, outcomes.c.about)).tuples().all())
    for arrival in sorted(logged.keys() | held.keys()):
        if held.get(arrival) != logged.get(arrival):
            yield f"What came of arrival {arrival} is missing or was changed. {AGAIN}"


def _readings(connection: Connection, logged: Mapping[str, str]) -> Iterator[str]:
    known = {
        one["version"]: one["sha256"] for about in logged.values() for one in json.loads(about)["versions"]
    }
    found = set()
    for row in connection.execute(select(versions).order_by(versions.c.id).execution_options(yield_per=50)):
        found.add(row.id)
        if row.sha256 != known.get(row.id) or _unpacked(row.reading) != row.sha256:
            yield f"The reading {row.id} of report {row.report} was changed after it was made. {AGAIN}"
    for version in sorted(known.keys() - found):
        yield f"The reading {version} is missing. {AGAIN}"


def _unpacked(data: bytes, before: str = "") -> str | None:
    try:
        return digest(before + zlib.decompress(data).decode("ascii"))
    except (zlib.error, UnicodeDecodeError):
        return None


def _stories(connection: Connection, course: Course) -> Iterator[str]:
    home = dict(connection.execute(select(members.c.report, members.c.story)).tuples().all())
    for report in sorted(home.keys() | course.home.keys()):
        if home.get(report) != course.home.get(report):
            said = course.home.get(report, "none")
            yield f"Report {report} stands in story {home.get(report, 'none')}, but by the log in {said}. {AGAIN}"
    held = {row.id: (row.started, row.into, row.told) for row in connection.execute(select(stories))}
    for story in sorted(held.keys() | course.started.keys()):
        if held.get(story) != (course.started.get(story), course.into.get(story), course.told.get(story)):
            yield f"Story {story} is not as the log says. {AGAIN}"


def _accounts(connection: Connection) -> Iterator[str]:
    """An account that was told at some time, of every story that waits for none."""
    told = {
        canonical(json.loads(about))
        for about in connection.execute(select(log.c.about).where(log.c.kind == "told")).scalars()
    }
    peopled = set(connection.execute(select(members.c.story)).scalars())
    query = select(stories.c.id, stories.c.untold, accounts).outerjoin(
        accounts, accounts.c.story == stories.c.id
    )
    for row in connection.execute(query.where(stories.c.into.is_(None)).execution_options(yield_per=50)):
        if row.story is None:
            if not row.untold and row.id in peopled:
                yield f"The account of story {row.id} is missing. {AGAIN}"
            continue
        made = digest(row.failure or "") if row.account is None else _unpacked(row.account, row.order)
        if made != row.sha256 or canonical({"story": row.id, "sha256": row.sha256}) not in told:
            yield f"The account of story {row.id} was changed after it was made. {AGAIN}"


def _rows(connection: Connection) -> Iterator[str]:
    """A row in the lists for each account and each report, and no other; what stands there decides nothing."""
    told = dict(connection.execute(select(accounts.c.story, accounts.c.sha256)).tuples().all())
    listed = dict(connection.execute(select(story_rows.c.id, story_rows.c.account)).tuples().all())
    for story in sorted(told.keys() | listed.keys()):
        if told.get(story) != listed.get(story):
            yield f"Story {story} does not stand in the lists as its account was made. {AGAIN}"
    held = set(connection.execute(select(versions.c.report)).scalars())
    rows = set(connection.execute(select(texts.c.report).where(texts.c.report.is_not(None))).scalars())
    for report in sorted(held ^ rows):
        yield f"Report {report} does not stand in the lists as it was read. {AGAIN}"
