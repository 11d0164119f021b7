"""Events: the same happening under different words, in time order, dated by all reports together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from consilience.model import Event, EventMention, Evidence, Reading
from consilience.reconciling.concepts import same_kind
from consilience.reconciling.identity import stable_id
from consilience.reconciling.mentions import Days, Told, meet, told_in, written
from consilience.reconciling.sources import Sources
from consilience.reconciling.standing import judge
from consilience.reconciling.telling import line_of, plainest, told_span

SAME = 2.4  # likeness at which two mentions are one event
TOGETHER = 1.5  # the least mean likeness of all mentions of two groups that are joined
LONG_AGO = timedelta(days=21)  # before the report; what bears no date in it is hardly so old
GENERAL = "attack"  # an act whose nouns speak of any of its type: "the attack" of a shooting
ASKED = 24  # members of a group that are asked whether another may join
WINDOW = 60  # mentions of one act, or beyond that of one act and one mark, that each is compared with at most
CENTRAL = 0.5  # the share of the reports that begin with what a story is about
ABOUT = 0.9  # what this adds
PATIENTS = frozenset({"obj", "nsubj:pass"})
AGENTS = frozenset({"nsubj", "obl:agent", "nmod:poss"})


def group_events(readings: Sequence[Reading], sources: Sources) -> list[list[Told]]:
    """The mentions of what is said to have happened, those of one happening together."""
    return _grouped([t for reading in readings for t in told_in(reading, sources) if _counts(t.mention)])


def reconcile_events(groups: Sequence[Sequence[Told]], sources: Sources) -> tuple[Event, ...]:
    """Each happening once, in order of their dates; undated ones last."""
    shown = [
        _event(group, days, sources)
        for group, days in zip(groups, _days_of(groups), strict=True)
        if _worth_showing(group)
    ]
    return tuple(sorted(shown, key=_order))


def _counts(mention: EventMention) -> bool:
    return mention.asserted and not mention.negated and mention.type != "other"


def likeness(a: Told, b: Told) -> float:
    """How surely two mentions tell of one happening; below zero where they cannot."""
    if a.days and b.days and not meet(a.days, b.days):
        return -1.0
    score = likeness_but_for_dates(a, b)
    if a.days and b.days:
        return score + (1.0 if a.days == b.days else 0.5)
    return score - (2.0 if _long_ago(a) != _long_ago(b) else 0.0)


def likeness_but_for_dates(a: Told, b: Told) -> float:
    """The same, as if neither bore a date."""
    x, y = a.mention, b.mention
    score = _of_acts(x, y)
    if score < 0:
        return score
    score += min(1.5, 0.75 * len(a.actors & b.actors))
    score += _of_arguments(x, y, bool(a.actors & b.actors))
    score += 0.5 if a.place is not None and a.place == b.place else 0.0
    score += 0.75 if x.definite or y.definite else 0.0
    score += 0.5 if a.lead and b.lead else 0.0
    return score


def _of_acts(x: EventMention, y: EventMention) -> float:
    if x.act == y.act:
        return 1.5 if x.lemma == y.lemma else 1.0
    general = x if x.act == GENERAL else y
    return 0.5 if x.type == y.type == GENERAL == general.act and general.definite else -1.0


def _long_ago(told: Told) -> bool:
    return bool(told.days and told.told_on and told.days[1] < told.told_on - LONG_AGO)


def _of_arguments(x: EventMention, y: EventMention, shared_actors: bool) -> float:
    """For what both are done by or to; against, where both say it and nothing is shared."""
    mine, yours = _by_role(x.arguments), _by_role(y.arguments)
    score = min(1.5, 0.75 * _alike(mine[0], yours[0]))
    for ours, theirs, against in ((mine[1], yours[1], 1.5), (mine[2], yours[2], 0.5)):
        if ours and theirs and not _alike(ours, theirs) and not shared_actors:
            score -= against
        if ours and theirs and _further(ours) != _further(theirs):
            score -= against
    return score


@lru_cache(maxsize=20_000)
def _by_role(arguments: tuple[tuple[str, str], ...]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of all arguments, of those that something is done to, and of those that do it."""
    return (
        frozenset(w for _, w in arguments),
        frozenset(w for r, w in arguments if r in PATIENTS),
        frozenset(w for r, w in arguments if r in AGENTS),
    )


def _further(words: frozenset[str]) -> bool:
    """Whether they are told of as more than those before ("five more bodies")."""
    return any(w.startswith("more ") for w in words)


def _alike(mine: frozenset[str], yours: frozenset[str]) -> int:
    return sum(any(same_kind(w, v) for v in yours) for w in mine)


def _central(told: Sequence[Told]) -> frozenset[str]:
    """The acts that most reports begin with: what bears no other mark is of the happening that the story is about."""
    reports = {t.report for t in told}
    tellers: dict[str, set[str]] = defaultdict(set)
    for t in told:
        if t.lead:
            tellers[t.mention.act].add(t.report)
    return frozenset(act for act, by in tellers.items() if len(by) >= max(2, CENTRAL * len(reports)))


def _grouped(told: Sequence[Told]) -> list[list[Told]]:
    """Mentions of one happening together; what one report repeats in the same words is weighed once."""
    central = _central(told)
    repeated: dict[Told, list[Told]] = defaultdict(list)
    for t in told:
        same = replace(
            t.mention, id="", start=0, end=0, time=None, words=None, within=(), participants=(), reported=None
        )
        anywhere = likeness(t, t) >= SAME  # it says so much that the same words elsewhere tell of the same
        repeated[replace(t, mention=same, report="" if anywhere else t.report)].append(t)
    groups = _joined([held[0] for held in repeated.values()], central)
    held_by = {id(held[0]): held for held in repeated.values()}
    return [[t for first in group for t in held_by[id(first)]] for group in groups]


def _joined(told: Sequence[Told], central: frozenset[str]) -> list[list[Told]]:
    """Joins the likest first, groups only where all their mentions go together."""
    likenesses = {
        (i, j): likeness(told[i], told[j]) + (ABOUT if _about(told[i], told[j], central) else 0.0)
        for i, j in _candidates(told)
    }
    groups = {number: [number] for number in range(len(told))}
    group_of = list(range(len(told)))
    refused: set[tuple[int, int]] = set()
    for (i, j), score in sorted(likenesses.items(), key=lambda x: (-x[1], x[0])):
        if score < SAME:
            break
        mine, yours = group_of[i], group_of[j]
        if mine == yours or (mine, yours) in refused:
            continue
        if not _go_together(groups[mine][:ASKED], groups[yours][:ASKED], likenesses, told):
            refused |= {(mine, yours), (yours, mine)}
            continue
        for member in groups.pop(mine):
            groups[yours].append(member)
            group_of[member] = yours
    return [[told[number] for number in sorted(group)] for _, group in sorted(groups.items())]


def _about(a: Told, b: Told, central: frozenset[str]) -> bool:
    """Whether both may be what the story is about: of a central act, not long ago, on days that go together."""
    apart = a.days is not None and b.days is not None and not meet(a.days, b.days)
    return a.mention.act in central and not apart and not _long_ago(a) and not _long_ago(b)


def _candidates(told: Sequence[Told]) -> set[tuple[int, int]]:
    """Pairs, the later first, that may be one happening: of one act, or "the attack" and any of its type."""
    by_act: dict[str, list[int]] = defaultdict(list)
    for number, t in enumerate(told):
        by_act[t.mention.act].append(number)
    pairs = set()
    for held in by_act.values():
        blocks = [held] if len(held) <= WINDOW else _blocks(held, told)
        pairs |= {
            (i, j) for block in blocks for at, i in enumerate(block) for j in block[max(0, at - WINDOW) : at]
        }
    general = [i for i in by_act[GENERAL] if told[i].mention.definite][:WINDOW]
    attacks = [i for i, t in enumerate(told) if t.mention.type == GENERAL]
    return pairs | {(max(i, j), min(i, j)) for i in general for j in attacks if i != j}


def _blocks(held: Sequence[int], told: Sequence[Told]) -> list[list[int]]:
    """Mentions of one act that share a mark, without which no two are like enough: an actor, a thing, a day, a place."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for i in held:
        t = told[i]
        marks: list[object] = [*sorted(t.actors), *(w for _, w in t.mention.arguments), t.days, t.place]
        for mark in {*marks, "lead" if t.lead else None, "known" if t.mention.definite else None} - {None}:
            blocks[mark].append(i)
    return list(blocks.values())


def _go_together(
    mine: list[int], yours: list[int], likenesses: dict[tuple[int, int], float], told: Sequence[Told]
) -> bool:
    pairs = [(max(i, j), min(i, j)) for i in mine for j in yours]
    if any(p not in likenesses and told[p[0]].mention.act != told[p[1]].mention.act for p in pairs):
        return False
    scores = [likenesses[p] for p in pairs if p in likenesses]
    return bool(scores) and min(scores) > -1.0 and sum(scores) >= TOGETHER * len(scores)


def _worth_showing(group: Sequence[Told]) -> bool:
    return len({t.report for t in group}) > 1 or any(t.days or t.actors for t in group)


def _days_of(groups: Sequence[Sequence[Told]]) -> list[tuple[Days, bool] | None]:
    """When each happening was, and whether that is inferred; an undated one has the days of what it took place in,
    or of what took place in it."""
    own = [_narrowest(group) for group in groups]
    number = {(t.report, t.mention.id): n for n, group in enumerate(groups) for t in group}
    linked: dict[int, set[int]] = defaultdict(set)
    for n, group in enumerate(groups):
        for t in group:
            for other in (number.get((t.report, id)) for id in t.mention.within):
                if other is not None:
                    linked[n].add(other)
                    linked[other].add(n)
    found = []
    for n, mine in enumerate(own):
        near = [days[0] for m in sorted(linked[n]) if (days := own[m]) is not None]
        narrowest = min(near, key=lambda d: (d[1] - d[0], d), default=None)
        found.append(mine or ((narrowest, True) if narrowest else None))
    return found


def _event(group: Sequence[Told], narrowest: tuple[Days, bool] | None, sources: Sources) -> Event:
    evidence = tuple(sorted(sources.evidence(t.report, t.mention.start, t.mention.end) for t in group))
    places = Counter(t.place for t in group if t.place)
    actors = Counter(a for t in group for a in t.actors)
    told = told_span(plainest(group, sources), sources)
    return Event(
        id=stable_id("e", evidence), what=line_of(told, sources), type=group[0].mention.type,
        date=written(narrowest[0]) if narrowest else None,
        place=max(sorted(places), key=lambda p: places[p]) if places else None,
        evidence=evidence, standing=judge(evidence, sources.outlets),
        inferred=narrowest[1] if narrowest else False,
        actors=tuple(sorted(actors, key=lambda a: (-actors[a], a))[:6]),
        dates=_dates(group, sources),
        told=sources.evidence(told.report, told.start, told.end),
    )  # fmt: skip


def _narrowest(group: Sequence[Told]) -> tuple[Days, bool] | None:
    """The days that all dated mentions allow, and whether they lean on an inferred report date."""
    dated = [t for t in group if t.days]
    if not dated:
        return None
    first = max(t.days[0] for t in dated if t.days)
    last = min(t.days[1] for t in dated if t.days)
    if first > last:
        return _narrowest(_agreeing(dated))
    stated = [t for t in dated if not t.inferred and t.days and t.days[0] >= first and t.days[1] <= last]
    return (first, last), not stated


def _agreeing(dated: Sequence[Told]) -> list[Told]:
    """The mentions that share days with the one that most reports' mentions share days with."""

    def sharing(told: Told) -> list[Told]:
        return [t for t in dated if t.days and told.days and meet(t.days, told.days)]

    centre = max(dated, key=lambda t: (len({o.report for o in sharing(t)}), _narrowness(t), t.mention.start))
    found = [centre]
    for t in sharing(centre):
        if all(meet(t.days, o.days) for o in found if t.days and o.days):
            found.append(t)
    return found


def _narrowness(told: Told) -> timedelta:
    return told.days[0] - told.days[1] if told.days else timedelta.min


def _dates(group: Sequence[Told], sources: Sources) -> tuple[tuple[str, tuple[Evidence, ...]], ...]:
    found: dict[str, list[Evidence]] = defaultdict(list)
    for t in group:
        if t.days and t.mention.time is not None:
            time = sources.readings[t.report].times[t.mention.time]
            found[written(t.days)].append(sources.evidence(t.report, time.start, time.end))
    return tuple((day, tuple(sorted(e))) for day, e in sorted(found.items()))


def _order(event: Event) -> tuple[str, str, str]:
    return (event.date or "9999", event.evidence[0].report, f"{event.evidence[0].start:09d}")
