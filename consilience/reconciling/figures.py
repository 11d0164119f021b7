"""Figures: which counts are of the same things, and whether they agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from consilience.model import EventMention, Evidence, Figure, FigureValue, Quantity, Reading
from consilience.reconciling.concepts import ALIKE, PARTIAL, UNFOLDING, fate_of, persons, same_kind, set_apart
from consilience.reconciling.identity import stable_id
from consilience.reconciling.mentions import Told
from consilience.reconciling.sources import Sources
from consilience.reconciling.standing import judge
from consilience.reconciling.units import in_base_unit
from consilience.reconciling.values import compatible, exact, near, point_of

SAME = 2.7  # likeness at which two counts with agreeing values are one figure
SAME_THOUGH_DIFFERENT = 2.9  # and at which two with different values are
TOGETHER = 2.0  # the least mean likeness of all counts of two groups that are joined
WINDOW = 30  # counts of one kind that each is compared with at most, so that no text can stall a run
ASKED = 12  # counts of a group that are compared one by one with another group's
MANY = 10  # from here on, two numbers that are close speak for one thing counted twice
NEAR = 120  # characters between a count and the trigger that it hangs on
FAR = 2.5  # times as many: hardly the same things
BODIES = frozenset(["body", "remains", "corpse"])
SHRINK = 2.0  # times as few as before: no later state of what only grows


_Value = tuple[float | None, float | None, float | None, str | None]  # value, low, high, unit of its own


@dataclass(frozen=True, slots=True)
class Count:
    """A quantity with the report it stands in."""

    report: str
    quantity: Quantity
    text: str  # the counted noun phrase as written
    given: Quantity  # as the report has it; `quantity` is in the base unit of its kind
    happening: int | None = None  # the number of the happening that it is a count of


def reconcile_figures(
    readings: Sequence[Reading],
    sources: Sources,
    days: Mapping[str, str],
    happenings: Sequence[Sequence[Told]],
) -> tuple[Figure, ...]:
    """One figure for each thing counted at one moment, with every value given for it.

    `days` are the ISO dates of the reports that are known to the day, `happenings` the grouped mentions of events.
    """
    numbers = {(t.report, t.mention.start): n for n, group in enumerate(happenings) for t in group}
    counts = [c for reading in readings for c in _counts(reading, numbers)]
    figures: list[Figure] = []
    groups: list[list[Count]] = []
    for group in _grouped(counts):
        earlier: Figure | None = None
        for day, state in _states(group, days):
            figure = _figure(state, sources)
            if earlier is not None and _may_follow(state, groups[-1]):
                reason = f"A later state: earlier reports give {_said(earlier)}."
                figure = replace(figure, status="changed", follows=earlier.id, as_of=day, reason=reason)
            figures.append(figure)
            groups.append(state)
            earlier = figure
    return tuple(_with_changes(figures, groups, days))


def _may_follow(state: Sequence[Count], before: Sequence[Count]) -> bool:
    """The dead, the wounded or the rescued do not become half as many; the missing may."""
    now, then = (max(point_of(c.quantity) or 0.0 for c in held) for held in (state, before))
    return "missing" in _fates(before) or "displaced" in _fates(before) or now * SHRINK >= then


def _said(figure: Figure) -> str:
    values = sorted({v.value for v in figure.values if v.value is not None})
    return " or ".join(f"{v:g}" for v in values) or "another number"


def _states(group: list[Count], days: Mapping[str, str]) -> list[tuple[str | None, list[Count]]]:
    """A count that unfolds (the missing, the dead) as its states by report date, where the days tell them apart."""
    fates = {fate_of((*c.quantity.modifiers, c.quantity.verb or "", c.quantity.head or "")) for c in group}
    agreed = all(compatible(a.quantity, b.quantity) for i, a in enumerate(group) for b in group[:i])
    if agreed or not fates & UNFOLDING or not any(c.report in days for c in group):
        return [(None, group)]
    states: list[tuple[str | None, list[Count]]] = []
    for day in sorted({days[c.report] for c in group if c.report in days}):
        mine = [c for c in group if days.get(c.report) == day]
        if states and all(compatible(a.quantity, b.quantity) for a in mine for b in states[-1][1]):
            states[-1][1].extend(mine)
        else:
            states.append((day, mine))
    for count in (c for c in group if c.report not in days):
        fitting = [s for _, s in states if all(compatible(count.quantity, c.quantity) for c in s)]
        if len(fitting) != 1:  # nothing tells which state a report without a day speaks of
            return [(None, group)]
        fitting[0].append(count)
    seen: list[Count] = []
    for _, state in states:  # a value that comes back is a conflict, not a change
        if any(compatible(a.quantity, b.quantity) for a in state for b in seen):
            return [(None, group)]
        seen += state
    return states


def _counts(reading: Reading, numbers: Mapping[tuple[str, int], int]) -> list[Count]:
    text = reading.report.text
    counts = []
    for q in reading.quantities:
        words = " ".join(q.of.of(text).split()) if q.of is not None else ""
        if q.head is not None or q.unit is not None:
            happening = _happening(reading, q, numbers)
            counts.append(Count(reading.report.id, in_base_unit(q), words, q, happening))
    return counts


def _happening(reading: Reading, q: Quantity, numbers: Mapping[tuple[str, int], int]) -> int | None:
    """The number of the happening that a count is of ("nine were killed", "the nine killed")."""
    nearest = happening_of(q, reading)
    return numbers.get((reading.report.id, nearest.start)) if nearest is not None else None


def happening_of(q: Quantity, reading: Reading) -> EventMention | None:
    """The mention of a happening whose trigger governs or narrows a count, the nearest of several."""
    words = {q.verb, *q.modifiers}
    own = [e for e in reading.events if e.lemma in words and abs(e.start - q.start) <= NEAR]
    return min(own, key=lambda e: abs(e.start - q.start), default=None)


def likeness(a: Count, b: Count) -> float:
    """How surely two counts are of the same things; below zero where something says that they are not."""
    p, q = a.quantity, b.quantity
    if (p.unit or "") != (q.unit or ""):
        return -1.0
    fates = (
        fate_of((*p.modifiers, p.verb or "", p.head or "")),
        fate_of((*q.modifiers, q.verb or "", q.head or "")),
    )
    if None not in fates and fates[0] != fates[1]:
        return -1.0
    score = _of_things(p, q, fates[0] is not None and fates[0] == fates[1])
    if score < 0:
        return score
    score += 1.0 if fates[0] is not None and fates[0] == fates[1] else 0.0
    if a.happening is not None and b.happening is not None:
        score += 0.8 if a.happening == b.happening else -0.4
    score += 0.5 if p.verb is not None and p.verb == q.verb else 0.0
    return score + _of_values(p, q, fates[0] in UNFOLDING)


def _of_things(p: Quantity, q: Quantity, same_fate: bool) -> float:
    if p.head is None or q.head is None:
        return 1.0 if p.unit is not None and (p.head or q.head) is None else 0.5
    if not same_kind(p.head, q.head):
        held = set(p.modifiers) & {q.head} or set(q.modifiers) & {p.head}
        people = same_fate and persons(p.head) and persons(q.head) and exact(p) == exact(q) is not None
        return 1.0 if held or people else -1.0
    score = 2.0 if p.head == q.head else 1.7
    mine, yours = set(p.modifiers), set(q.modifiers)
    if set_apart(mine, yours) or (mine ^ yours) & PARTIAL:
        return -1.0
    score += 0.6 if mine == yours else 0.0
    together = any(m.startswith("+") for m in mine), any(m.startswith("+") for m in yours)
    if together[0] != together[1]:
        score -= 1.0
    elif all(together):
        score += 0.8
    holders = [any(same_kind("body", m) for m in s) for s in (mine, yours)]
    score += 1.0 if all(holders) else -0.5 if any(holders) else 0.0
    return score + min(1.0, 0.5 * len((mine & yours) - {"+"}))


def _of_values(p: Quantity, q: Quantity, unfolding: bool) -> float:
    """For numbers that agree, the more so the rarer they are; against those too far apart to be of one thing."""
    here, there = point_of(p) or 0.0, point_of(q) or 0.0
    if not compatible(p, q):
        if min(here, there) >= MANY and near(here, there):
            return 1.2
        return 0.0 if unfolding or max(here, there) <= FAR * min(here, there) else -1.0
    if here != there:
        return 1.0
    rare = 1.0 if here >= 13 else 0.0
    return 1.0 + rare + (0.6 if here >= 100 else 0.0) + (1.0 if p.unit and _digits(here) >= 3 else 0.0)


def _digits(number: float) -> int:
    """How many digits say something: 3 of 36.6, 2 of 1,500,000,000."""
    return len(f"{number:.12g}".replace(".", "").partition("e")[0].strip("0"))


def _grouped(counts: Sequence[Count]) -> list[list[Count]]:
    """Counts of the same things together; what one report repeats in the same words is weighed once."""
    repeated: dict[Count, list[Count]] = defaultdict(list)
    for count in counts:
        same = replace(count.quantity, start=0, end=0, of=None, role=None)
        repeated[replace(count, quantity=same, given=same, text="")].append(count)
    groups = _joined([held[0] for held in repeated.values()])
    held_by = {id(held[0]): held for held in repeated.values()}
    return [[c for first in group for c in held_by[id(first)]] for group in groups]


def _joined(counts: Sequence[Count]) -> list[list[Count]]:
    """Joins the likest first; two different numbers of one report never come into one figure."""
    pairs = sorted(
        ((likeness(counts[i], counts[j]), i, j) for i, j in _candidates(counts)),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    groups = {number: [number] for number in range(len(counts))}
    group_of = list(range(len(counts)))
    refused: set[tuple[int, int]] = set()
    for score, i, j in pairs:
        agree = compatible(counts[i].quantity, counts[j].quantity)
        mine, yours = group_of[i], group_of[j]
        if mine == yours or score < (SAME if agree else SAME_THOUGH_DIFFERENT):
            continue
        large = len(groups[mine]) > ASKED and len(groups[yours]) > ASKED
        if large and (mine, yours) in refused:
            continue  # their first counts, by which they are judged, are the same as then
        if not _may_join([counts[n] for n in groups[mine]], [counts[n] for n in groups[yours]]):
            refused |= {(mine, yours), (yours, mine)}
        else:
            for member in groups.pop(mine):
                groups[yours].append(member)
                group_of[member] = yours
    ordered = sorted(sorted(held) for held in groups.values())
    return [[counts[n] for n in held] for held in ordered]


def _candidates(counts: Sequence[Count]) -> set[tuple[int, int]]:
    """Pairs of counts in one unit of which one counts what the other counts or is narrowed by."""
    heads: dict[tuple[str | None, str | int | float | None], list[int]] = defaultdict(list)
    holders: dict[tuple[str | None, str | int | float | None], list[int]] = defaultdict(list)
    for number, count in enumerate(counts):
        q = count.quantity
        heads[q.unit, ALIKE.get(q.head or "", q.head)].append(number)
        if (exact := point_of(q)) is not None:
            heads[q.unit, exact].append(number)
        for word in q.modifiers:
            holders[q.unit, ALIKE.get(word, word)].append(number)
    return {
        (max(i, j), min(i, j))
        for key, held in heads.items()
        for at, i in enumerate(held)
        for j in (*held[max(0, at - WINDOW) : at], *holders[key][:WINDOW])
        if i != j
    }


def _may_join(mine: Sequence[Count], yours: Sequence[Count]) -> bool:
    """Whether no report says two numbers, and the counts are alike on average; large groups answer by their first."""
    said: dict[str, list[Quantity]] = defaultdict(list)
    for a in mine:
        said[a.report].append(a.quantity)
    if any(not compatible(q, b.quantity) for b in yours for q in said.get(b.report, ())):
        return False
    pairs = [(a, b) for a in mine[:ASKED] for b in yours[:ASKED]]
    scores = [likeness(a, b) for a, b in pairs]
    if min(scores) < 0 or sum(scores) < TOGETHER * len(scores):
        return False
    return not any(
        a.quantity.remaining != b.quantity.remaining and not compatible(a.quantity, b.quantity)
        for a, b in pairs
    )


def _figure(group: Sequence[Count], sources: Sources) -> Figure:
    values: dict[_Value, list[Evidence]] = {}
    unit = Counter(c.given.unit for c in group).most_common(1)[0][0]
    for c in group:
        q = c.given
        own = None if q.unit == unit else q.unit
        values.setdefault((q.value, q.low, q.high, own), []).append(
            sources.evidence(c.report, q.start, q.end)
        )
    evidence = [e for found in values.values() for e in found]
    clash = next(
        ((a, b) for i, a in enumerate(group) for b in group[:i] if not compatible(a.quantity, b.quantity)),
        None,
    )
    reports = {c.report for c in group}
    status = "conflicting" if clash else "single" if len(reports) == 1 else "agreed"
    return Figure(
        id=stable_id("f", evidence), what=_what(group), status=status,  # type: ignore[arg-type]
        values=tuple(
            FigureValue(value, low, high, tuple(sorted(e)), own)
            for (value, low, high, own), e in sorted(values.items(), key=_value_order)
        ),
        reason=_reason(status, group), standing=judge(evidence, sources.outlets, clash is not None),
        unit=unit,
    )  # fmt: skip


def _value_order(item: tuple[_Value, list[Evidence]]) -> tuple[float, str]:
    known = [v for v in item[0][:3] if v is not None]
    return (known[0] if known else 0.0), str(item[0])


def _what(group: Sequence[Count]) -> str:
    """The counted things in the words that most reports have for them, with what became of them."""
    words = Counter(c.text for c in group if c.text)
    fate = Counter(f for c in group if (f := fate_of(_said_of(c.quantity))))
    said = max(sorted(fate), key=lambda f: fate[f]) if fate else None
    people = any(persons(c.quantity.head or "") or same_kind("body", c.quantity.head or "") for c in group)
    if not words and people:
        return f"people {said}" if said else "people"
    if not words:
        verbs = Counter(c.quantity.verb for c in group if c.quantity.verb)
        return f"amount ({max(sorted(verbs), key=lambda v: verbs[v])})" if verbs else "amount"
    best = max(sorted(words), key=lambda w: (words[w], 2 <= len(w.split()) <= 5, -abs(len(w.split()) - 3)))
    holder = next((m for c in group for m in c.quantity.modifiers if m in BODIES), None)
    if holder is not None and not any(same_kind("body", w) for w in best.casefold().split()):
        best = f"{'bodies' if holder == 'body' else holder} of {best}"
    return f"{best} {said}" if said and people and said not in best.casefold() else best


def _said_of(q: Quantity) -> tuple[str, ...]:
    """The words that say what became of the things, without those that name the things."""
    return tuple(m for m in (*q.modifiers, q.verb or "") if m == "dead" or not same_kind("body", m))


def _reason(status: str, group: Sequence[Count]) -> str:
    if status == "conflicting":
        return "The reports give different numbers for the same things."
    if status == "single":
        return "Only one report gives this."
    exact = {c.quantity.value for c in group}
    return "The reports give the same number." if len(exact) == 1 else "The numbers given can all hold."


def _with_changes(figures: list[Figure], groups: list[list[Count]], days: Mapping[str, str]) -> list[Figure]:
    """Later states: what its own words call the rest of a larger count, and another number for what
    unfolds that later reports give."""
    changed = []
    for figure, group in zip(figures, groups, strict=True):
        earlier = reason = None
        if figure.follows is None and any(c.quantity.remaining for c in group):
            earlier = _larger(figure, group, figures, groups)
            reason = "A later state, by its own words: it is what remained of {}."
        elif figure.follows is None and _fates(group) & UNFOLDING:
            earlier = _before(figure, group, figures, groups, days)
            reason = "A later state: earlier reports give {}."
        if earlier is None or reason is None:
            changed.append(figure)
        else:
            said = f"{_said(earlier)} ({earlier.what})"
            changed.append(replace(figure, status="changed", follows=earlier.id, reason=reason.format(said)))
    followed = {figure.follows for figure in changed if figure.follows}
    return [
        replace(figure, as_of=_first_day(group, days))
        if figure.as_of is None and (figure.follows or figure.id in followed)
        else figure
        for figure, group in zip(changed, groups, strict=True)
    ]


def _first_day(group: Sequence[Count], days: Mapping[str, str]) -> str | None:
    return min((days[c.report] for c in group if c.report in days), default=None)


def _fates(group: Sequence[Count]) -> set[str | None]:
    return {fate_of((*c.quantity.modifiers, c.quantity.verb or "", c.quantity.head or "")) for c in group}


def _larger(
    figure: Figure, group: list[Count], figures: list[Figure], groups: list[list[Count]]
) -> Figure | None:
    head, value = group[0].quantity.head, point_of(group[0].quantity)
    for other, theirs in zip(figures, groups, strict=True):
        if other is figure or value is None or any(c.quantity.remaining for c in theirs):
            continue
        alike = any(head and c.quantity.head and same_kind(head, c.quantity.head) for c in theirs)
        larger = any((p := point_of(c.quantity)) is not None and p > value for c in theirs)
        if alike and larger and {c.report for c in theirs} & {c.report for c in group}:
            return other
    return None


def _before(
    figure: Figure,
    group: list[Count],
    figures: list[Figure],
    groups: list[list[Count]],
    days: Mapping[str, str],
) -> Figure | None:
    """The latest figure of the same things whose first report is of an earlier day."""
    mine = _first_day(group, days)
    best: tuple[str, Figure] | None = None
    for other, theirs in zip(figures, groups, strict=True):
        first = _first_day(theirs, days)
        if other is figure or mine is None or first is None or first >= mine:
            continue
        if best is not None and first <= best[0]:
            continue
        alike = max(likeness(a, b) for a in group for b in theirs) >= SAME_THOUGH_DIFFERENT
        if alike and _may_follow(group, theirs):
            best = first, other
    return best[1] if best else None
