"""Contradictions of all kinds, each side in the reports' own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Literal

from consilience.model import Contradiction, EventMention, Evidence, Figure, Quote, Reading, Side, Span
from consilience.reconciling.concepts import same_kind
from consilience.reconciling.events import Told, likeness_but_for_dates, plainest_words
from consilience.reconciling.identity import stable_id
from consilience.reconciling.sources import Sources

ONE_HAPPENING = 3.5  # likeness, dates apart, at which two mentions are of one happening
WIDEST = 31  # days of an interval, and between two, that still say when it was

Kind = Literal["figure", "quote", "date", "place", "fact"]


def find_contradictions(
    readings: Sequence[Reading],
    figures: Sequence[Figure],
    quotes: Sequence[Quote],
    groups: Sequence[Sequence[Told]],
    sources: Sources,
) -> tuple[Contradiction, ...]:
    """Conflicting figures and quotes, one happening on different days, and what is said both to be and not to be."""
    found = [
        *(_figure(f, sources) for f in figures if f.status == "conflicting"),
        *(_quote(q, sources) for q in quotes if q.status == "conflicting"),
        *_dates(groups, sources),
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


def _dates(groups: Sequence[Sequence[Told]], sources: Sources) -> Iterable[Contradiction]:
    """One happening that different reports put on days that exclude each other: mentions kept apart by nothing
    but their dates."""
    dated = [(group, t) for group in groups if (t := _dated(group)) is not None]
    for number, (group, told) in enumerate(dated):
        for other, earlier in dated[:number]:
            if told.report != earlier.report and _apart(told, earlier) and _alike(group, other):
                sides = (_date_side(t, sources) for t in sorted((told, earlier), key=lambda t: t.days or ()))
                yield _make(
                    "date",
                    plainest_words([*group, *other], sources),
                    sides,
                    "The reports date it differently.",
                )


def _dated(group: Sequence[Told]) -> Told | None:
    """The mention that says most narrowly when it was."""
    dated = [t for t in group if t.days is not None and (t.days[1] - t.days[0]).days <= WIDEST]
    return min(dated, key=lambda t: t.days[1] - t.days[0] if t.days else timedelta.max, default=None)


def _alike(group: Sequence[Told], other: Sequence[Told]) -> bool:
    return max(likeness_but_for_dates(a, b) for a in group for b in other) >= ONE_HAPPENING


def _apart(a: Told, b: Told) -> bool:
    """Whether the days of two mentions exclude each other, a month or so apart at most."""
    if a.days is None or b.days is None:
        return False
    first, last = sorted((a.days, b.days))
    return 0 < (last[0] - first[1]).days <= WIDEST


def _date_side(told: Told, sources: Sources) -> Side:
    """The words that date it, where a report states them, else those that tell it."""
    reading, mention = sources.readings[told.report], told.mention
    days = "/".join(dict.fromkeys(d.isoformat() for d in told.days or ()))
    words = mention.words or Span(mention.start, mention.end)
    if mention.time is not None:
        time = reading.times[mention.time]
        words = Span(min(words.start, time.start), max(words.end, time.end))
    return Side(days, (sources.evidence(told.report, words.start, words.end),))


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
