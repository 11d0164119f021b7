"""A report with marks on it, made from that report alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from consilience.model.report import Report
from consilience.model.span import Span
from consilience.model.timex import Relative

EntityType = Literal["person", "organization", "place", "group", "event", "product", "other"]
Factuality = Literal["happened", "not_happened", "planned", "threatened", "asked", "possible", "denied"]
MentionKind = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that a report names; `id` is unique within its report."""

    id: str
    name: str  # the fullest spelling in this report
    type: EntityType


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an entity. `role` is a title or office beside a name ("Col.", "spokesman")."""

    start: int
    end: int
    entity: str
    kind: MentionKind
    role: str | None = None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3: `value` as ISO-TimeML has it, XXXX for what the text does not fix.

    `relative` says how the value hangs on the report's own date, so that it can be worked out
    later when that date is inferred; None when the text fixes the value by itself.
    """

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    relative: Relative | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym; WGS 84 degrees, None where unresolved, and `reason` then says why."""

    start: int
    end: int
    name: str
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    feature: str | None = None  # GeoNames feature code: PCLI, ADM1, PPL, ...
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    `value` is the number said, None for a vague word; `low` and `high` bound what is meant, None
    for an open end: exact, value = low = high; "more than 300", value = low = 300, high None;
    "up to 40", value = high; "about 300", value alone; "dozens", low 12 alone; a range, low and high.
    `of` is the counted noun phrase, `head` its head's lemma, `modifiers` the lemmas that narrow it
    ("Lebanese", "body" of "bodies of nine Lebanese soldiers"; what is counted together with it has a plus
    before it, "+relative" of "670 fighters and relatives"), `verb` the lemma of the verb that
    governs it and `role` its dependency there (UD: nsubj, obj, nsubj:pass, obl ...).
    """

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    of: Span | None = None
    unit: str | None = None  # "%", an ISO 4217 code, "fraction", a measure's lemma, or None for a count
    head: str | None = None
    modifiers: tuple[str, ...] = ()
    verb: str | None = None
    role: str | None = None
    negated: bool = False
    remaining: bool = False  # "the remaining 11", "11 were left": a later state by its own words


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what by which words (PolNeAR's source, cue, content); spans in text order.

    `quoted` are the words inside quotation marks, without the marks; `named` the noun phrase that a source
    "who" or "which" stands for.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | None = None  # an entity's id
    direct: bool = False
    quoted: tuple[Span, ...] = ()
    named: Span | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A happening, its span the trigger word; `date` an ISO date or interval `a/b`.

    `time` is the index in `Reading.times` that dates it, its own or that of the clause it hangs on, `place` the index in `Reading.places`.
    """

    id: str
    start: int
    end: int
    type: str  # attack, death, movement, statement, agreement, ... ("other" where none fits)
    lemma: str
    date: str | None = None
    place: int | None = None
    time: int | None = None
    participants: tuple[str, ...] = ()  # entity ids
    arguments: tuple[
        tuple[str, str], ...
    ] = ()  # (UD role, head lemma) of its nouns; "more body" of "five more bodies"
    factuality: Factuality = "happened"
    plover: str | None = None  # the PLOVER type; None for what that ontology does not cover
    reported: int | None = None  # index in `Reading.attributions` of the statement that tells of it
    recent: bool = False  # told in the present perfect ("has reached"), as news tells what just happened
    words: Span | None = None  # the trigger with its subject and object, for the reader
    act: str = ""  # what words for one happening have in common: "kill" of killed, died, murder
    within: tuple[str, ...] = ()  # ids of the happenings in which it took place ("killed in the attack")
    definite: bool = False  # a noun with "the", "this" or an owner: it speaks of what is known

    @property
    def negated(self) -> bool:
        """Whether it is told as not having happened."""
        return self.factuality == "not_happened"

    @property
    def asserted(self) -> bool:
        """Whether it is told as fact, one way or the other."""
        return self.factuality in {"happened", "not_happened"}


@dataclass(frozen=True, slots=True)
class Reading:
    """All marks on one report, each layer sorted by start."""

    report: Report
    sentences: tuple[Span, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    unattributed: tuple[Span, ...] = ()  # words in quotation marks that nobody is named for
    events: tuple[EventMention, ...] = ()
    read: bool = True  # False: kept and named, but not read (another language)
