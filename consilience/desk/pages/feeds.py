"""How the feeds do."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import page
from consilience.desk.rights import Reader, TheDesk
from consilience.gathering import states

router = APIRouter()


@router.get("/feeds")
def feeds(request: Request, desk: TheDesk, user: Reader) -> HTMLResponse:
    """The feeds, folders and mailboxes that are asked, and what the desk's own work lacks."""
    return page(
        request, "feeds.html", states=states(desk.record, desk.sources), mistakes=desk.sources.mistakes,
        faults=desk.worker.faults,
    )  # fmt: skip
