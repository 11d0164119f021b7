"""What cannot both hold and is new, has a further side, or is settled: dates, places, quotations and facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consilience.changes.compared import Compared, outlet, pair_up, where
from consilience.changes.wording import few, opened, origins_of, quoted
from consilience.model import Change, Contradiction, Evidence
from consilience.model.lines import evidence_of
from consilience.model.words import clipped

Contradictions = tuple[Contradiction, ...]
DATING = frozenset({"date", "place"})
SHORT = 30  # characters of a side that needs no quotation marks


def changed_conflicts(compared: Compared) -> Iterator[Change]:
    """The changes of all contradictions but those of figures, in no order; several over one matter are one change."""
    before, after = (_but_figures(account.contradictions) for account in (compared.before, compared.after))
    pairs = pair_up(before, after)
    then = {new.id: old for old, new in pairs.now if old is not None}
    for held in _matters([new for _, new in pairs.now]):
        what, known = _what(held[0]), [one for one in held if one.id in then]
        if not known:
            says = f"{opened(what)} {_verb(held[0])} now in conflict: {_sides(held, compared)}."
            yield Change("conflict", _item(held[0], compared), says, _evidence(held))
        elif len(known) < len(held) or any(_further_side(then[one.id], one, compared) for one in known):
            says = f"A further side stands in the conflict over {what}: {_sides(held, compared)}."
            yield Change("conflict", _item(held[0], compared), says, _evidence(held))
    still = {(one.kind, place) for one in after for place in where(evidence_of(one))}
    for held in _matters(pairs.gone):
        if not any((one.kind, place) in still for one in held for place in where(evidence_of(one))):
            says = f"{opened(_what(held[0]))} {_verb(held[0])} no longer in conflict."
            yield Change("settled", None, says, _evidence(held))


def _matters(some: Iterable[Contradiction]) -> list[list[Contradiction]]:
    """Contradictions by what they are about: those over one date or place share words of a report."""
    matters: list[list[Contradiction]] = []
    for one in some:
        near = [m for m in matters if one.kind in DATING and any(_share(one, other) for other in m)]
        matters = [m for m in matters if m not in near] + [[*(other for m in near for other in m), one]]
    return matters


def _share(one: Contradiction, other: Contradiction) -> bool:
    return one.kind == other.kind and not where(evidence_of(one)).isdisjoint(where(evidence_of(other)))


def _evidence(held: Iterable[Contradiction]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for one in held for e in evidence_of(one)))


def _verb(one: Contradiction) -> str:
    return "are" if one.kind == "fact" else "is"


def _but_figures(contradictions: Contradictions) -> Contradictions:
    return tuple(c for c in contradictions if c.kind != "figure")


def _further_side(old: Contradiction, new: Contradiction, compared: Compared) -> bool:
    said = {side.says for side in old.sides}
    return any(side.says not in said and any(compared.is_new(e) for e in side.evidence) for side in new.sides)


def _what(one: Contradiction) -> str:
    """What is in conflict, as the subject of a sentence."""
    if one.kind in DATING:
        return f"the {one.kind} of {quoted(one.what)}"
    if one.kind == "fact":
        return f"the reports on {quoted(one.what)}"
    speakers = sorted({e.speaker for e in evidence_of(one) if e.speaker})
    if {side.says for side in one.sides} & set(speakers):
        return f"the speaker of {quoted(one.what)}"
    return f"the wording of a quotation{' of ' + few(speakers) if speakers else ''}"


def _sides(held: Sequence[Contradiction], compared: Compared) -> str:
    """Every side in its own words with who gives it: its origins, or the outlets that carry a quotation."""
    given: dict[str, list[Evidence]] = {}
    for side in (side for one in held for side in one.sides):
        given.setdefault(side.says, []).extend(side.evidence)
    plain = held[0].kind in DATING or all(len(says) < SHORT for says in given)
    return ", ".join(
        f"{clipped(says) if plain else quoted(says)} ({few(_who(held[0], evidence, compared))})"
        for says, evidence in given.items()
    )


def _who(one: Contradiction, evidence: Iterable[Evidence], compared: Compared) -> list[str]:
    if one.kind != "quote":
        return origins_of(evidence)
    return sorted({outlet(compared.by_version[e.report]) for e in evidence})


def _item(one: Contradiction, compared: Compared) -> str:
    """The id of the quotation that is in conflict; that of the contradiction for all else."""
    quotes = compared.after.quotes if one.kind == "quote" else ()
    return next((q.id for q in quotes if where(q.evidence) == where(evidence_of(one))), one.id)
