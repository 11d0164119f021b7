"""What the page's template asks of a story: groups, orders and counts, nothing about markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from consilience.model import (
    Account,
    Actor,
    Contradiction,
    Event,
    Evidence,
    Figure,
    Quote,
    Reading,
    Side,
    StoryPlace,
)
from consilience.presenting.brief import brief_of, merged_sides, positions
from consilience.presenting.citing import Carrier, Citations
from consilience.presenting.dates import Precision, date_key, date_words, moment_words, precision_of
from consilience.presenting.fulltext import show_reports
from consilience.presenting.passages import Passage, side_by_side
from consilience.presenting.quote_wordings import QuoteWording, wordings_of
from consilience.presenting.relay_drawing import RelayDrawing, relay_drawing
from consilience.presenting.strip import Strip, strip_of
from consilience.presenting.wording import Wording, wordings_by_outlet
from consilience.presenting.words import country_name

_STATUS_ORDER = ("conflicting", "changed", "agreed", "single")
_ACTOR_GROUPS = (
    ("People", ("person",)),
    ("Organizations and groups", ("organization", "group")),
)


@dataclass(frozen=True, slots=True)
class Day:
    """The events of one date, which may be a month or an interval."""

    words: str
    precision: Precision
    events: tuple[Event, ...]
    published: tuple[tuple[str, str], ...]  # (label, anchor) of the reports of that day


class StoryView:
    """One story as the page shows it; `prefix` keeps the ids of several stories apart."""

    def __init__(self, account: Account, prefix: str = "") -> None:
        self.account = account
        self.citations = Citations(account, prefix)
        self.title = account.story.title
        self.anchor = f"{prefix}story"
        self.brief = brief_of(account)
        self.reports = show_reports(account, self.citations)
        self._inferred = {date.report: date for date in account.dates}
        self._prefix = prefix

    def section(self, name: str) -> str:
        """The id of a section of this story."""
        return self._prefix + name

    # Head

    @property
    def outlets(self) -> int:
        """How many outlets the reports come from; a report without one counts as its own."""
        return len({reading.report.outlet or reading.report.id for reading in self.account.story.readings})

    @property
    def main_event(self) -> Event | None:
        """The dated event that the most reports tell of."""
        dated = [event for event in self.account.events if event.date]
        return max(
            dated, key=lambda event: (event.standing.reports, len(event.standing.origins)), default=None
        )

    @property
    def where(self) -> str | None:
        """The place of the main event, or the place that the most reports name, with its country."""
        places = {name: place for place in self.account.places for name in (place.name, *place.names)}
        event_place = self.main_event.place if self.main_event else None
        if event_place and event_place not in places:
            return event_place
        place = places[event_place] if event_place else max(self.account.places, key=_weight, default=None)
        if place is None:
            return None
        country = country_name(place.country)
        return place.name if country in (None, place.name) else f"{place.name}, {country}"

    def sides(self, contradiction: Contradiction) -> tuple[Side, ...]:
        """The sides of a contradiction, each position once."""
        return merged_sides(contradiction)

    def positions(self, contradiction: Contradiction) -> list[str]:
        """What the sides say, in short."""
        return positions(contradiction)

    # Timeline

    @property
    def days(self) -> list[Day]:
        """The dated events by date, each date once."""
        dated = sorted(
            (event for event in self.account.events if event.date), key=lambda one: date_key(one.date)
        )
        days = []
        for words, group in groupby(dated, lambda event: date_words(event.date)):
            events = tuple(group)
            days.append(Day(words, precision_of(events[0].date), events, self._published_on(words)))
        return days

    @property
    def undated(self) -> list[Event]:
        """The events without a date, those that the most reports tell of first."""
        undated = (event for event in self.account.events if not event.date)
        return sorted(undated, key=lambda event: -event.standing.reports)

    def other_dates(self, event: Event) -> list[tuple[str, list[Carrier]]]:
        """The dates given for an event and the reports that give each, if they are more than one."""
        if len({date for date, _ in event.dates}) < 2:
            return []
        return [(date_words(date), self.citations.carriers(evidence)) for date, evidence in event.dates]

    def _published_on(self, words: str) -> tuple[tuple[str, str], ...]:
        found = []
        for reading in self.account.story.readings:
            report = reading.report
            if report.published and date_words(report.published[:10]) == words:
                found.append((self.citations.label(report.id), self.citations.anchor("report", report.id)))
        return tuple(found)

    # Figures and quotes

    @property
    def compared_figures(self) -> list[Figure]:
        """The figures that several accounts speak of, those in conflict first."""
        return sorted(
            (figure for figure in self.account.figures if _is_compared(figure)),
            key=lambda figure: _STATUS_ORDER.index(figure.status),
        )

    @property
    def lone_figures(self) -> list[Figure]:
        """The figures that one report gives once."""
        return [figure for figure in self.account.figures if not _is_compared(figure)]

    def figure(self, name: str | None) -> Figure | None:
        """The figure of that id."""
        return next((figure for figure in self.account.figures if figure.id == name), None)

    def strip(self, figure: Figure) -> Strip | None:
        """The plot of a figure's values."""
        return strip_of(figure)

    @property
    def quotes(self) -> list[Quote]:
        """Those in conflict first, then those that several reports carry."""
        return sorted(
            self.account.quotes,
            key=lambda quote: (
                _STATUS_ORDER.index(quote.status),
                -len({one.report for one in quote.evidence}),
            ),
        )

    def wordings(self, quote: Quote) -> list[QuoteWording]:
        """How the reports word a quote, where they do not all word it alike."""
        return wordings_of(quote, self.citations)

    # Who has it from whom

    @property
    def relay_drawing(self) -> RelayDrawing | None:
        """Reports, whom they relay and what they share, as a drawing."""
        return relay_drawing(self.account, self.citations)

    @property
    def shared_origins(self) -> list[tuple[str, list[str]]]:
        """The origins that several reports draw on, with those reports, the widest carried first."""
        shared = [(name, list(reports)) for name, reports in self.account.origins if len(reports) > 1]
        return sorted(shared, key=lambda row: (-len(row[1]), row[0].casefold(), row[0]))

    @property
    def lone_origins(self) -> list[tuple[str, list[str]]]:
        """For each report, the origins that it alone draws on; "itself" where it speaks for itself."""
        own: dict[str, list[str]] = {reading.report.id: [] for reading in self.account.story.readings}
        for name, reports in self.account.origins:
            if len(reports) == 1 and reports[0] in own:
                outlet = self.citations.label(reports[0])
                own[reports[0]].append("itself" if name == outlet else name)
        return [(report, sorted(names, key=str.casefold)) for report, names in own.items() if names]

    @property
    def copies(self) -> list[tuple[str, list[Passage]]]:
        """The copied passages with their anchors, the longest first within the account's order."""
        return [
            (self.citations.anchor("copy", number), side_by_side(copy, self.citations))
            for number, copy in enumerate(self.account.copies, 1)
        ]

    @property
    def worded(self) -> list[Wording]:
        """How each outlet words the same actors and counted things."""
        return wordings_by_outlet(self.account, self.citations)

    # Actors and places

    @property
    def actor_groups(self) -> list[tuple[str, list[Actor]]]:
        """People first, then bodies, then the rest; in each those that the most reports name first."""
        named = {type_ for _, types in _ACTOR_GROUPS for type_ in types}
        groups = [
            (title, [one for one in self.account.actors if one.type in types])
            for title, types in _ACTOR_GROUPS
        ]
        groups.append(("Others", [one for one in self.account.actors if one.type not in named]))
        return [(title, sorted(group, key=_weight, reverse=True)) for title, group in groups if group]

    @property
    def places(self) -> list[StoryPlace]:
        """Those that the most reports name first."""
        return sorted(self.account.places, key=_weight, reverse=True)

    # Reports

    def published(self, reading: Reading) -> str | None:
        """The report's own date in words."""
        return moment_words(reading.report.published) if reading.report.published else None

    def join(self, reading: Reading) -> str | None:
        """Why the report stands in this story."""
        return next((j.reason for j in self.account.story.joins if j.report == reading.report.id), None)

    def inferred(self, reading: Reading) -> tuple[str, str, tuple[Evidence, ...]] | None:
        """The date worked out for a report: in words, why, and from which words."""
        date = self._inferred.get(reading.report.id)
        return (date_words(date.date), date.reason, date.evidence) if date else None


def _is_compared(figure: Figure) -> bool:
    given: Iterable[Evidence] = (one for value in figure.values for one in value.evidence)
    return figure.status != "single" or len({one.report for one in given}) > 1


def _weight(entry: Actor | StoryPlace) -> tuple[int, int]:
    return len({one.report for one in entry.evidence}), len(entry.evidence)
