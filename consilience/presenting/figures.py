"""The figures of a story as the page shows them: later states of one count together, those in conflict first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from consilience.model import Account, Evidence, Figure
from consilience.presenting.citing import Citation, Citations, Opening
from consilience.presenting.dates import date_key
from consilience.presenting.figure_plots import Steps, Strip, steps_of, strip_of
from consilience.presenting.words import figure_words

STATUS_ORDER = ("conflicting", "changed", "agreed", "single")


@dataclass(frozen=True, slots=True)
class ValueShown:
    """One value in words, with the words that give it."""

    says: str
    opening: Opening | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One figure; `strip` where there are values to set apart."""

    figure: Figure
    values: tuple[ValueShown, ...]
    opening: Opening | None
    strip: Strip | None
    before: Figure | None  # the earlier state of the same thing
    reports: str


@dataclass(frozen=True, slots=True)
class Count:
    """All states of one count in time order; most have one. `steps` where it changes from day to day."""

    states: tuple[FigureShown, ...]
    steps: Steps | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts that several accounts speak of, and figures that one report gives once."""

    compared: tuple[Count, ...]
    single: tuple[FigureShown, ...]


def figures_of(account: Account, citations: Citations) -> Figures:
    """All figures of an account, each once."""
    chains: defaultdict[str, list[Figure]] = defaultdict(list)
    known = {figure.id: figure for figure in account.figures}
    for figure in account.figures:
        chains[_first_state(figure, known)].append(figure)
    counts: list[Count] = []
    single: list[FigureShown] = []
    for states in chains.values():
        ordered = sorted(states, key=lambda figure: date_key(figure.as_of))
        shown = tuple(_shown(figure, known, citations) for figure in ordered)
        if len(states) > 1 or _is_compared(states[0]):
            counts.append(Count(shown, steps_of(ordered)))
        else:
            single += shown
    return Figures(tuple(sorted(counts, key=_rank)), tuple(single))


def _first_state(figure: Figure, known: dict[str, Figure]) -> str:
    """The id of the figure at the beginning of the chain of states."""
    seen = {figure.id}
    while figure.follows in known and figure.follows not in seen:
        figure = known[figure.follows]
        seen.add(figure.id)
    return figure.id


def _shown(figure: Figure, known: dict[str, Figure], citations: Citations) -> FigureShown:
    evidence = list(_evidence_of(figure))
    return FigureShown(
        figure,
        tuple(
            ValueShown(
                figure_words(figure, value),
                citations.opening(value.evidence),
                tuple(citations.cite_all(value.evidence)),
            )
            for value in figure.values
        ),
        citations.opening(evidence),
        strip_of(figure),
        known.get(figure.follows or ""),
        citations.reports(evidence),
    )


def _evidence_of(figure: Figure) -> Iterable[Evidence]:
    return (one for value in figure.values for one in value.evidence)


def _is_compared(figure: Figure) -> bool:
    return figure.status != "single" or len({one.report for one in _evidence_of(figure)}) > 1


def _rank(count: Count) -> tuple[int, int]:
    """Conflicts first, then what the most origins speak of."""
    figures: Sequence[Figure] = [state.figure for state in count.states]
    return (
        min(STATUS_ORDER.index(figure.status) for figure in figures),
        -max(len(figure.standing.origins) for figure in figures),
    )
