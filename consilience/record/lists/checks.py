"""What of an account is worth checking: where accounts conflict, and what many reports have from one origin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consilience.model import Account, Contradiction, Event, Evidence, Figure, Quote
from consilience.model.lines import evidence_of
from consilience.model.words import bare_quote, count_words
from consilience.record.lists.items import UNDATED, Item

MANY = 3  # reports that carry what one origin alone says, from which on that is worth checking
_NAMES = {
    "figure": "Figures conflict", "quote": "Quotes conflict", "date": "Dates conflict", "place": "Places conflict",
    "fact": "Accounts conflict",
}  # fmt: skip


def checks_of(account: Account, days: Mapping[str, str]) -> Iterator[Item]:
    """The items of an account; `days` gives the day of each of its reports as an ISO date."""
    for contradiction in account.contradictions:
        yield _conflict(contradiction, days)
    texts = {reading.report.id: reading.report.text for reading in account.story.readings}
    stated: list[Figure | Quote | Event] = [*account.figures, *account.quotes, *account.events]
    for entry in stated:
        if entry.standing.reports >= MANY and len(entry.standing.origins) == 1:
            yield _single(entry, texts, days)


def _conflict(contradiction: Contradiction, days: Mapping[str, str]) -> Item:
    evidence = evidence_of(contradiction)
    sides = list(dict.fromkeys(" ".join(side.says.split()) for side in contradiction.sides))
    what = " ".join(contradiction.what.split())
    if contradiction.kind == "quote":
        what = f"“{bare_quote(what)}”"
    says = f"{what}: {' or '.join(f'“{side}”' for side in sides)}"
    reports, origins = len({e.report for e in evidence}), len({e.origin for e in evidence if e.origin})
    why = f"{_NAMES[contradiction.kind]}; {count_words(reports, 'report')} and {count_words(origins, 'origin')} lean on one side or another."
    return Item(
        contradiction.id,
        "conflict",
        says,
        why,
        reports,
        origins,
        _latest(evidence, days),
        _in_turn(contradiction),
    )


def _in_turn(contradiction: Contradiction) -> tuple[Evidence, ...]:
    """One span of each side, then the rest, so that the first few show all sides."""
    first = [side.evidence[0] for side in contradiction.sides if side.evidence]
    return (*first, *(e for side in contradiction.sides for e in side.evidence[1:]))


def _single(entry: Figure | Quote | Event, texts: Mapping[str, str], days: Mapping[str, str]) -> Item:
    evidence = evidence_of(entry)
    why = f"{count_words(entry.standing.reports, 'report')} carry it, and all have it from one origin: {entry.standing.origins[0]}."
    return Item(
        entry.id,
        "single",
        _says(entry, texts),
        why,
        entry.standing.reports,
        1,
        _latest(evidence, days),
        evidence,
    )


def _says(entry: Figure | Quote | Event, texts: Mapping[str, str]) -> str:
    if isinstance(entry, Quote):
        return f"“{entry.text}” ({', '.join(entry.speakers) or 'nobody named'})"
    if isinstance(entry, Event):
        return f"{entry.what} ({entry.date})" if entry.date else entry.what
    said = (texts[e.report][e.start : e.end] for e in (value.evidence[0] for value in entry.values))
    return f"{entry.what}: {' or '.join(f'“{words}”' for words in said)}"


def _latest(evidence: tuple[Evidence, ...], days: Mapping[str, str]) -> str:
    return max((days[e.report] for e in evidence if e.report in days), default=UNDATED)
