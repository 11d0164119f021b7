"""The list of stories, and the page of one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import page
from consilience.desk.rights import Reader, TheDesk

router = APIRouter()


@router.get("/")
def stories(request: Request, desk: TheDesk, user: Reader) -> HTMLResponse:
    """All stories, the last changed first."""
    return page(request, "stories.html")
