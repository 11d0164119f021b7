"""The list of stories, the page of one, and its history."""

from __future__ import annotations

from datetime import UTC
from itertools import groupby

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import AwareDatetime

from consilience.desk.pages.rendering import next_page, page
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.stories import ABOUT_STORIES, After, Asking, told_account
from consilience.exporting import FORMATS
from consilience.presenting.story_view import StoryView
from consilience.record import (
    Entry,
    StoryQuery,
    entries_about,
    find_stories,
    heir_of,
    last_number,
    members_of,
)

router = APIRouter()
MOST_CHANGES = 30


@router.get("/")
def stories(
    request: Request, desk: TheDesk, user: Reader, query: Asking, after: After = None
) -> HTMLResponse:
    """The stories that fit, the last changed first."""
    number = last_number(desk.record)
    found = find_stories(desk.record, query, after=after)
    return page(
        request, "stories.html", after=number, query=query, found=found, next=next_page(request, found.next),
        asked=query != StoryQuery(order=query.order), formats=FORMATS, search=request.url.query,
    )  # fmt: skip


@router.get("/stories/{story}", response_model=None)
def story(
    request: Request, story: Id, desk: TheDesk, user: Reader, as_of: AwareDatetime | None = None
) -> Response:
    """The account of a story, what changed in it, and what people decided; or its account as it was known at a moment."""
    if as_of is not None:
        view = StoryView(told_account(desk, story, as_of))
        return page(
            request, "past_page.html", view=view, story=story, moment=as_of.astimezone(UTC).isoformat()
        )
    heir = heir_of(desk.record, story)
    if heir != story:
        return RedirectResponse(f"/stories/{heir}", 303)
    number = last_number(desk.record)
    view = StoryView(told_account(desk, story))
    changes = _in_order(entries_about(desk.record, story, ["changed"], limit=MOST_CHANGES))
    labels = {
        report: view.citations.label(version) for version, report in members_of(desk.record, story).items()
    }
    return page(
        request, "story_page.html", view=view, changes=changes, after=number, members=labels, formats=FORMATS
    )


def _in_order(changes: list[Entry]) -> list[Entry]:
    """The last account's changes first; within one, what weighs most first, as they were told."""
    by_account = [list(made) for _, made in groupby(changes, key=lambda entry: entry.about["account"])]
    return [entry for made in by_account for entry in reversed(made)]


@router.get("/stories/{story}/history")
def history(request: Request, story: Id, desk: TheDesk, user: Reader) -> HTMLResponse:
    """All that was decided of a story, by the program and by people, the newest first."""
    heir_of(desk.record, story)
    found = entries_about(desk.record, story, ABOUT_STORIES, limit=500)
    return page(request, "history.html", story=story, entries=found)
