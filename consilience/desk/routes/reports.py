"""Reports: their versions, what differs between these, and what was received."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from consilience.desk.desk import Desk
from consilience.desk.refusals import given_as, refusals
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.stories import After, Asked, Day, Limit
from consilience.errors import NotThereError
from consilience.presenting.contract import reading_object, to_json
from consilience.record import (
    Arrival,
    Difference,
    ReportPage,
    ReportQuery,
    Version,
    arrival_with,
    differences,
    find_reports,
    original_of,
    reading_of,
    versions_of,
)
from consilience.record.lists.find_reports import ReportOrder

router = APIRouter(tags=["reports"], responses=refusals(_404="No such report"))


def report_query(
    words: Asked = "", outlet: Asked = "", since: Day = "", until: Day = "", readable: bool | None = None,
    order: ReportOrder = "received",
) -> ReportQuery:  # fmt: skip
    """What is looked for, as the address says it."""
    return ReportQuery(words, outlet, since, until, "", readable, order)


Asking = Annotated[ReportQuery, Depends(report_query)]


@dataclass(frozen=True, slots=True)
class Revision:
    """A version as it was received, with what differs from the one before."""

    version: Version
    arrival: Arrival
    differences: tuple[Difference, ...]


def revisions_of(desk: Desk, report: str) -> list[Revision]:
    """The versions of a report, the first first. Raises NotThereError where there is no such report."""
    held = versions_of(desk.record, report)
    if not held:
        raise NotThereError(f"There is no report {report}.")
    readings = [reading_of(desk.record, version.id) for version in held]
    changed = [(), *(differences(before, after) for before, after in pairwise(readings))]
    return [
        Revision(version, arrival_with(desk.record, version.arrival), differs)
        for version, differs in zip(held, changed, strict=True)
    ]


@router.get("/reports")
def reports(desk: TheDesk, user: Reader, query: Asking, after: After = None, limit: Limit = 50) -> ReportPage:
    """A page of the reports that fit, with the inputs that could not be read."""
    return find_reports(desk.record, query, after=after, limit=limit)


@router.get("/reports/{report}/versions")
def versions(report: Id, desk: TheDesk, user: Reader) -> list[Revision]:
    """The versions of a report with their receipts, the first first."""
    return revisions_of(desk, report)


@router.get("/versions/{version}/reading")
def reading(version: Id, desk: TheDesk, user: Reader) -> Response:
    """All that is marked on one version, as `consilience read` has it."""
    found = reading_of(desk.record, version)
    return Response(to_json(reading_object(found)), media_type="application/json")


@router.get("/arrivals/{arrival}")
def arrival(arrival: Id, desk: TheDesk, user: Reader) -> Arrival:
    """One receipt."""
    return arrival_with(desk.record, arrival)


@router.get(
    "/arrivals/{arrival}/original", response_class=Response, responses=given_as("application/octet-stream")
)
def original(arrival: Id, desk: TheDesk, user: Reader) -> Response:
    """The bytes as received, to be saved: no browser is to show what came from anywhere."""
    receipt = arrival_with(desk.record, arrival)
    name = quote(receipt.name.rsplit("/", 1)[-1][:100] or "original", safe="", errors="replace")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Repr-Digest": f"sha-256=:{_digest(receipt.sha256)}:",
    }
    return Response(
        original_of(desk.record, receipt).data, media_type="application/octet-stream", headers=headers
    )


def _digest(sha256: str) -> str:
    """A hash as RFC 9530 writes it."""
    return b64encode(bytes.fromhex(sha256)).decode()
