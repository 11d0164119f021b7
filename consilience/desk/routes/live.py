"""The log as it is written: server-sent events, each with the number of its entry as id."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from sse_starlette import EventSourceResponse

from consilience.alerting import Kept, alerting_now, said_by
from consilience.desk.refusals import given_as
from consilience.desk.rights import Reader, TheDesk
from consilience.desk.routes.stories import ABOUT_STORIES
from consilience.record import Entry, Record, entries_after

router = APIRouter(tags=["log"])
SHOWN = ABOUT_STORIES | {"read"}


@router.get("/log")
def read_log(
    desk: TheDesk,
    user: Reader,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[Entry]:
    """Entries of the log after a number, in order; those of accounts for admins alone."""
    found = entries_after(desk.record, after, limit)
    return [entry for entry in found if entry.kind != "user" or user.may("admin")]


@router.get("/live", response_class=EventSourceResponse, responses=given_as("text/event-stream"))
async def live(
    desk: TheDesk,
    user: Reader,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """What is written from now on, or after a number, as server-sent events whose type is the entry's kind; one of the type
    `alert` follows for each of one's watches that asks for it."""
    begin = (
        int(last_event_id)
        if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 18
        else after
    )
    return EventSourceResponse(_events(desk, user.name, begin), ping=15)


async def _events(desk: TheDesk, who: str, after: int) -> AsyncIterator[dict[str, Any]]:
    async for number, (entry, asking) in desk.live.follow(
        after, lambda after: _since(desk.record, who, after)
    ):
        about = {"at": entry.at, "who": entry.who, **entry.about}
        if entry.kind in SHOWN:
            yield {"id": str(number), "event": entry.kind, "data": json.dumps(about)}
        for kept in asking:
            alert = {"says": said_by(entry), **about, "watch": kept.watch.name, "watch_id": kept.id}
            yield {"id": str(number), "event": "alert", "data": json.dumps(alert)}


def _since(record: Record, who: str, number: int) -> list[tuple[int, tuple[Entry, list[Kept]]]]:
    found = alerting_now(record, who, entries_after(record, number, 200))
    return [(entry.number, (entry, asking)) for entry, asking in found]
