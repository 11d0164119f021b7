"""How the feeds do, and fetching one address."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from consilience.desk.refusals import refusals
from consilience.desk.rights import Admin, Analyst, Reader, TheDesk
from consilience.gathering import FeedState, fetch_one, states
from consilience.record import Arrival

router = APIRouter(tags=["arrivals"])


class Address(BaseModel):
    """The address of a page."""

    url: Annotated[str, Field(min_length=1, max_length=2000)]


@router.post(
    "/arrivals/url", status_code=201, responses=refusals(_409="It cannot be had; the sentence says why")
)
def fetch(asked: Address, desk: TheDesk, user: Analyst) -> Arrival:
    """Fetches one page from a public address and receives it."""
    arrival = fetch_one(desk.record, asked.url, fetcher=desk.fetcher, via=f"address {user.name}")
    desk.worker.wake()
    return arrival


@router.get("/feeds")
def feeds(desk: TheDesk, user: Reader) -> list[FeedState]:
    """The state of each feed, folder and mailbox, in the order of the file."""
    return states(desk.record, desk.sources)


@router.post("/feeds/ask", status_code=202)
def ask(desk: TheDesk, user: Admin) -> None:
    """Asks the feeds that are due now, instead of in a while."""
    desk.worker.wake("gather")
