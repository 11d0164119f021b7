"""How each source does, for showing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.gathering.kept import Counts, Visits, counts_of, visits_of
from consilience.gathering.schedule import DEAD_AFTER, is_dead
from consilience.gathering.sources import Source, Sources
from consilience.record import Record

Status = Literal["new", "well", "failing", "dead", "gone"]


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a source does: "new" was never asked, "dead" failed ten times in a row or for seven days and is asked once a
    day, "gone" is not asked again. Times are in UTC, ISO 8601.

    `why` says what is amiss, as a sentence. `received` counts reports, `waiting` those yet to be fetched, `refused` those
    that could not be had.
    """

    id: str
    name: str
    address: str
    status: Status
    why: str | None
    asked: str | None
    answered: str | None
    next: str | None
    failures: int
    moved: str | None
    received: int
    waiting: int
    refused: int


def states(record: Record, sources: Sources) -> list[FeedState]:
    """The state of each source, in the order of the file."""
    ids = [source.id for source in sources.sources]
    visits, counts = visits_of(record, ids), counts_of(record, ids)
    return [
        _state(record, source, visits[source.id], counts.get(source.id, Counts()))
        for source in sources.sources
    ]


def _state(record: Record, source: Source, visits: Visits, counts: Counts) -> FeedState:
    status = _status(record, visits)
    return FeedState(
        source.id, source.name, source.address, status, _why(status, visits), visits.asked, visits.answered, visits.next, visits.failures, visits.moved,
        counts.received, counts.waiting, counts.refused,
    )  # fmt: skip


def _status(record: Record, visits: Visits) -> Status:
    if visits.asked is None:
        return "new"
    if visits.next is None:
        return "gone"
    if is_dead(visits, record.now()):
        return "dead"
    return "failing" if visits.failures else "well"


def _why(status: Status, visits: Visits) -> str | None:
    if status == "dead":
        since = visits.answered[:10] if visits.answered else None
        how = (
            f"It failed {visits.failures} times in a row"
            if visits.failures >= DEAD_AFTER
            else "It has failed for seven days"
        )
        return f"{how} and {f'last answered on {since}' if since else 'never answered'}: {visits.error}"
    if visits.moved and not visits.error:
        return f"It has moved for good to {visits.moved}. Change its address in the file."
    return visits.error
