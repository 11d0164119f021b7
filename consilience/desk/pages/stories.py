"""The list of stories, and the page of one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from consilience.desk.pages.rendering import error_page, page
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.model import Failure
from consilience.presenting.story_view import StoryView
from consilience.record import account_of, entries_about, heir_of, last_number, members_of

router = APIRouter()
MOST_CHANGES = 30
FORMATS: dict[str, str] = {}


@router.get("/")
def stories(request: Request, desk: TheDesk, user: Reader) -> HTMLResponse:
    """All stories, the last changed first."""
    return page(request, "stories.html", after=last_number(desk.record))


@router.get("/stories/{story}", response_model=None)
def story(request: Request, story: Id, desk: TheDesk, user: Reader) -> Response:
    """The account of a story, what changed in it, and what people decided."""
    heir = heir_of(desk.record, story)
    if heir != story:
        return RedirectResponse(f"/stories/{heir}", 303)
    after = last_number(desk.record)
    told = account_of(desk.record, story)
    if isinstance(told, Failure):
        return error_page(request, 500, told.message)
    changes = entries_about(desk.record, story, ["changed"], limit=MOST_CHANGES)
    view = StoryView(told)
    labels = {
        report: view.citations.label(version) for version, report in members_of(desk.record, story).items()
    }
    return page(
        request, "story_page.html", view=view, changes=changes, after=after, members=labels, formats=FORMATS
    )
