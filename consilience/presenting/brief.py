"""The account in brief: what independent origins agree on, where they differ, what rests on one alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from consilience.model import Account, Contradiction, Event, Evidence, Figure, Quote, Side, Standing
from consilience.model.words import bare_quote
from consilience.presenting.dates import date_words, precision_of
from consilience.presenting.words import counted_words, figure_words

_LONG = 200  # characters; what takes more comes after what can be said in brief
_SHOWN = 6  # entries of each kind; the rest are counted


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a value or a date, what it says, how it stands; `kind` and `name` give its entry."""

    kind: str
    name: str
    lead: str
    says: str
    standing: Standing
    evidence: tuple[Evidence, ...]
    background: bool = False  # dated no better than to a year: rarely what the story is about
    early: float = 1.0  # how early the reports tell it, 0 where one begins with it


@dataclass(frozen=True, slots=True)
class Part:
    """The lines to show and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Brief:
    """The three parts; contradictions are kept whole, for both of their sides must be seen."""

    agreed: Part
    contradictions: tuple[Contradiction, ...]
    contradictions_total: int
    single: Part


def brief_of(account: Account) -> Brief:
    """What to say of a story first."""
    lengths = {one.report.id: max(1, len(one.report.text)) for one in account.story.readings}
    lines = [
        replace(line, early=min((e.start / lengths.get(e.report, 1) for e in line.evidence), default=1.0))
        for line in (
            *_figure_lines(account.figures),
            *map(_event_line, account.events),
            *map(_quote_line, account.quotes),
        )
    ]
    disputed = {figure.id for figure in account.figures if figure.status == "conflicting"}
    disputed |= {quote.id for quote in account.quotes if quote.status == "conflicting"}
    agreed = [line for line in lines if len(line.standing.origins) > 1 and line.name not in disputed]
    single = [line for line in lines if len(line.standing.origins) <= 1 and line.name not in disputed]
    return Brief(
        agreed=_part(agreed),
        contradictions=account.contradictions[:_SHOWN],
        contradictions_total=len(account.contradictions),
        single=_part(single),
    )


def merged_sides(contradiction: Contradiction) -> tuple[Side, ...]:
    """The sides, those that say the very same put together; as they are where no two would be left."""
    together: dict[str, tuple[Evidence, ...]] = {}
    for side in contradiction.sides:
        together[side.says] = (*together.get(side.says, ()), *side.evidence)
    merged = tuple(Side(says, evidence) for says, evidence in together.items())
    return merged if len(merged) > 1 else contradiction.sides


def positions(contradiction: Contradiction) -> list[str]:
    """What the sides say, each position once; the reason instead where they say the same in other words."""
    said = list(dict.fromkeys(side.says for side in contradiction.sides))
    if len(said) < 2:
        return [contradiction.reason]
    return [date_words(one) for one in said] if contradiction.kind == "date" else said


def _part(lines: list[Line]) -> Part:
    """The best founded first; among those equally well founded, what the reports tell earliest, as news does."""
    said: dict[str, Line] = {}
    for line in sorted(lines, key=_rank):
        said.setdefault(line.says, line)
    return Part(tuple(said.values())[:_SHOWN], len(lines))


def _rank(line: Line) -> tuple[bool, bool, int, int, float]:
    long = len(line.says) > _LONG
    return (line.background, long, -len(line.standing.origins), -line.standing.reports, line.early)


def _figure_lines(figures: Sequence[Figure]) -> Iterator[Line]:
    """The figures, each count in its latest state with the one before it."""
    known = {figure.id: figure for figure in figures}
    superseded = {figure.follows for figure in figures}
    for figure in (figure for figure in figures if figure.id not in superseded):
        evidence = tuple(one for value in figure.values for one in value.evidence)
        before = known.get(figure.follows or "")
        says = counted_words(figure) + (f", {_values(before)} before" if before else "")
        yield Line("figure", figure.id, _values(figure), says, figure.standing, evidence)


def _values(figure: Figure) -> str:
    return " · ".join(figure_words(figure, value) for value in figure.values)


def _event_line(event: Event) -> Line:
    when = date_words(event.date) if event.date else ""
    vague = precision_of(event.date) in ("year", "unknown")
    return Line("event", event.id, when, event.what, event.standing, event.evidence, background=vague)


def _quote_line(quote: Quote) -> Line:
    speakers = ", ".join(quote.speakers)
    return Line("quote", quote.id, speakers, bare_quote(quote.text), quote.standing, quote.evidence)
