"""Stories: lists and search, their accounts, and their history."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from pydantic import AwareDatetime

from consilience.desk.desk import Desk
from consilience.desk.errors import FaultError
from consilience.desk.refusals import refusals
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.model import Account, Failure
from consilience.presenting.contract import story_object, to_json
from consilience.record import (
    Box,
    Entry,
    StoryBrief,
    StoryPage,
    StoryQuery,
    account_as_of,
    account_of,
    entries_about,
    find_stories,
    story_brief,
)
from consilience.record.lists.story_query import Order, Status

router = APIRouter(tags=["stories"])
Asked = Annotated[str, Query(max_length=500)]
Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]
After = Annotated[str | None, Query(max_length=1000)]
Limit = Annotated[int, Query(ge=1, le=200)]
ABOUT_STORIES = frozenset(
    [
        "started",
        "joined",
        "divided",
        "moved",
        "merged",
        "left",
        "changed",
        "merge",
        "split",
        "apart",
        "judged",
        "graded",
    ]
)
NOT_THERE = refusals(_404="No such story")


def story_query(
    words: Asked = "", person: Asked = "", place: Asked = "", outlet: Asked = "", since: Day = "", until: Day = "",
    status: Status | None = None, order: Order = "changed",
    south: Annotated[float | None, Query(ge=-90, le=90)] = None, west: Annotated[float | None, Query(ge=-180, le=180)] = None,
    north: Annotated[float | None, Query(ge=-90, le=90)] = None, east: Annotated[float | None, Query(ge=-180, le=180)] = None,
    changed_after: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
) -> StoryQuery:  # fmt: skip
    """What is looked for, as the address says it."""
    edges = (south, west, north, east)
    box = Box(*edges) if None not in edges else None  # type: ignore[arg-type]
    return StoryQuery(words, person, place, box, since, until, status, outlet, changed_after, order)


Asking = Annotated[StoryQuery, Depends(story_query)]


@router.get("/stories", responses=refusals(_409="A date or a place in the list that is none"))
def stories(desk: TheDesk, user: Reader, query: Asking, after: After = None, limit: Limit = 50) -> StoryPage:
    """A page of the stories that fit."""
    return find_stories(desk.record, query, after=after, limit=limit)


@router.get("/stories/{story}", responses=NOT_THERE)
def story(story: Id, desk: TheDesk, user: Reader) -> StoryBrief:
    """A story in one row; that of the one that it was merged into, where it was."""
    return story_brief(desk.record, story)


@router.get("/stories/{story}/account", responses=NOT_THERE)
def account(story: Id, desk: TheDesk, user: Reader, as_of: AwareDatetime | None = None) -> Response:
    """The account of a story, as `consilience build --format json` has it; now, or as it was known at a moment."""
    return Response(to_json(story_object(told_account(desk, story, as_of))), media_type="application/json")


def told_account(desk: Desk, story: str, as_of: datetime | None = None) -> Account:
    """The account of a story, now or as it was known at a moment. Raises FaultError where it could not be made."""
    told = (
        account_of(desk.record, story)
        if as_of is None
        else account_as_of(desk.record, desk.stages, story, as_of)
    )
    if isinstance(told, Failure):
        raise FaultError(told.message)
    return told


@router.get("/stories/{story}/history", responses=NOT_THERE)
def history(
    story: Id,
    desk: TheDesk,
    user: Reader,
    before: Annotated[int | None, Query(ge=0, lt=2**62)] = None,
    limit: Limit = 100,
) -> list[Entry]:
    """What the log says of a story, the newest first; before an entry of the log, where one is given."""
    return entries_about(desk.record, story, ABOUT_STORIES, before=before, limit=limit)
