"""Events: the same happening under different words, in time order, dated by all reports together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consilience.model import Event, EventMention, Evidence, Reading, Span
from consilience.model.timex import interval_of
from consilience.reconciling.concepts import same_kind
from consilience.reconciling.identity import stable_id
from consilience.reconciling.sources import Sources
from consilience.reconciling.standing import judge

SAME = 3.0  # likeness at which two mentions are one event
SAME_ACROSS = 2.6  # the same between different reports
COMMON_TYPES = frozenset({"other"})
BROAD = frozenset(
    {"movement", "change", "economy", "control", "attack", "justice", "politics"}
)  # many different acts
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Told:
    report: str
    mention: EventMention
    actors: frozenset[str]
    place: str | None
    days: Days | None
    inferred: bool


def reconcile_events(readings: Sequence[Reading], sources: Sources) -> tuple[Event, ...]:
    """Events that are said to have happened, each once, in order of their dates; undated ones last."""
    told = [t for reading in readings for t in _told(reading, sources) if _counts(t.mention)]
    groups = _grouped(told)
    events = [_event(group, sources) for group in groups if _worth_showing(group)]
    return tuple(sorted(events, key=_order))


def _told(reading: Reading, sources: Sources) -> list[_Told]:
    own = reading.report.id
    found = []
    for mention in reading.events:
        names = frozenset(n for p in mention.participants if (n := sources.cast.name(own, p)) is not None)
        place = _place_name(reading, mention, sources)
        time = reading.times[mention.time] if mention.time is not None else None
        found.append(
            _Told(own, mention, names, place, interval_of(mention.date) if mention.date else None,
                  (mention.recent and time is None)
                or (time is not None and time.relative is not None and reading.report.published is None))
        )  # fmt: skip
    return found


def _place_name(reading: Reading, mention: EventMention, sources: Sources) -> str | None:
    if mention.place is None:
        return None
    place = reading.places[mention.place]
    for m in reading.mentions:
        if m.start == place.start and (name := sources.cast.name(reading.report.id, m.entity)):
            return name
    return place.name


def _counts(mention: EventMention) -> bool:
    return mention.asserted and not mention.negated and mention.type not in COMMON_TYPES | {"statement"}


def likeness(a: _Told, b: _Told) -> float:
    """How surely two mentions tell of one happening; below zero where their dates exclude it."""
    x, y = a.mention, b.mention
    score = 1.5 if x.lemma == y.lemma else 0.5 if x.type in BROAD else 1.0 if x.type == y.type else -1.0
    if score < 0:
        return score
    if a.days and b.days:
        if a.days[1] < b.days[0] or b.days[1] < a.days[0]:
            return -1.0
        score += 1.0 if a.days == b.days else 0.5
    score += min(1.5, 0.75 * len(a.actors & b.actors))
    score += min(1.5, 0.75 * _shared_arguments(x, y))
    score += 0.5 if a.place is not None and a.place == b.place else 0.0
    return score


def _shared_arguments(x: EventMention, y: EventMention) -> int:
    mine, yours = {w for _, w in x.arguments}, {w for _, w in y.arguments}
    return sum(any(same_kind(w, v) for v in yours) for w in mine)


def _grouped(told: Sequence[_Told]) -> list[list[_Told]]:
    by_type: dict[str, list[int]] = defaultdict(list)
    for number, t in enumerate(told):
        by_type[t.mention.type].append(number)
    group_of = list(range(len(told)))
    pairs = sorted(
        (
            (likeness(told[i], told[j]), i, j)
            for held in by_type.values()
            for i in held
            for j in held
            if j < i
        ),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    for score, i, j in pairs:
        if score < (SAME_ACROSS if told[i].report != told[j].report else SAME) or group_of[i] == group_of[j]:
            continue
        mine = [t for t, g in zip(told, group_of, strict=True) if g == group_of[i]]
        yours = [t for t, g in zip(told, group_of, strict=True) if g == group_of[j]]
        if all(likeness(a, b) >= 0 for a in mine for b in yours):
            group_of = [group_of[j] if g == group_of[i] else g for g in group_of]
    groups: dict[int, list[_Told]] = {}
    for t, g in zip(told, group_of, strict=True):
        groups.setdefault(g, []).append(t)
    return list(groups.values())


def _worth_showing(group: Sequence[_Told]) -> bool:
    return len({t.report for t in group}) > 1 or any(t.days or t.actors for t in group)


def _event(group: Sequence[_Told], sources: Sources) -> Event:
    evidence = tuple(sorted(sources.evidence(t.report, t.mention.start, t.mention.end) for t in group))
    places = Counter(t.place for t in group if t.place)
    actors = Counter(a for t in group for a in t.actors)
    narrowest = _narrowest(group)
    return Event(
        id=stable_id("e", evidence), what=_what(group, sources), type=group[0].mention.type,
        date=_written(narrowest[0]) if narrowest else None,
        place=max(sorted(places), key=lambda p: places[p]) if places else None,
        evidence=evidence, standing=judge(evidence, sources.outlets()),
        inferred=narrowest[1] if narrowest else False,
        actors=tuple(sorted(actors, key=lambda a: (-actors[a], a))[:6]),
        dates=_dates(group, sources),
    )  # fmt: skip


def _narrowest(group: Sequence[_Told]) -> tuple[Days, bool] | None:
    """The days that all dated mentions allow, and whether they lean on an inferred report date."""
    dated = [t for t in group if t.days]
    if not dated:
        return None
    first = max(t.days[0] for t in dated if t.days)
    last = min(t.days[1] for t in dated if t.days)
    stated = [t for t in dated if not t.inferred and t.days and t.days[0] >= first and t.days[1] <= last]
    return (first, last), not stated


def _written(days: Days) -> str:
    return days[0].isoformat() if days[0] == days[1] else f"{days[0].isoformat()}/{days[1].isoformat()}"


def _dates(group: Sequence[_Told], sources: Sources) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for t in group:
        if t.days and t.mention.time is not None:
            time = sources.readings[t.report].times[t.mention.time]
            found[_written(t.days)].append(sources.evidence(t.report, time.start, time.end))
    return tuple((day, tuple(sorted(e))) for day, e in sorted(found.items()))


def _what(group: Sequence[_Told], sources: Sources) -> str:
    """The words of the report that tells it with a subject and most plainly."""

    def words(t: _Told) -> str:
        span = t.mention.words or Span(t.mention.start, t.mention.end)
        return " ".join(span.of(sources.readings[t.report].report.text).split())

    verbal = [t for t in group if any(r.startswith("nsubj") for r, _ in t.mention.arguments)] or list(group)
    best = min(verbal, key=lambda t: (abs(len(words(t).split()) - 10), t.report, t.mention.start))
    return words(best)


def _order(event: Event) -> tuple[str, str, str]:
    return (event.date or "9999", event.evidence[0].report, f"{event.evidence[0].start:09d}")
