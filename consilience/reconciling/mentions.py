"""The mentions of happenings in each report, with what the whole story knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consilience.model import EventMention, Reading, Span
from consilience.model.timex import interval_of
from consilience.reconciling.sources import Sources

LEAD = 0.2  # the first part of a report, in which news tells what it is about
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what the whole story knows of it; `place` and `actors` are names of the cast."""

    report: str
    mention: EventMention
    actors: frozenset[str]
    place: str | None
    days: Days | None
    inferred: bool
    lead: bool
    told_on: date | None  # when the report appeared

    @property
    def words(self) -> Span:
        """The trigger with its subject and object, or the trigger alone."""
        return self.mention.words or Span(self.mention.start, self.mention.end)


def told_in(reading: Reading, sources: Sources) -> list[Told]:
    """Every mention of a happening in one report, with what the story knows of it."""
    own = reading.report.id
    published = interval_of((reading.report.published or "")[:10])
    told_on = published[0] if published else None
    found = []
    for mention in reading.events:
        names = frozenset(n for p in mention.participants if (n := sources.cast.name(own, p)) is not None)
        place = _place_name(reading, mention, sources)
        time = reading.times[mention.time] if mention.time is not None else None
        found.append(
            Told(own, mention, names, place, _days_told(mention, told_on),
                  (mention.recent and time is None)
                or (time is not None and time.relative is not None and reading.report.published is None),
                  mention.start < LEAD * len(reading.report.text), told_on)
        )  # fmt: skip
    return found


def _days_told(mention: EventMention, told_on: date | None) -> Days | None:
    """The days of its date; what has happened lies no later than the report."""
    days = interval_of(mention.date) if mention.date else None
    if days and told_on and mention.factuality == "happened" and days[0] <= told_on < days[1]:
        return days[0], told_on
    return days


def _place_name(reading: Reading, mention: EventMention, sources: Sources) -> str | None:
    if mention.place is None:
        return None
    place = reading.places[mention.place]
    for m in reading.mentions:
        if m.start == place.start and (name := sources.cast.name(reading.report.id, m.entity)):
            return name
    return place.name


def meet(one: Days, other: Days) -> bool:
    """Whether the two share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def written(days: Days) -> str:
    """The days as an ISO date, or as an interval of two."""
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"
