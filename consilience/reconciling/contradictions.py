"""Contradictions of all kinds, each side in the reports' own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from consilience.model import Contradiction, Event, EventMention, Evidence, Figure, Quote, Reading, Side, Span
from consilience.model.timex import interval_of
from consilience.reconciling.concepts import same_kind
from consilience.reconciling.identity import stable_id
from consilience.reconciling.sources import Sources

Kind = Literal["figure", "quote", "date", "place", "fact"]


def find_contradictions(
    readings: Sequence[Reading],
    figures: Sequence[Figure],
    quotes: Sequence[Quote],
    events: Sequence[Event],
    sources: Sources,
) -> tuple[Contradiction, ...]:
    """Conflicting figures and quotes, one happening on different days, and what is said both to be and not to be."""
    found = [
        *(_figure(f, sources) for f in figures if f.status == "conflicting"),
        *(_quote(q, sources) for q in quotes if q.status == "conflicting"),
        *_dates(readings, sources),
        *_denials(readings, sources),
    ]
    return tuple(sorted(found, key=lambda c: (c.kind, c.sides[0].evidence[0], c.id)))


def _make(kind: Kind, what: str, sides: Iterable[Side], reason: str) -> Contradiction:
    sides = tuple(sides)
    return Contradiction(
        stable_id("x" + kind[0], (e for s in sides for e in s.evidence)), kind, what, sides, reason
    )


def _figure(figure: Figure, sources: Sources) -> Contradiction:
    sides = (Side(_words(v.evidence[0], sources), v.evidence) for v in figure.values)
    return _make("figure", figure.what, sides, figure.reason)


def _words(e: Evidence, sources: Sources) -> str:
    return sources.readings[e.report].report.text[e.start : e.end]


def _quote(quote: Quote, sources: Sources) -> Contradiction:
    """Sides by speaker where the speakers differ, else by wording."""
    by_speaker = len(quote.speakers) > 1
    said: dict[str, list[Evidence]] = defaultdict(list)
    for e in quote.evidence:
        said[(e.speaker or "no speaker named") if by_speaker else _words(e, sources)].append(e)
    sides = (Side(says, tuple(evidence)) for says, evidence in said.items())
    return _make("quote", quote.text, sides, quote.reason)


def _dates(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    """The same verb of the same subject and object, on days that exclude each other."""
    told: dict[tuple[str, frozenset[str]], list[tuple[Reading, EventMention]]] = defaultdict(list)
    for reading in readings:
        for mention in reading.events:
            actors = frozenset(
                n for p in mention.participants if (n := sources.cast.name(reading.report.id, p))
            )
            exact = mention.date is not None and len(mention.date) >= 10
            if (
                mention.asserted
                and not mention.negated
                and exact
                and actors
                and mention.type not in {"statement", "other"}
            ):
                told[mention.lemma, actors].append((reading, mention))
    for (lemma, _), mentions in sorted(told.items(), key=lambda x: (x[0][0], sorted(x[0][1]))):
        days = {m.date: (r, m) for r, m in mentions if m.date}
        reports = {r.report.id for r, _ in mentions}
        if len(days) > 1 and len(reports) > 1 and _apart(list(days)):
            sides = (
                _date_side(day, reading, mention, sources) for day, (reading, mention) in sorted(days.items())
            )
            yield _make("date", lemma, sides, "The reports date it differently.")


def _apart(days: Sequence[str]) -> bool:
    spans = [s for s in map(interval_of, days) if s is not None]
    near = max((abs((a[0] - b[0]).days) for a in spans for b in spans), default=0)
    return 0 < near <= 45 and any(a[1] < b[0] for a in spans for b in spans)


def _date_side(day: str, reading: Reading, mention: EventMention, sources: Sources) -> Side:
    span = mention.words or Span(mention.start, mention.end)
    return Side(day, (sources.evidence(reading.report.id, span.start, span.end),))


def _denials(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    """One report says that it happened, another that it did not."""
    said: dict[str, list[tuple[Reading, EventMention, frozenset[str]]]] = defaultdict(list)
    for reading in readings:
        for m in reading.events:
            actors = frozenset(n for p in m.participants if (n := sources.cast.name(reading.report.id, p)))
            if m.type != "statement" and m.asserted:
                said[m.lemma].append((reading, m, actors))
    for lemma, mentions in sorted(said.items()):
        yes = [x for x in mentions if not x[1].negated]
        no = [x for x in mentions if x[1].negated]
        against = [(a, b) for a in no for b in yes if _same_subject(a, b)]
        if against:
            sides = (_side(x, sources) for x in against[0])
            yield _make("fact", lemma, sides, "One account says that it did not happen, another that it did.")


def _same_subject(
    a: tuple[Reading, EventMention, frozenset[str]], b: tuple[Reading, EventMention, frozenset[str]]
) -> bool:
    objects = [{w for role, w in m.arguments if role in {"obj", "nsubj:pass", "obl"}} for m in (a[1], b[1])]
    shared = any(same_kind(x, y) for x in objects[0] for y in objects[1])
    return bool(a[2] & b[2]) and (shared or not objects[0] or not objects[1]) and a[1].type == b[1].type


def _side(item: tuple[Reading, EventMention, frozenset[str]], sources: Sources) -> Side:
    reading, mention, _ = item
    span = mention.words or Span(mention.start, mention.end)
    words = " ".join(span.of(reading.report.text).split())
    return Side(words, (sources.evidence(reading.report.id, span.start, span.end),))
