"""What figures come to by each method, and the grades of sources."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import page
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.judging import counted
from consilience.record import grades, outlets_of
from consilience.record.decisions.judging import SOURCE_GRADES

router = APIRouter()


@router.get("/stories/{story}/figures")
def figures(request: Request, story: Id, desk: TheDesk, user: Reader) -> HTMLResponse:
    """The figures of a story by each method."""
    return page(request, "figures_by_method.html", story=story, figures=counted(story, desk, user))


@router.get("/sources")
def sources(request: Request, desk: TheDesk, user: Reader) -> HTMLResponse:
    """The outlets, and how reliable people hold them."""
    given = grades(desk.record)
    return page(
        request, "sources.html", outlets=outlets_of(desk.record), held={one.source: one for one in given if one.holds},
        given=given, meanings=SOURCE_GRADES,
    )  # fmt: skip
