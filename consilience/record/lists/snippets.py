"""Where the words that were looked for stand in a report: a passage of the text as received, and the spans of the hits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from consilience.model import Span
from consilience.record.lists.fulltext import MOST_WORDS, TEXTS_SOUGHT, holds, text_of
from consilience.record.lists.words import Term, words_of
from consilience.record.schema import texts

AROUND, LEAD = 240, 60  # characters of a passage, and before its first hit
MOST_HITS = 50  # of one term that are looked at


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a report's text: `start` to `end` (excluded) are Unicode code points into `Report.text` of the version, as
    are the spans of `hits`; `words` is the passage as it stands there."""

    version: str
    start: int
    end: int
    words: str
    hits: tuple[Span, ...]


def best_snippets(
    connection: Connection, group: ColumnElement[Any], ids: Sequence[str], terms: Sequence[Term]
) -> dict[str, Snippet]:
    """For each group of reports, by its id, a passage of the report that has the most of the terms, the newest of several.

    `group` is a column of `texts` or `members`. None for a group whose reports hold none of the terms in their texts.
    """
    held: Counter[tuple[str, int]] = Counter()
    for term in terms if ids else ():
        query = select(group.label("group"), texts.c.id).select_from(TEXTS_SOUGHT)
        query = query.where(holds(term, connection.dialect.name), texts.c.kind == "report", group.in_(ids))
        held.update((row.group, row.id) for row in connection.execute(query))
    best = {}
    for (one, number), _ in sorted(held.items(), key=lambda pair: (pair[1], pair[0][1])):
        best[one] = number
    rows = {row.id: row for row in connection.execute(select(texts).where(texts.c.id.in_(best.values())))}
    found = {
        one: snippet_of(rows[number].version, text_of(rows[number].text), terms)
        for one, number in best.items()
    }
    return {one: snippet for one, snippet in found.items() if snippet is not None}


def snippet_of(version: str, text: str, terms: Sequence[Term]) -> Snippet | None:
    """The passage of a text with the most different terms, the first of several; None where it has none."""
    hits = sorted(_hits(text, terms))
    if not hits:
        return None

    def different(start: int) -> int:
        return len({term for span, term in hits if start <= span.start and span.end <= start + AROUND - LEAD})

    first = max((span for span, _ in hits), key=lambda span: (different(span.start), -span.start))
    start, end = _passage(text, first)
    within = sorted({span for span, _ in hits if start <= span.start and span.end <= end})
    return Snippet(version, start, end, text[start:end], tuple(within))


def _hits(text: str, terms: Sequence[Term]) -> Iterator[tuple[Span, int]]:
    """Where terms stand, the first few times each."""
    words = list(islice(words_of(text), MOST_WORDS))
    places: dict[str, list[int]] = defaultdict(list)
    for at, (word, _) in enumerate(words):
        places[word].append(at)
    for number, term in enumerate(terms):
        found = (at for at in _beginnings(places, term) if _stands(words, at, term))
        for at in islice(found, MOST_HITS):
            yield Span(words[at][1].start, words[at + len(term.words) - 1][1].end), number


def _beginnings(places: Mapping[str, Sequence[int]], term: Term) -> Sequence[int]:
    """Where the first word of a term stands."""
    first = term.words[0]
    if len(term.words) > 1 or not term.prefix:
        return places.get(first, ())
    return sorted(at for word, held in places.items() if word.startswith(first) for at in held)


def _stands(words: Sequence[tuple[str, Span]], at: int, term: Term) -> bool:
    """Whether the rest of a term follows on its first word."""
    row = [word for word, _ in words[at : at + len(term.words)]]
    if len(row) < len(term.words) or row[:-1] != list(term.words[:-1]):
        return False
    return row[-1].startswith(term.words[-1]) if term.prefix else row[-1] == term.words[-1]


def _passage(text: str, first: Span) -> tuple[int, int]:
    """Whole words around a hit, most of them after it."""
    start = max(0, first.start - LEAD)
    end = max(start + AROUND, first.end)
    if start > 0:
        start = next((n + 1 for n in range(start, first.start) if text[n].isspace()), first.start)
    if end < len(text):
        end = next((n for n in range(end, first.end, -1) if text[n].isspace()), first.end)
    return start, min(end, len(text))
