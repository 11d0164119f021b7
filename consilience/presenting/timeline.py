"""The events of a story by their dates, each in the words of the report that tells it most plainly."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from consilience.model import Account, Event, Evidence
from consilience.model.main_points import main_event_of
from consilience.presenting.citing import Carrier, Citations, Opening
from consilience.presenting.dates import Precision, date_key, date_words, precision_of

LONG_BEFORE = timedelta(days=60)  # before the chief event: what lies further back is background
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a line, and what it opens; None where the reports name it elsewhere only."""

    name: str
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the timeline shows it: `told` are stretches of its line, and whether each is the happening itself."""

    event: Event
    told: tuple[tuple[str, bool], ...]
    opening: Opening | None
    place: Name | None
    actors: tuple[Name, ...]
    carriers: tuple[Carrier, ...]
    other_dates: tuple[tuple[str, tuple[Carrier, ...]], ...]
    reports: str


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one date, which may be a month or an interval; `opening` shows the words that date them."""

    words: str
    precision: Precision
    events: tuple[Entry, ...]
    published: tuple[tuple[str, str], ...]  # (label, anchor) of the reports of that day
    opening: Opening | None

    @property
    def size(self) -> int:
        """How many events there are."""
        return len(self.events)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The dated events by day, those of long before the story apart; those without a date that several reports
    tell of, and those of one report."""

    background: tuple[Day, ...]
    days: tuple[Day, ...]
    undated: tuple[Entry, ...]
    undated_single: tuple[Entry, ...]


def timeline_of(account: Account, citations: Citations) -> Timeline:
    """The timeline of an account, the most widely told first within a day."""
    maker = _Entries(account, citations)
    dated = sorted((e for e in account.events if e.date), key=lambda event: date_key(event.date))
    main = main_event_of(dated)
    begins = date_key(main.date)[0] - LONG_BEFORE if main else date.max
    old = [event for event in dated if date_key(event.date)[1] < begins]
    undated = [maker.entry(event) for event in sorted(account.events, key=_weight) if not event.date]
    return Timeline(
        _days(old, maker),
        _days([event for event in dated if date_key(event.date)[1] >= begins], maker),
        tuple(e for e in undated if e.event.standing.reports > 1),
        tuple(e for e in undated if e.event.standing.reports < 2),
    )


def _weight(event: Event) -> int:
    return -event.standing.reports


def _days(dated: list[Event], maker: _Entries) -> tuple[Day, ...]:
    """The events, in order of their dates, by date."""
    return tuple(
        _day(words, sorted(group, key=_weight), maker)
        for words, group in groupby(dated, lambda event: date_words(event.date))
    )


def _day(words: str, events: list[Event], maker: _Entries) -> Day:
    dating = (one for event in events for _, given in event.dates for one in given)
    return Day(
        words,
        precision_of(events[0].date),
        tuple(maker.entry(event) for event in events),
        maker.published_on(words),
        maker.citations.opening(dating),
    )


class _Entries:
    """Makes the entries of one account."""

    def __init__(self, account: Account, citations: Citations) -> None:
        self.citations = citations
        self._readings = {reading.report.id: reading for reading in account.story.readings}
        named = [(one.names, one.name, one.evidence) for one in account.places]
        named += [(one.names, one.name, one.evidence) for one in account.actors]
        self._named = {name: evidence for names, own, evidence in named for name in (*names, own)}

    def entry(self, event: Event) -> Entry:
        """The event with everything that its line opens."""
        cite = self.citations
        return Entry(
            event,
            self._told(event),
            cite.opening(event.evidence),
            self._name(event.place, event) if event.place else None,
            tuple(self._name(actor, event) for actor in event.actors if actor != event.place),
            tuple(cite.carriers(event.evidence)),
            self._other_dates(event),
            cite.reports(event.evidence),
        )

    def published_on(self, words: str) -> tuple[tuple[str, str], ...]:
        """The reports that bear this date."""
        return tuple(
            (self.citations.label(name), self.citations.anchor("report", name))
            for name, reading in self._readings.items()
            if reading.report.published and date_words(reading.report.published[:10]) == words
        )

    def _told(self, event: Event) -> tuple[tuple[str, bool], ...]:
        """The line; in a whole sentence, which tells more than this, the words for the happening stand out."""
        told = event.told
        if told is None or told.report not in self._readings:
            return ((event.what, False),)
        text = self._readings[told.report].report.text
        inside = [e for e in event.evidence if e.report == told.report and told.start <= e.start < told.end]
        if not inside or not _SENTENCE_END.search(text[told.start : told.end]):
            return ((event.what, False),)
        word = inside[0]
        parts = (text[told.start : word.start], text[word.start : word.end], text[word.end : told.end])
        return tuple((part, n == 1) for n, part in enumerate(parts) if part)

    def _name(self, name: str, event: Event) -> Name:
        """A name with the words for it that stand nearest to the event in the reports that tell of it."""
        near = []
        for told in event.evidence:
            own = [one for one in self._named.get(name, ()) if one.report == told.report]
            near += sorted(own, key=lambda one: abs(one.start - told.start))[:1]
        return Name(name, self.citations.opening(near or self._named.get(name, ())))

    def _other_dates(self, event: Event) -> tuple[tuple[str, tuple[Carrier, ...]], ...]:
        """The dates given for an event and the reports that give each, if they are more than one."""
        if len({date for date, _ in event.dates}) < 2:
            return ()
        return tuple((date_words(date), self._carriers(given)) for date, given in event.dates)

    def _carriers(self, evidence: Iterable[Evidence]) -> tuple[Carrier, ...]:
        return tuple(self.citations.carriers(evidence))
