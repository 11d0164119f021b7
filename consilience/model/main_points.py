"""What a story is about in the first place: its main event, and where that was."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.model.account import Account, Actor, Event, StoryPlace


def main_event_of(events: Iterable[Event]) -> Event | None:
    """The dated event that the most reports tell of."""
    dated = (event for event in events if event.date)
    return max(dated, key=lambda event: (event.standing.reports, len(event.standing.origins)), default=None)


def main_place_of(account: Account) -> StoryPlace | None:
    """The place of the main event, or else, where that names none, the one that the most reports name."""
    event = main_event_of(account.events)
    named = event.place if event else None
    own = (place for place in account.places if named in (place.name, *place.names))
    return next(own, None) or (None if named else max(account.places, key=prominence, default=None))


def prominence(entry: Actor | StoryPlace) -> tuple[int, int]:
    """How many reports name it, and how often."""
    return len({one.report for one in entry.evidence}), len(entry.evidence)
