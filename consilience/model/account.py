"""What the readings of a story say together, every line with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.model.reading import Reading
from consilience.model.report import Failure
from consilience.model.span import Evidence, Span
from consilience.model.story import Copy, Story

Status = Literal["agreed", "conflicting", "changed", "single"]


WordingKind = Literal["full", "shortened", "joined", "altered", "rendered"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How well a statement stands: its different origins, and what that gives in words.

    `credibility` is the Admiralty system's 1 (confirmed by other independent sources) to 6 (cannot be
    judged); `sentence` explains it to the reader.
    """

    origins: tuple[str, ...]
    outlets: int
    reports: int
    credibility: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organization or group under all its spellings."""

    id: str
    name: str
    type: str
    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """A place under all its spellings; WGS 84 degrees."""

    id: str
    name: str
    names: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value given for a figure and everyone who gives it; bounds as in Quantity."""

    value: float | None
    low: float | None
    high: float | None
    evidence: tuple[Evidence, ...]
    unit: str | None = None  # where it is given in another unit than the figure's


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing counted at one moment. `follows` is the id of the figure whose later state this is."""

    id: str
    what: str
    status: Status
    values: tuple[FigureValue, ...]
    reason: str
    standing: Standing
    unit: str | None = None
    as_of: str | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One utterance however many reports carry it; the speaker stands in each evidence.

    `wordings` says of each evidence, in order, how its words differ from the fullest wording, `text`.
    """

    id: str
    text: str
    status: Literal["agreed", "conflicting", "single"]
    evidence: tuple[Evidence, ...]
    speakers: tuple[str, ...]
    reason: str
    standing: Standing
    wordings: tuple[WordingKind, ...] = ()
    conflict: Literal["speakers", "wording"] | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `inferred` says that its date leans on an inferred report date.

    `what` stands in `told`, the clause or sentence of the report that tells it most plainly.
    """

    id: str
    what: str
    type: str
    date: str | None
    place: str | None
    evidence: tuple[Evidence, ...]
    standing: Standing
    inferred: bool = False
    actors: tuple[str, ...] = ()  # names
    dates: tuple[tuple[str, tuple[Evidence, ...]], ...] = ()  # every date given, and by whom
    told: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Relay:
    """The words by which a report says that it has something from somebody else's reporting."""

    report: str
    start: int
    end: int
    of: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """One independent line of reporting: an origin, and the reports whose own words come mostly from it.

    `taken` says of each report, in order, how many of its sentences that tell something come from the origin, and of
    how many; the origin's own report, where it is in the story, stands first with none.
    """

    origin: str
    reports: tuple[str, ...]
    taken: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where something was on the days of an ISO date or interval, in the words of `evidence`."""

    place: str  # the id of a StoryPlace
    date: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Movement:
    """The places of one thing that moved, in the order of the days: `what` is its name in the reports."""

    what: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """One actor, happening or kind of counted people and things, with every label that the reports use for it."""

    kind: Literal["actor", "event", "kind"]
    what: str
    labels: tuple[tuple[str, tuple[Evidence, ...]], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction, in the reports' own words."""

    says: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot, or can hardly, both hold."""

    id: str
    kind: Literal["figure", "quote", "date", "place", "fact"]
    what: str
    sides: tuple[Side, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DateInference:
    """A report date that was worked out: an ISO date or interval `a/b`, from what, in words."""

    report: str
    date: str
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of each sentence of a report."""

    report: str
    used: tuple[Span, ...]
    no_claim: tuple[Span, ...]
    boilerplate: tuple[Span, ...]
    not_read: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All of a story, reconciled."""

    story: Story
    dates: tuple[DateInference, ...]
    actors: tuple[Actor, ...]
    places: tuple[StoryPlace, ...]
    figures: tuple[Figure, ...]
    quotes: tuple[Quote, ...]
    events: tuple[Event, ...]
    copies: tuple[Copy, ...]
    relays: tuple[Relay, ...]
    contradictions: tuple[Contradiction, ...]
    receipts: tuple[Receipt, ...]
    origins: tuple[
        tuple[str, tuple[str, ...]], ...
    ]  # (origin, ids of the reports that have something from it)
    lineages: tuple[Lineage, ...] = ()
    movements: tuple[Movement, ...] = ()
    namings: tuple[Naming, ...] = ()


@dataclass(frozen=True, slots=True)
class Build:
    """Everything one run gives: all readings, an account for each story, and what failed."""

    readings: tuple[Reading, ...]
    accounts: tuple[Account, ...]
    failures: tuple[Failure, ...]
