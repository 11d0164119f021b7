"""The log as it is written: server-sent events, each with the number of its entry as id."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from sse_starlette import EventSourceResponse

from consilience.desk.rights import Reader, TheDesk
from consilience.record import Entry, Record, entries_after

router = APIRouter(tags=["log"])
SHOWN = [
    "started",
    "joined",
    "divided",
    "moved",
    "merged",
    "changed",
    "merge",
    "split",
    "apart",
    "judged",
    "graded",
    "read",
]


@router.get("/log")
def read_log(
    desk: TheDesk,
    user: Reader,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[Entry]:
    """Entries of the log after a number, in order."""
    return entries_after(desk.record, after, limit)


@router.get("/live", response_class=EventSourceResponse)
async def live(
    desk: TheDesk,
    user: Reader,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """What is written from now on, or after a number, as server-sent events whose type is the entry's kind."""
    begin = (
        int(last_event_id)
        if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 18
        else after
    )
    return EventSourceResponse(_events(desk, begin), ping=15)


async def _events(desk: TheDesk, after: int) -> AsyncIterator[dict[str, Any]]:
    async for number, entry in desk.live.follow(after, lambda number: _since(desk.record, number)):
        if entry.kind in SHOWN:
            yield {
                "id": str(number),
                "event": entry.kind,
                "data": json.dumps({"at": entry.at, "who": entry.who, **entry.about}),
            }


def _since(record: Record, number: int) -> list[tuple[int, Entry]]:
    return [(entry.number, entry) for entry in entries_after(record, number, 200)]
