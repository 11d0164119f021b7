"""A report with its parse: what every layer of reading is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import LEMMA, ORTH, POS
from spacy.strings import StringStore
from spacy.tokens import Doc
from spacy.tokens import Span as Words

from consilience.model import Report, Span

MOST = 100_000  # strings that are remembered


@dataclass(frozen=True, slots=True)
class Columns:
    """What each token of a text is, as plain strings, and where its sentences are.

    To run through these is many times cheaper than to ask token after token: a layer finds here the few it looks at.
    """

    texts: list[str]
    lowers: list[str]
    lemmas: list[str]  # in lower case
    parts: list[str]  # of speech, as Universal Dependencies names them
    sentences: list[tuple[int, int]]  # the first token of each, and the one behind it


@dataclass(frozen=True, slots=True)
class Parsed:
    """`doc.text` is `report.text`; `boilerplate` is already known."""

    report: Report
    doc: Doc
    columns: Columns
    boilerplate: tuple[Span, ...] = ()

    def words_of(self, words: Words) -> str:
        """The words of a span of the parse, cut from the text: many times quicker than to join its tokens."""
        return self.report.text[words.start_char : words.end_char]


def columns_of(doc: Doc) -> Columns:
    """The columns of a parsed text."""
    known, lowered = _strings_of(doc.vocab.strings)
    texts, lemmas, parts = doc.to_array([ORTH, LEMMA, POS]).T.tolist()
    sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
    return Columns(known.at(texts), lowered.at(texts), lowered.at(lemmas), known.at(parts), sentences)


class _Strings(dict[int, str]):
    """The strings of a vocabulary by their numbers there, as far as they were asked for: one is decoded once."""

    def __init__(self, store: StringStore, *, lower: bool) -> None:
        super().__init__()
        self._store, self._lower = store, lower

    def at(self, numbers: list[int]) -> list[str]:
        """The strings of these numbers."""
        if len(self) > MOST:
            self.clear()
        return list(map(self.__getitem__, numbers))

    def __missing__(self, number: int) -> str:
        found: str = self._store[number]
        self[number] = found = found.lower() if self._lower else found
        return found


@lru_cache(maxsize=2)
def _strings_of(store: StringStore) -> tuple[_Strings, _Strings]:
    """The strings as they are, and in lower case."""
    return _Strings(store, lower=False), _Strings(store, lower=True)
