"""A row for each story whose account is told, with what is found and to be checked of it; made with the account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from consilience.model import Account, Event, Failure, Figure, Quote, Reading
from consilience.model.main_points import main_event_of, main_place_of
from consilience.model.timex import interval_of
from consilience.record.lists.checks import checks_of
from consilience.record.lists.doubts import doubts_of, held_by
from consilience.record.lists.fulltext import file_words, sought_in, unfile_texts
from consilience.record.lists.items import IN_NO_STORY, file_items, unfile_items
from consilience.record.lists.report_rows import day_of
from consilience.record.schema import concerned, items, log, story_places, story_rows, texts


def file_story(
    connection: Connection, story: str, told: Account | Failure, readings: Sequence[Reading], sha256: str
) -> None:  # fmt: skip
    """Makes the rows of a story that has none from its account, of which the log tells with its hash."""
    row = _of_account(told) if isinstance(told, Account) else _of_failure(told, readings)
    connection.execute(
        insert(story_rows).values(id=story, account=sha256, changed=_last_told(connection, story), **row)
    )
    file_words(connection, "title", sought_in([row["title"]]), story=story)
    if isinstance(told, Account):
        _file_names(connection, story, told)
        held = held_by(connection, story)
        days = {member.version: member.day for member in held}
        file_items(connection, story, [*checks_of(told, days), *doubts_of(connection, story, told, held)])


def _last_told(connection: Connection, story: str) -> int:
    """The log's entry that last told of a story."""
    query = select(func.max(log.c.number)).join(concerned, concerned.c.number == log.c.number)
    told = query.where(concerned.c.story == story, log.c.kind == "told")
    return int(connection.execute(told).scalar_one())


def unfile_story(connection: Connection, story: str) -> None:
    """Takes all rows of a story away."""
    unfile_texts(connection, texts.c.story == story)
    unfile_items(connection, story)
    connection.execute(delete(story_places).where(story_places.c.story == story))
    connection.execute(delete(story_rows).where(story_rows.c.id == story))


def unfile_stories(connection: Connection) -> None:
    """Takes the rows of all stories away."""
    unfile_texts(connection, texts.c.story.is_not(None))
    for table in (story_places, story_rows):
        connection.execute(delete(table))
    connection.execute(delete(items).where(items.c.story != IN_NO_STORY))


def _file_names(connection: Connection, story: str, account: Account) -> None:
    people = [name for actor in account.actors for name in dict.fromkeys((actor.name, *actor.names))]
    places = [name for place in account.places for name in dict.fromkeys((place.name, *place.names))]
    file_words(connection, "people", sought_in(people), story=story)
    file_words(connection, "places", sought_in(places), story=story)
    rows = [
        {"story": story, "place": place.id, "lat": place.lat, "lon": place.lon}
        for place in account.places
        if place.lat is not None and place.lon is not None
    ]
    if rows:
        connection.execute(insert(story_places), rows)


def _of_account(account: Account) -> dict[str, Any]:
    place, event = main_place_of(account), main_event_of(account.events)
    readings = account.story.readings
    stated: list[Figure | Quote | Event] = [*account.figures, *account.quotes, *account.events]
    origins = [len(one.standing.origins) for one in stated if not _disputed(one)]
    return {
        "title": account.story.title,
        **_span({one.report: one.date for one in account.dates}, readings),
        **_when(event),
        "place": place.name if place else event.place if event else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "reports": len(readings), "outlets": _outlets(readings), "lines": len(account.lineages),
        "conflicts": len(account.contradictions),
        "confirmed": sum(count > 1 for count in origins), "single": sum(count == 1 for count in origins),
    }  # fmt: skip


def _of_failure(failure: Failure, readings: Sequence[Reading]) -> dict[str, Any]:
    first = readings[0].report
    return {
        "title": first.title or first.file, **_span({}, readings), "reports": len(readings), "outlets": _outlets(readings),
        "lines": 0, "conflicts": 0, "confirmed": 0, "single": 0, "failure": failure.message,
    }  # fmt: skip


def _disputed(one: Figure | Quote | Event) -> bool:
    return not isinstance(one, Event) and one.status == "conflicting"


def _outlets(readings: Sequence[Reading]) -> int:
    """A report without an outlet counts as one of its own."""
    return len({reading.report.outlet or reading.report.id for reading in readings})


def _span(inferred: Mapping[str, str], readings: Sequence[Reading]) -> dict[str, Any]:
    """The first and last day on which the reports appeared, stated or worked out."""
    spans = [interval_of(day_of(one.report) or inferred.get(one.report.id, "")) for one in readings]
    days = [day.isoformat() for span in spans if span for day in span]
    return {
        "first": min(days, default=None),
        "last": max(days, default=None),
        "sorted": max(days, default=""),
    }


def _when(event: Event | None) -> dict[str, Any]:
    days = interval_of(event.date) if event and event.date else None
    begins, ends = (day.isoformat() for day in days) if days else (None, None)
    return {"happened": event.date if event else None, "begins": begins, "ends": ends}
