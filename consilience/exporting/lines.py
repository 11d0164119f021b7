"""The lines of an account: what each says, in words, and where the reports say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from consilience.model import Account, Evidence, Figure, Quote
from consilience.model.lines import evidence_of
from consilience.model.words import bare_quote, list_words
from consilience.presenting.words import counted_words, figure_words

Kind = Literal["figure", "quote", "event", "contradiction", "actor", "place"]
PAGE = "https://pypi.org/project/consilience/"


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of an account; `item` is its id there, `number` that of one of several values of a figure."""

    kind: Kind
    story: str
    item: str
    says: str
    evidence: tuple[Evidence, ...]
    number: int = 0

    @property
    def name(self) -> str:
        """A name for it that is the same in every export: a UUID of its story, item, number and words (RFC 9562, version 5)."""
        return name_of("line", self.story, self.item, str(self.number), self.says)


def name_of(*parts: str) -> str:
    """A URN for what these words name; the same for the same words."""
    return uuid5(NAMESPACE_URL, PAGE + "#" + "\x1f".join(parts).encode("utf-8", "replace").decode()).urn


def lines_of(account: Account) -> Iterator[Line]:
    """Every line that says something, in the order of the account."""
    story = account.story.id
    for figure in account.figures:
        yield from _values(story, figure)
    for quote in account.quotes:
        yield Line("quote", story, quote.id, _quoted(quote), quote.evidence)
    for event in account.events:
        when = f" ({event.date})" if event.date else ""
        yield Line("event", story, event.id, f"{event.what}{when}", event.evidence)
    for one in account.contradictions:
        evidence = evidence_of(one)
        yield Line("contradiction", story, one.id, f"{one.what}: {one.reason}", evidence)
    for actor in account.actors:
        yield Line("actor", story, actor.id, actor.name, actor.evidence)
    for place in account.places:
        yield Line("place", story, place.id, place.name, place.evidence)


def figure_says(figure: Figure, number: int) -> str:
    """What one value of a figure says: "34 people were hurt"."""
    return f"{figure_words(figure, figure.values[number])} {counted_words(figure)}"


def _values(story: str, figure: Figure) -> Iterator[Line]:
    for number, value in enumerate(figure.values):
        yield Line("figure", story, figure.id, figure_says(figure, number), value.evidence, number)


def _quoted(quote: Quote) -> str:
    by = f" ({list_words(quote.speakers)})" if quote.speakers else ""
    return f"“{bare_quote(quote.text)}”{by}"
