"""What cannot both hold and is new, has a further side, or is settled: dates, places, quotations and facts."""

from __future__ import annotations

from collections.abc import Iterator

from consilience.changes.compared import Compared, evidence_of, pair_up, where
from consilience.changes.wording import clipped, few, opened, origins_of, quoted
from consilience.model import Change, Contradiction

Contradictions = tuple[Contradiction, ...]


def changed_conflicts(compared: Compared) -> Iterator[Change]:
    """The changes of all contradictions but those of figures, in no order."""
    before, after = (_but_figures(account.contradictions) for account in (compared.before, compared.after))
    pairs = pair_up(before, after)
    for old, new in pairs.now:
        if old is None:
            says = f"{opened(_what(new))} {'are' if new.kind == 'fact' else 'is'} now in conflict: {_sides(new)}."
            yield Change("conflict", _item(new, compared), says, evidence_of(new))
        elif _further_side(old, new, compared):
            says = f"A further side stands in the conflict over {_what(new)}: {_sides(new)}."
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
    by_speaker = {side.says for side in one.sides} & {e.speaker for e in evidence_of(one)}
    return f"the {'speaker' if by_speaker else 'wording'} of {quoted(one.what)}"


def _sides(one: Contradiction) -> str:
    """Every side in its own words with who gives it."""
    plain = one.kind in {"date", "place"} or all(len(side.says) < 12 for side in one.sides)
    said = [
        f"{clipped(side.says) if plain else quoted(side.says)} ({few(origins_of(side.evidence))})"
        for side in one.sides
    ]
    return ", ".join(said)


def _item(one: Contradiction, compared: Compared) -> str:
    """The id of the quotation that is in conflict; that of the contradiction for all else."""
    quotes = compared.after.quotes if one.kind == "quote" else ()
    return next((q.id for q in quotes if where(q.evidence) == where(evidence_of(one))), one.id)
