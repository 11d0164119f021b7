"""Contradictions of all kinds, each side in the reports' own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from consilience.model import (
    Contradiction,
    Evidence,
    Figure,
    PlaceMention,
    Quote,
    Reading,
    Side,
    Span,
)
from consilience.reconciling.events import SAME, likeness_but_for_dates
from consilience.reconciling.identity import stable_id
from consilience.reconciling.mentions import Told
from consilience.reconciling.opposites import opposed_claims
from consilience.reconciling.particulars import ages, compositions
from consilience.reconciling.sources import Sources
from consilience.reconciling.sums import find_sums
from consilience.reconciling.telling import plainest_words

ONE_HAPPENING = 3.5  # likeness, dates apart, at which two mentions are of one happening
WIDEST = 31  # days of an interval, and between two, that still say when it was

FAR_APART = 100  # kilometres between two towns that cannot be one
LOCATED = re.compile(r"\b(?:in|at|near|outside)(?: the| downtown| central)? $")
NEAR = 20  # characters before a place in which the preposition stands
EARTH = 6371.0  # kilometres, the mean radius
FEW = 20  # placed mentions of one happening that are compared

Kind = Literal["figure", "quote", "date", "place", "fact"]


def find_contradictions(
    readings: Sequence[Reading],
    figures: Sequence[Figure],
    quotes: Sequence[Quote],
    groups: Sequence[Sequence[Told]],
    sources: Sources,
) -> tuple[Contradiction, ...]:
    """Conflicting figures and quotes, one happening on different days or in different towns, what is said both to be
    and not to be, and particulars that differ."""
    found = [
        *(_figure(f, sources) for f in figures if f.status == "conflicting"),
        *(_quote(q, sources) for q in quotes if q.status == "conflicting"),
        *_dates(groups, sources),
        *_places(groups, sources),
        *_opposed(readings, sources),
        *_ages(readings, sources),
        *_compositions(readings, sources),
        *_sums(readings, sources),
    ]
    once = {c.id: c for c in found}.values()
    return tuple(sorted(once, key=lambda c: (c.kind, c.sides[0].evidence[0], c.id)))


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
    by_speaker = quote.conflict == "speakers"
    said: dict[str, list[Evidence]] = defaultdict(list)
    for e in quote.evidence:
        said[(e.speaker or "no speaker named") if by_speaker else _words(e, sources)].append(e)
    sides = (Side(says, tuple(evidence)) for says, evidence in said.items())
    return _make("quote", quote.text, sides, quote.reason)


def _dates(groups: Sequence[Sequence[Told]], sources: Sources) -> Iterable[Contradiction]:
    """One happening that different reports put on days that exclude each other: mentions kept apart by nothing
    but their dates."""
    dated = [(group, t) for group in groups if (t := _dated(group, sources)) is not None]
    for number, (group, told) in enumerate(dated):
        for other, earlier in dated[:number]:
            sides_alike = _apart(told, earlier) and likeness_but_for_dates(told, earlier) >= SAME
            if told.report != earlier.report and sides_alike and _alike(group, other):
                sides = (_date_side(t, sources) for t in sorted((told, earlier), key=lambda t: t.days or ()))
                yield _make(
                    "date",
                    plainest_words([*group, *other], sources),
                    sides,
                    "The reports date it differently.",
                )


def _dated(group: Sequence[Told], sources: Sources) -> Told | None:
    """The mention that says most narrowly when it was."""
    sure = [t for t in group if t.days is not None and not _on_the_speakers_day(t, sources)]
    dated = [t for t in sure if t.days is not None and (t.days[1] - t.days[0]).days <= WIDEST]
    return min(dated, key=lambda t: t.days[1] - t.days[0] if t.days else timedelta.max, default=None)


def _on_the_speakers_day(told: Told, sources: Sources) -> bool:
    """Whether "today" or "this afternoon" stands inside a quotation: it is the day of the speech, not of the report."""
    reading, time = sources.readings[told.report], told.mention.time
    if time is None or reading.times[time].relative is None:
        return False
    start = reading.times[time].start
    quoted = [q for a in reading.attributions for q in a.quoted] + list(reading.unattributed)
    return any(q.start <= start < q.end for q in quoted)


def _alike(group: Sequence[Told], other: Sequence[Told]) -> bool:
    return max(likeness_but_for_dates(a, b) for a in group[:FEW] for b in other[:FEW]) >= ONE_HAPPENING


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
    words = told.words
    if mention.time is not None:
        time = reading.times[mention.time]
        words = Span(min(words.start, time.start), max(words.end, time.end))
    return Side(days, (sources.evidence(told.report, words.start, words.end),))


def _opposed(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    """One report says that it happened, another that it did not, or tells the opposite of the same."""
    for yes, no in opposed_claims(readings, sources):
        denied = {"not_happened": "did not happen", "denied": "is denied"}.get(no.told.mention.factuality)
        reason = (
            f"One account says that it happened, another that it {denied}."
            if denied
            else f"One account tells of “{yes.told.mention.lemma}”, another of “{no.told.mention.lemma}”; not both can be so."
        )
        yield _make("fact", yes.told.mention.lemma, (_told_side(c.told, sources) for c in (no, yes)), reason)


def _told_side(told: Told, sources: Sources) -> Side:
    span = told.words
    words = " ".join(span.of(sources.readings[told.report].report.text).split())
    return Side(words, (sources.evidence(told.report, span.start, span.end),))


def _ages(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    for name, by_age in ages(readings, sources):
        sides = (Side(str(age), tuple(evidence)) for age, evidence in sorted(by_age.items()))
        yield _make("fact", f"age of {name}", sides, "The reports give different ages.")


def _compositions(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    """One number, which one report has of one kind alone and another of it together with others."""
    for pair in compositions(readings):
        evidence = [sources.evidence(c.report, c.span.start, c.span.end) for c in pair]
        sides = [Side(" ".join(_words(e, sources).split()), (e,)) for e in evidence]
        reason = "One report counts them alone, the other together with others."
        yield _make("fact", f"what the {pair[0].value:,.0f} are", sides, reason)


def _sums(readings: Sequence[Reading], sources: Sources) -> Iterable[Contradiction]:
    """Parts that do not make up the whole that is given for them."""
    for found in find_sums(readings):
        if found.adds_up:
            continue
        given = f"{found.whole[1].value:,.0f}"
        parts = " + ".join(f"{q.value:,.0f}" for _, q in found.parts)
        evidence = tuple(sources.evidence(report, q.start, q.end) for report, q in found.parts)
        report, whole = found.whole
        sides = (
            Side(f"{parts} = {found.made:,.0f}", evidence),
            Side(given, (sources.evidence(report, whole.start, whole.end),)),
        )
        yield _make(
            "fact",
            f"parts of the {given}",
            sides,
            "The parts given do not add up to the whole that is given.",
        )


def _places(groups: Sequence[Sequence[Told]], sources: Sources) -> Iterable[Contradiction]:
    """One happening that different reports put in towns far from each other."""
    for group in groups:
        placed = [(t, p) for t in group if (p := _town_of(t, sources)) is not None]
        pair = next(((a, b) for a, b in combinations(placed[:FEW], 2) if _far_apart(a, b, placed)), None)
        if pair is not None:
            sides = [Side(p.name, _told_side(t, sources).evidence) for t, p in pair]
            yield _make(
                "place", plainest_words(group, sources), sides, "The reports put it in different places."
            )


def _town_of(told: Told, sources: Sources) -> PlaceMention | None:
    """The town that stands in the words of the happening itself."""
    mention = told.mention
    if mention.place is None or mention.words is None:
        return None
    reading = sources.readings[told.report]
    place = reading.places[mention.place]
    within = mention.words.start <= place.start and place.end <= mention.words.end
    there = LOCATED.search(reading.report.text[max(0, place.start - NEAR) : place.start])
    return (
        place
        if within and there and place.lat is not None and (place.feature or "").startswith("PPL")
        else None
    )


def _far_apart(
    a: tuple[Told, PlaceMention], b: tuple[Told, PlaceMention], placed: Sequence[tuple[Told, PlaceMention]]
) -> bool:
    """Whether two reports name towns a day's way apart, and neither report names both."""
    (one, here), (other, there) = a, b
    if one.report == other.report or here.geonameid == there.geonameid or _way(here, there) < FAR_APART:
        return False
    named = {(t.report, p.geonameid) for t, p in placed}
    return (one.report, there.geonameid) not in named and (other.report, here.geonameid) not in named


def _way(a: PlaceMention, b: PlaceMention) -> float:
    """Kilometres between two places on a sphere (haversine)."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return 0.0
    lat1, lon1, lat2, lon2 = map(radians, (a.lat, a.lon, b.lat, b.lon))
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH * asin(sqrt(h))
