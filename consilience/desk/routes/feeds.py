"""How the feeds do, and fetching one address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from consilience.desk.rights import Admin, Analyst, Reader, TheDesk
from consilience.gathering import FeedState, fetch_one, states
from consilience.record import Arrival

router = APIRouter(tags=["arrivals"])


class Address(BaseModel):
    """The address of a page."""

    url: Annotated[str, Field(min_length=1, max_length=2000)]


@router.post(
    "/arrivals/url",
    status_code=201,
    responses={400: {"description": "It cannot be had; the sentence says why"}},
)
def fetch(asked: Address, desk: TheDesk, user: Analyst) -> Arrival:
    """Fetches one page from a public address and receives it."""
    arrival = fetch_one(desk.record, asked.url, fetcher=desk.fetcher, via=f"address {user.name}")
    desk.worker.wake()
    return arrival


@dataclass(frozen=True, slots=True)
class Shown:
    """How a feed, folder or mailbox does; the fields after `address` are those of `FeedState`."""

    id: str
    name: str
    address: str
    status: str
    why: str | None
    asked: str | None
    answered: str | None
    next: str | None
    failures: int
    moved: str | None
    received: int
    waiting: int
    refused: int

    @classmethod
    def of(cls, one: FeedState) -> Shown:
        """Without where its password is kept."""
        source = one.source
        return cls(
            source.id, source.name, source.address, one.status, one.why, one.asked, one.answered, one.next,
            one.failures, one.moved, one.received, one.waiting, one.refused,
        )  # fmt: skip


@router.get("/feeds")
def feeds(desk: TheDesk, user: Reader) -> list[Shown]:
    """The state of each feed, folder and mailbox, in the order of the file."""
    return [Shown.of(one) for one in states(desk.record, desk.sources)]


@router.post("/feeds/ask", status_code=202)
def ask(desk: TheDesk, user: Admin) -> None:
    """Asks the feeds that are due now, instead of in a while."""
    desk.worker.wake("gather")
