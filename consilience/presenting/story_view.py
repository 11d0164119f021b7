"""What the page's templates ask of a story: groups, orders and counts, nothing about markup."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from consilience.model import Account, Actor, Contradiction, Event, Evidence, Quote, Reading, Side, StoryPlace
from consilience.model.main_points import main_event_of, main_place_of, prominence
from consilience.presenting.brief import brief_of, merged_sides, positions
from consilience.presenting.citing import Citations, Opening
from consilience.presenting.dates import date_key, date_words, moment_words
from consilience.presenting.figures import STATUS_ORDER, Figures, figures_of
from consilience.presenting.fulltext import show_reports
from consilience.presenting.origins import Origins, origins_of
from consilience.presenting.passages import Passage, side_by_side
from consilience.presenting.quote_wordings import QuoteWording, wordings_of
from consilience.presenting.relay_drawing import RelayDrawing, lineage_words, relay_drawing
from consilience.presenting.story_map import StoryMap, story_map
from consilience.presenting.timeline import Timeline, timeline_of
from consilience.presenting.wording import Wording, wordings_of_story
from consilience.presenting.words import country_name

_ACTOR_GROUPS = (
    ("People", ("person",)),
    ("Organizations and groups", ("organization", "group")),
)


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

    @cached_property
    def main_event(self) -> Event | None:
        """The dated event that the most reports tell of."""
        return main_event_of(self.account.events)

    @cached_property
    def main_place(self) -> StoryPlace | None:
        """The place of the main event, or else the one that the most reports name."""
        return main_place_of(self.account)

    @property
    def where(self) -> str | None:
        """That place in words, with its country."""
        place = self.main_place
        if place is None:
            return self.main_event.place if self.main_event else None
        country = country_name(place.country)
        return place.name if country in (None, place.name) else f"{place.name}, {country}"

    @property
    def known_as_of(self) -> tuple[str, bool] | None:
        """The last day on which a report surely had appeared, in words, and whether that day was worked out."""
        stated = [r.report.updated or r.report.published for r in self.account.story.readings]
        days = [(day[:10], False) for day in stated if day]
        days += [(date.date.partition("/")[0], True) for date in self.account.dates]
        last = max(days, key=lambda day: (date_key(day[0])[1], not day[1]), default=None)
        return (date_words(last[0]), last[1]) if last else None

    # Contradictions

    def sides(self, contradiction: Contradiction) -> tuple[Side, ...]:
        """The sides of a contradiction, each position once."""
        return merged_sides(contradiction)

    def positions(self, contradiction: Contradiction) -> list[str]:
        """What the sides say, in short."""
        return positions(contradiction)

    def reports_of(self, contradiction: Contradiction) -> str:
        """The anchors of the reports that it lies between."""
        return self.citations.reports(one for side in contradiction.sides for one in side.evidence)

    # Sections

    @cached_property
    def timeline(self) -> Timeline:
        """The events by date."""
        return timeline_of(self.account, self.citations)

    @cached_property
    def map(self) -> StoryMap | None:
        """The places on a map."""
        return story_map(self.account, self.citations)

    @cached_property
    def figures(self) -> Figures:
        """The figures, those that several accounts speak of apart."""
        return figures_of(self.account, self.citations)

    @cached_property
    def quotes(self) -> list[Quote]:
        """Those in conflict first, then those that several reports carry."""
        return sorted(
            self.account.quotes,
            key=lambda quote: (STATUS_ORDER.index(quote.status), -len({e.report for e in quote.evidence})),
        )

    def wordings(self, quote: Quote) -> list[QuoteWording]:
        """How the reports word a quote, where they do not all word it alike."""
        return wordings_of(quote, self.citations)

    def speaker(self, quote: Quote, name: str) -> Opening | None:
        """The words of the reports that give a quote to this speaker."""
        return self.citations.opening(one for one in quote.evidence if one.speaker == name)

    @cached_property
    def relay_drawing(self) -> RelayDrawing | None:
        """Reports, whom they copy, relay and name, as a drawing."""
        return relay_drawing(self.account, self.citations)

    @property
    def lineage(self) -> list[str]:
        """On how many origins the reports rest, in sentences."""
        return lineage_words(self.account, self.citations)

    @cached_property
    def origins(self) -> Origins:
        """Whom the statements come from."""
        return origins_of(self.account, self.citations)

    @cached_property
    def copies(self) -> list[tuple[str, list[Passage]]]:
        """The copied passages with their anchors, in the account's order."""
        return [
            (self.citations.anchor("copy", number), side_by_side(copy, self.citations))
            for number, copy in enumerate(self.account.copies, 1)
        ]

    @cached_property
    def wording(self) -> list[Wording]:
        """How each report words the same actors, happenings and things."""
        return wordings_of_story(self.account, self.citations)

    @property
    def actor_groups(self) -> list[tuple[str, list[Actor]]]:
        """People first, then bodies, then the rest; in each those that the most reports name first."""
        named = {type_ for _, types in _ACTOR_GROUPS for type_ in types}
        groups = [
            (title, [one for one in self.account.actors if one.type in types])
            for title, types in _ACTOR_GROUPS
        ]
        groups.append(("Others", [one for one in self.account.actors if one.type not in named]))
        return [(title, sorted(group, key=prominence, reverse=True)) for title, group in groups if group]

    @property
    def places(self) -> list[StoryPlace]:
        """Those that the most reports name first."""
        return sorted(self.account.places, key=prominence, reverse=True)

    def spellings(self, entry: Actor | StoryPlace) -> list[tuple[str, Opening | None]]:
        """The other names of an actor or place, each with the words that spell it so."""
        said: defaultdict[str, list[Evidence]] = defaultdict(list)
        for one in entry.evidence:
            said[self.citations.words(one)].append(one)
        return [(name, self.citations.opening(said[name])) for name in entry.names if name != entry.name]

    def place(self, name: str) -> StoryPlace | None:
        """The place of that id."""
        return next((place for place in self.account.places if place.id == name), None)

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
