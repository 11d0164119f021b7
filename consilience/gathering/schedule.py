"""When a source, and what it listed, is asked again after a failure; and when a source is dead."""

from __future__ import annotations

from datetime import datetime, timedelta

from consilience.gathering.kept import Visits

SOONEST = 300.0  # seconds after the first failure of a source that is asked more often than that
LATEST = 6 * 3600.0  # seconds that the pauses grow to
ONCE_A_DAY = 86_400.0
DEAD_AFTER = 10  # failures in a row
DEAD_SINCE = timedelta(days=7)  # without an answer
ITEM_SOONEST = 600.0  # seconds after the first failure of an item, doubled with each
MOST_TRIES = 5  # of an item
FINAL = frozenset(
    ["gone", "too_large", "wrong_type", "disallowed", "private_address", "bad_address", "not_found"]
)  # what will not be otherwise at the next try


def is_dead(visits: Visits, now: datetime) -> bool:
    """Whether a source failed ten times in a row, or for seven days."""
    answered = datetime.fromisoformat(visits.answered) if visits.answered else now
    return visits.failures >= DEAD_AFTER or (visits.failures > 0 and now - answered > DEAD_SINCE)


def next_visit(visits: Visits, every: float, now: datetime) -> datetime:
    """When a source that has just failed is asked again: ever later, and once a day when it is dead."""
    first = max(every, SOONEST)
    growing = min(first * 2 ** min(visits.failures - 1, 20), max(first, LATEST))
    return now + timedelta(seconds=max(every, ONCE_A_DAY) if is_dead(visits, now) else growing)


def next_try(tries: int, code: str, now: datetime) -> datetime | None:
    """When an item that has failed so often is tried again; never where that is of no use."""
    if tries >= MOST_TRIES or code in FINAL:
        return None
    return now + timedelta(seconds=ITEM_SOONEST * 2 ** (tries - 1))
