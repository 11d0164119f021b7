"""The page of one's alerts and watches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from consilience.alerting import alerts_of, watches_of
from consilience.desk.pages.rendering import page
from consilience.desk.rights import ID, Reader, TheDesk
from consilience.desk.routes.watches import alert_shown, shown, whose
from consilience.record import last_number

router = APIRouter()
SHOWN = 30  # alerts on the page
KINDS = {
    "conflict": "New conflicts", "figure": "Changed figures", "confirmation": "New confirmations",
    "correction": "Corrections", "settled": "Conflicts that settled", "event": "Happenings", "quote": "Quotes",
    "report": "Reports", "started": "New stories", "divided": "Stories divided", "merged": "Stories merged",
}  # fmt: skip


@router.get("/alerts")
def alerts(
    request: Request, desk: TheDesk, user: Reader,
    story: Annotated[str, Query(pattern=ID)] | None = None,
    before: Annotated[int, Query(ge=0, le=2**62)] = 2**62,
) -> HTMLResponse:  # fmt: skip
    """What alerted one, one's watches, and a form to add another, of a `story` where one is named."""
    after = last_number(desk.record)
    mine = watches_of(desk.record, user.name)
    found = alerts_of(desk.record, mine, before, SHOWN)
    held = watches_of(desk.record, whose(user))
    return page(
        request, "alerts.html", after=after, alerts=[alert_shown(desk, one) for one in found],
        watches=shown(desk, held), kinds=KINDS, story=story, mail=desk.alerting.mail is not None,
        earlier=found[-1].told.entry.number if len(found) == SHOWN else None,
    )  # fmt: skip
