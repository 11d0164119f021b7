"""Names of the lines of an account that last as reports arrive: a line is named by where it was told first."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from consilience.model import Account, Actor, Event, Evidence, Quote, Reading, Span, StoryPlace
from consilience.record.differences import paired_sentences
from consilience.record.log import canonical, digest

Place = tuple[str, str, int]  # a report's id; a sentence as it first stood there; which of its words
Rank = tuple[tuple[int, int], str, int, int, int, int]
Founded = tuple[str, Sequence[Evidence]]  # the id of a line in an account, and what was told first of it


@dataclass(frozen=True, slots=True)
class Coming:
    """How a report came: its id, the log's entry of its first receipt with the item there, and its earlier versions."""

    report: str
    arrived: tuple[int, int]
    earlier: tuple[Reading, ...] = ()


class Places:
    """Where words of reports stood in the first version that had their sentence.

    So a place stays the same when the report is corrected, as long as the sentence is plainly the same.
    """

    def __init__(self, readings: Iterable[Reading], came: Mapping[str, Coming]) -> None:
        self._came = came
        self._versions = {r.report.id: (*came[r.report.id].earlier, r) for r in readings}
        self._before: dict[tuple[str, int], dict[Span, Span]] = {}
        self._known: dict[tuple[str, int], tuple[int, Span, int]] = {}

    def of(self, version: str, start: int) -> Place:
        """The place of the words that begin at a code point of a version's text."""
        number, sentence, word = self._first(version, start)
        return self._came[version].report, " ".join(_words(self._versions[version][number], sentence)), word

    def rank(self, e: Evidence) -> Rank:
        """By what the evidence of an account is in the order of its arrival."""
        coming = self._came[e.report]
        number, sentence, word = self._first(e.report, e.start)
        return coming.arrived, coming.report, number, sentence.start, word, e.end

    def _first(self, version: str, start: int) -> tuple[int, Span, int]:
        """The first version that has the words' sentence, by its number; the sentence there; which of its words."""
        if (version, start) not in self._known:
            self._known[version, start] = self._traced(version, start)
        return self._known[version, start]

    def _traced(self, version: str, start: int) -> tuple[int, Span, int]:
        chain = self._versions[version]
        number = len(chain) - 1
        sentence = _sentence(chain[number], start)
        word = _word(chain[number], sentence, start)
        while number and (earlier := self._earlier(version, number).get(sentence)) is not None:
            then = _moved(chain[number - 1], earlier, chain[number], sentence, word)
            if then is None:
                break
            number, sentence, word = number - 1, earlier, then
        return number, sentence, word

    def _earlier(self, version: str, number: int) -> dict[Span, Span]:
        """The sentences of one of the versions by which they follow in the next."""
        if (version, number) not in self._before:
            chain = self._versions[version]
            pairs = paired_sentences(chain[number - 1], chain[number])
            self._before[version, number] = {
                new: old for old, new in pairs if new is not None and old is not None
            }
        return self._before[version, number]


def _sentence(reading: Reading, start: int) -> Span:
    """The sentence that begins last before the words; all before the first where none does."""
    at = bisect_right(reading.sentences, start, key=lambda s: s.start) - 1
    return reading.sentences[at] if at >= 0 else Span(0, start)


def _words(reading: Reading, span: Span) -> list[str]:
    return span.of(reading.report.text).split()


def _word(reading: Reading, sentence: Span, start: int) -> int:
    """How many words of the sentence end before the one that holds the start."""
    before = reading.report.text[sentence.start : start]
    within = before != "" and not before[-1].isspace()
    return len(before.split()) - within


def _moved(old: Reading, earlier: Span, new: Reading, sentence: Span, word: int) -> int | None:
    """Which word of the earlier sentence stands where this one does now; none where it was put in."""
    then, now = _words(old, earlier), _words(new, sentence)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if j1 <= word < j2:
            return None if kind == "insert" else min(i1 + word - j1, i2 - 1)
    return len(then)


def with_lasting_ids(account: Account, came: Mapping[str, Coming]) -> Account:
    """The account with every line named by what it was founded on: the words of the report that came first.

    `came` tells of each version in the account how its report came. What more reports say of a line, and a correction
    that leaves its sentence plainly the same, do not change its name; of two lines that become one the older name stays.
    """
    places = Places(account.story.readings, came)
    founded: dict[tuple[str, str], list[tuple[object, str]]] = defaultdict(list)
    for name, firsts in _founded(account, places):
        kind = name[:2] if name[0] == "x" else name[0]
        mark = canonical([places.of(first.report, first.start) for first in firsts])
        founded[kind, mark].append(([places.rank(first) for first in firsts], name))
    names = {
        name: kind + digest(f"{mark}{number or ''}")[:10]
        for (kind, mark), held in founded.items()
        for number, (_, name) in enumerate(sorted(held))
    }
    return _renamed(account, names)


def _founded(account: Account, places: Places) -> Iterator[Founded]:
    """Each line's id with what was told first of it; a contradiction is founded on the two sides that came first."""
    for figure in account.figures:
        yield figure.id, [min((e for v in figure.values for e in v.evidence), key=places.rank)]
    lines: tuple[Actor | StoryPlace | Quote | Event, ...]
    lines = (*account.actors, *account.places, *account.quotes, *account.events)
    for line in lines:
        yield line.id, [min(line.evidence, key=places.rank)]
    for one in account.contradictions:
        firsts = [min(side.evidence, key=places.rank) for side in one.sides]
        yield one.id, sorted(firsts, key=places.rank)[:2]


def _renamed(account: Account, names: Mapping[str, str]) -> Account:
    movements = (
        replace(m, stops=tuple(replace(s, place=names[s.place]) for s in m.stops)) for m in account.movements
    )
    figures = (
        replace(f, id=names[f.id], follows=names[f.follows] if f.follows else None) for f in account.figures
    )
    return replace(
        account,
        actors=tuple(replace(a, id=names[a.id]) for a in account.actors),
        places=tuple(replace(p, id=names[p.id]) for p in account.places),
        figures=tuple(figures),
        quotes=tuple(replace(q, id=names[q.id]) for q in account.quotes),
        events=tuple(replace(e, id=names[e.id]) for e in account.events),
        contradictions=tuple(replace(c, id=names[c.id]) for c in account.contradictions),
        movements=tuple(movements),
    )
