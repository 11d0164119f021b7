"""Where a report stands now, and what became of a story."""

from __future__ import annotations

from sqlalchemy import Connection, select

from consilience.errors import NotThereError
from consilience.record.database import Record
from consilience.record.schema import members, reports, stories


def story_with(record: Record, report: str) -> str | None:
    """The story that a report stands in, by their ids; None where it stands in none."""
    query = select(members.c.story).where(members.c.report == report)
    return record.read(lambda connection: connection.execute(query).scalar())


def members_of(record: Record, story: str) -> dict[str, str]:
    """The reports that stand in a story, by the versions that do."""
    query = select(reports.c.joined, reports.c.id).join(members, members.c.report == reports.c.id)
    query = query.where(members.c.story == story, reports.c.joined.is_not(None)).order_by(reports.c.place)
    return record.read(lambda connection: dict(connection.execute(query).tuples().all()))


def heir_of(record: Record, story: str) -> str:
    """The story itself, or the one that it was merged into in the end. Raises NotThereError where there is none."""
    return record.read(lambda connection: heir(connection, story))


def heir(connection: Connection, story: str) -> str:
    """What `heir_of` gives, within a step."""
    row = None
    if story.isascii() and story.isalnum():  # as every id is; not every database can be asked for other texts
        row = connection.execute(select(stories.c.into).where(stories.c.id == story)).first()
    if row is None:
        raise NotThereError(f"There is no story {story[:32]}.")
    return story if row.into is None else heir(connection, row.into)


def heirs(connection: Connection) -> dict[str, str]:
    """For each story that was merged into another, the one that it went into in the end."""
    query = select(stories.c.id, stories.c.into).where(stories.c.into.is_not(None))
    into: dict[str, str] = dict(connection.execute(query).tuples().all())

    def last(story: str) -> str:
        while story in into:
            story = into[story]
        return story

    return {story: last(story) for story in into}
