"""Where an event of an account took place."""

from __future__ import annotations

from consilience.model import Account, Event, StoryPlace


def place_of(event: Event, account: Account) -> StoryPlace | None:
    """The place that an event names, by any of its spellings."""
    if event.place is None:
        return None
    return next((p for p in account.places if event.place in (p.name, *p.names)), None)
