"""What changed in the figures that were known: conflicts, later states, confirmations, corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consilience.changes.compared import Compared, outlet, pair_up
from consilience.changes.confirmed import confirmation
from consilience.changes.wording import (
    bare_values,
    count_of,
    few,
    opened,
    origins_of,
    value_words,
    values_words,
)
from consilience.model import Change, Evidence, Figure, FigureValue
from consilience.model.lines import evidence_of
from consilience.model.words import list_words

Numbers = tuple[float | None, float | None, float | None, str | None]


def changed_figures(compared: Compared) -> Iterator[Change]:
    """The changes of the figures, in no order."""
    pairs = pair_up(compared.before.figures, compared.after.figures)
    known = {new.id: old for old, new in pairs.now if old is not None}
    for old, new in pairs.now:
        if old is not None:
            yield from _corrections(old, new, compared)
            yield from _withdrawals(old, new, compared)
        yield from _course(old, new, known, compared)
    for old in pairs.gone:
        yield from _withdrawals(old, None, compared)
        if old.status == "conflicting":
            says = f"{opened(count_of(old))} is no longer in conflict: the story has no such figure any more."
            yield Change("settled", None, says, evidence_of(old))


def _course(
    old: Figure | None, new: Figure, known: dict[str, Figure], compared: Compared
) -> Iterator[Change]:
    """What became of one figure; its most important change alone."""
    was = old is not None and old.status == "conflicting"
    if new.status == "conflicting":
        yield from _conflict(old if was else None, new, compared)
    elif was:
        says = f"{opened(count_of(new))} is no longer in conflict: {values_words(new, compared)}."
        yield Change("settled", new.id, says, evidence_of(new))
    elif new.follows in known and (old is None or old.follows is None):
        yield _later(known[new.follows], new, compared)
    elif old is not None:
        yield from _borne_out(old, new, compared)


def _conflict(before: Figure | None, new: Figure, compared: Compared) -> Iterator[Change]:
    """A conflict that is new, or has a further value; or one of its values is confirmed."""
    values = values_words(new, compared)
    if before is None:
        says = f"{opened(count_of(new))} is now in conflict: {values}."
        yield Change("conflict", new.id, says, evidence_of(new))
        return
    then = {_numbers(value): value for value in before.values}
    further = [value for value in new.values if _numbers(value) not in then and _is_new(value, compared)]
    if further:
        says = f"A further value stands in the conflict over {count_of(new)}: {values}."
        yield Change("conflict", new.id, says, _evidence(further))
    for value in new.values:
        earlier = then.get(_numbers(value))
        if earlier is not None:
            what = f"{value_words(value, compared)} as {count_of(new)}, which stays in conflict: {values}"
            yield from confirmation(new.id, earlier.evidence, value.evidence, what, compared)


def _later(before: Figure, new: Figure, compared: Compared) -> Change:
    """A later state of a figure that was known."""
    then, now = _only(before), _only(new)
    way = "changed" if then is None or now is None or then == now else "rose" if now > then else "fell"
    says = (
        f"{opened(count_of(new))} {way} from {bare_values(before, compared)} to {bare_values(new, compared)}"
    )
    who = origins_of(evidence_of(new))
    verb = "says" if len(who) == 1 else "say"
    return Change("figure", new.id, f"{says}, {verb} {few(who)}.", (*evidence_of(new), *evidence_of(before)))


def _borne_out(old: Figure, new: Figure, compared: Compared) -> Iterator[Change]:
    """Further origins, or a further value that goes with those known."""
    one = len({value_words(value, compared) for value in new.values}) == 1
    what = f"{count_of(new)}: {bare_values(new, compared) if one else values_words(new, compared)}"
    confirmed = list(confirmation(new.id, evidence_of(old), evidence_of(new), what, compared))
    yield from confirmed
    then = {_numbers(value) for value in old.values}
    further = [value for value in new.values if _numbers(value) not in then and _is_new(value, compared)]
    if further and not confirmed:
        says = f"A further value is given for {count_of(new)}, in agreement with the others: {values_words(new, compared)}."
        yield Change("figure", new.id, says, _evidence(further))


def _corrections(old: Figure, new: Figure, compared: Compared) -> Iterator[Change]:
    """The values that an outlet has put in the place of its own."""
    for before, after in compared.corrected:
        then, now = _values_of(before.report.id, old), _values_of(after.report.id, new)
        if then and now and {_numbers(v) for v in then} != {_numbers(v) for v in now}:
            was, says = _joined(then, compared), _joined(now, compared)
            says = f"{outlet(after)} corrected {count_of(new)} from {was} to {says}."
            yield Change("correction", new.id, says, (*_evidence(now), *_evidence(then)))


def _withdrawals(old: Figure, new: Figure | None, compared: Compared) -> Iterator[Change]:
    """The values that an outlet's corrected report has in no figure any more, nor others in their place."""
    for before, after in compared.corrected:
        then = _values_of(before.report.id, old)
        if not then or (new is not None and _values_of(after.report.id, new)):
            continue
        kept = {_numbers(v) for f in compared.after.figures for v in _values_of(after.report.id, f)}
        if not kept & {_numbers(v) for v in then}:
            says = f"{outlet(after)} no longer gives {count_of(old)}, which it gave as {_joined(then, compared)}."
            yield Change("correction", new.id if new else None, says, _evidence(then))


def _joined(values: Iterable[FigureValue], compared: Compared) -> str:
    return list_words([value_words(value, compared) for value in values])


def _values_of(version: str, figure: Figure) -> list[FigureValue]:
    """The values that one report gives, with its evidence alone."""
    return [
        FigureValue(value.value, value.low, value.high, own, value.unit)
        for value in figure.values
        if (own := tuple(e for e in value.evidence if e.report == version))
    ]


def _is_new(value: FigureValue, compared: Compared) -> bool:
    return any(compared.is_new(e) for e in value.evidence)


def _numbers(value: FigureValue) -> Numbers:
    return value.value, value.low, value.high, value.unit


def _only(figure: Figure) -> float | None:
    """The number of a figure that has one value."""
    if len(figure.values) != 1:
        return None
    value = figure.values[0]
    return next((n for n in (value.value, value.low, value.high) if n is not None), None)


def _evidence(values: Iterable[FigureValue]) -> tuple[Evidence, ...]:
    return tuple(e for value in values for e in value.evidence)
