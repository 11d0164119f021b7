"""What a report tells of, as countable features: its words, numbers, people, places and days."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from consilience.model import Reading, Span
from consilience.stories.roles import Roles, roles_of
from consilience.stories.words import stem, words_of

Kind = Literal["word", "number", "person", "place", "day"]

NAMED = 0.5  # what each mention of a person or place counts beside its words
DAY = re.compile(r"(?:\d{4}|XXXX)-(?:0[1-9]|1[0-2])-[0-3]\d")
MARKS: dict[str, Kind] = {"#": "number", "@": "person", "%": "place", "=": "day"}


@dataclass(frozen=True, slots=True)
class Features:
    """`counts` holds how often each stands in the report, `first` where it does so first.

    A key is a word's stem, or a mark of its kind before a number, a surname, a place's name or a day.
    """

    report: str
    day: date | None  # on which it was published
    counts: dict[str, float]
    first: dict[str, Span]
    roles: Roles
    main_places: tuple[str, ...]  # those it names most, at least twice


def kind_of(feature: str) -> Kind:
    """What sort of thing a feature is."""
    return MARKS.get(feature[0], "word")


def features_of(reading: Reading) -> Features:
    """The features of one reading."""
    counts: dict[str, float] = defaultdict(float)
    first: dict[str, Span] = {}
    for feature, span, weight in (*_words(reading), *_names(reading), *_days(reading)):
        counts[feature] += weight
        first.setdefault(feature, span)
    return Features(
        report=reading.report.id,
        day=_published(reading),
        counts=dict(sorted(counts.items())),
        first=first,
        roles=roles_of(reading),
        main_places=_main_places(counts),
    )


def _main_places(counts: Mapping[str, float]) -> tuple[str, ...]:
    named = {f: c for f, c in counts.items() if kind_of(f) == "place" and c >= 2 * NAMED}
    return tuple(sorted(f for f, c in named.items() if c == max(named.values())))


def _words(reading: Reading) -> Iterator[tuple[str, Span, float]]:
    found = words_of(reading)
    for word, start, end in zip(found.words, found.starts, found.ends, strict=True):
        if len(word) > 2 and not word.isdigit():
            yield stem(word), Span(start, end), 1.0
        elif len(word) > 1 and word.strip("0"):  # not "1" and "000" of "1,000", which every report holds
            yield f"#{word}" if word.isdigit() else word, Span(start, end), 1.0


def _names(reading: Reading) -> Iterator[tuple[str, Span, float]]:
    """People under the last word of their fullest name, places under their name."""
    keys = {
        e.id: "@" + e.name.casefold().split()[-1] if e.type == "person" else "%" + e.name.casefold()
        for e in reading.entities
        if e.type in {"person", "place"} and e.name.split()
    }
    for mention in reading.mentions:
        if mention.kind == "name" and mention.entity in keys:
            yield keys[mention.entity], Span(mention.start, mention.end), NAMED


def _days(reading: Reading) -> Iterator[tuple[str, Span, float]]:
    for time in reading.times:
        if time.type in {"DATE", "TIME"} and DAY.match(time.value):
            yield "=" + time.value[:10], Span(time.start, time.end), 1.0


def _published(reading: Reading) -> date | None:
    try:
        return date.fromisoformat((reading.report.published or "")[:10])
    except ValueError:
        return None


def merged(some: Sequence[Features]) -> Features:
    """What several reports tell of together; the spans are left out, since they are of no one report."""
    counts: dict[str, float] = defaultdict(float)
    roles: dict[str, frozenset[str]] = {}
    for one in some:
        for feature, count in one.counts.items():
            counts[feature] += count
        for act, people in one.roles.items():
            roles[act] = roles.get(act, frozenset()) | people
    days = sorted(one.day for one in some if one.day)
    return Features(some[0].report, days[0] if days else None, dict(counts), {}, roles, _main_places(counts))
