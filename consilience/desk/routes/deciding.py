"""What people decide of stories: merged, divided, kept apart; each with who and why."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from consilience.desk.refusals import refusals
from consilience.desk.rights import ID, Analyst, Id, TheDesk
from consilience.desk.routes.judging import Why
from consilience.record import keep_apart, merge, split

router = APIRouter(tags=["deciding"], responses=refusals(_404="No such story", _409="It cannot be"))
Named = Annotated[str, Field(pattern=ID)]


class TwoStories(BaseModel):
    """Another story, and why."""

    other: Named
    why: Why = ""


class SomeReports(BaseModel):
    """Reports of the story by their ids, and why."""

    reports: Annotated[list[Named], Field(min_length=1, max_length=1000)]
    why: Why = ""


@router.post("/stories/{story}/merge", status_code=204)
def merge_stories(story: Id, asked: TwoStories, desk: TheDesk, user: Analyst) -> None:
    """Makes one story of two, under the first's id."""
    merge(desk.record, desk.stages, story, asked.other, who=user.name, why=asked.why)


@router.post("/stories/{story}/split", status_code=204)
def split_story(story: Id, asked: SomeReports, desk: TheDesk, user: Analyst) -> None:
    """Takes reports out of a story into a new one."""
    split(desk.record, desk.stages, story, asked.reports, who=user.name, why=asked.why)


@router.post("/stories/{story}/apart", status_code=204)
def keep_stories_apart(story: Id, asked: TwoStories, desk: TheDesk, user: Analyst) -> None:
    """Says that two stories are two, whatever else arrives."""
    keep_apart(desk.record, desk.stages, story, asked.other, who=user.name, why=asked.why)
