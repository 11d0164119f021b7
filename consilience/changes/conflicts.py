"""What cannot both hold and is new, has a further side, or is settled: dates, places, quotations and facts."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.changes.compared import Compared, evidence_of, outlet, pair_up, where
from consilience.changes.wording import clipped, few, opened, origins_of, quoted
from consilience.model import Change, Contradiction, Side

Contradictions = tuple[Contradiction, ...]
SHORT = 30  # characters of a side that needs no quotation marks


def changed_conflicts(compared: Compared) -> Iterator[Change]:
    """The changes of all contradictions but those of figures, in no order."""
    before, after = (_but_figures(account.contradictions) for account in (compared.before, compared.after))
    pairs = pair_up(before, after)
    for old, new in pairs.now:
        if old is None:
            says = f"{opened(_what(new))} {'are' if new.kind == 'fact' else 'is'} now in conflict: {_sides(new, compared)}."
            yield Change("conflict", _item(new, compared), says, evidence_of(new))
        elif _further_side(old, new, compared):
            says = f"A further side stands in the conflict over {_what(new)}: {_sides(new, compared)}."
            yield Change("conflict", _item(new, compared), says, evidence_of(new))
    for old in pairs.gone:
        says = f"{opened(_what(old))} {'are' if old.kind == 'fact' else 'is'} no longer in conflict."
        yield Change("settled", None, says, evidence_of(old))


def _but_figures(contradictions: Contradictions) -> Contradictions:
    return tuple(c for c in contradictions if c.kind != "figure")


def _further_side(old: Contradiction, new: Contradiction, compared: Compared) -> bool:
    said = {side.says for side in old.sides}
    return any(
        side.says not in said and any(compared.is_fresh(e) for e in side.evidence) for side in new.sides
    )


def _what(one: Contradiction) -> str:
    """What is in conflict, as the subject of a sentence."""
    if one.kind in {"date", "place"}:
        return f"the {one.kind} of {quoted(one.what)}"
    if one.kind == "fact":
        return f"the reports on {quoted(one.what)}"
    speakers = sorted({e.speaker for e in evidence_of(one) if e.speaker})
    if {side.says for side in one.sides} & set(speakers):
        return f"the speaker of {quoted(one.what)}"
    return f"the wording of a quotation{' of ' + few(speakers) if speakers else ''}"


def _sides(one: Contradiction, compared: Compared) -> str:
    """Every side in its own words with who gives it: its origins, or the outlets that carry a quotation."""
    plain = one.kind in {"date", "place"} or all(len(side.says) < SHORT for side in one.sides)
    return ", ".join(
        f"{clipped(side.says) if plain else quoted(side.says)} ({few(_who(one, side, compared))})"
        for side in one.sides
    )


def _who(one: Contradiction, side: Side, compared: Compared) -> list[str]:
    if one.kind != "quote":
        return origins_of(side.evidence)
    return sorted({outlet(compared.by_version[e.report]) for e in side.evidence})


def _item(one: Contradiction, compared: Compared) -> str:
    """The id of the quotation that is in conflict; that of the contradiction for all else."""
    quotes = compared.after.quotes if one.kind == "quote" else ()
    return next((q.id for q in quotes if where(q.evidence) == where(evidence_of(one))), one.id)
