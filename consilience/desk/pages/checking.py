"""The inbox: what there is to check."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import next_page, page
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.checking import Kinds
from consilience.desk.routes.stories import After
from consilience.record import last_number, to_check

router = APIRouter()
KINDS = {
    "conflict": "Conflicts", "single": "One origin only", "correction": "Corrections", "unreadable": "Not readable",
    "join": "Doubtful in their story", "merge": "Perhaps one story",
}  # fmt: skip


@router.get("/inbox")
def inbox(
    request: Request,
    desk: TheDesk,
    user: Reader,
    kind: Kinds = [],  # noqa: B006  FastAPI copies it
    story: Id | None = None,
    after: After = None,
) -> HTMLResponse:
    """What nobody has judged yet, that on which most rests first."""
    number = last_number(desk.record)
    found = to_check(desk.record, kinds=kind, story=story, after=after, limit=30)
    return page(
        request,
        "inbox.html",
        after=number,
        found=found,
        next=next_page(request, found.next),
        kinds=KINDS,
        chosen=kind,
        story=story,
    )
