"""The list of reports, and the page of one: its words, its versions and their receipts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import next_page, page
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.reports import Asking, revisions_of
from consilience.desk.routes.stories import After
from consilience.presenting.dates import moment_words
from consilience.presenting.page import web_address
from consilience.record import find_reports, last_number, reading_of, story_with

router = APIRouter()


@router.get("/reports")
def reports(
    request: Request, desk: TheDesk, user: Reader, query: Asking, after: After = None
) -> HTMLResponse:
    """The reports that fit, the last received first."""
    number = last_number(desk.record)
    found = find_reports(desk.record, query, after=after)
    return page(
        request, "reports.html", after=number, query=query, found=found, next=next_page(request, found.next)
    )


@router.get("/reports/{report}")
def report_page(request: Request, report: Id, desk: TheDesk, user: Reader) -> HTMLResponse:
    """One report."""
    revisions = revisions_of(desk, report)
    last = next((one for one in reversed(revisions) if one.version.readable), revisions[-1])
    reading = reading_of(desk.record, last.version.id)
    return page(
        request, "report_page.html", report=reading.report, published=moment_words(reading.report.published or ""),
        title=reading.report.title or last.arrival.name, revisions=revisions, address=web_address(reading),
        story=story_with(desk.record, report),
    )  # fmt: skip
