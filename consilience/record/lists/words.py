"""Words as they are looked for: folded to plain ASCII, so that every database finds the same; and what a query asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from consilience.model import Span

APART = "_"  # stands between texts that no phrase reaches across
LONGEST_WORD = 64  # folded characters; what comes after them is not told apart
LONGEST_QUERY, MOST_TERMS = 1_000, 16
_WITHOUT_ACCENT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)  # what Unicode does not take apart
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_PART = re.compile(r'(?:(?<!\S)(-))?(?:"([^"]*)"?(\*?)|([^\s"]+))')
_MARKS = {ord(c): '"' for c in "“”„‟«»＂"} | {ord(c): "-" for c in "−–—"}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must follow on each other; of the last only the beginning where `prefix`; not at all where `barred`."""

    words: tuple[str, ...]
    prefix: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for, and in sentences what of it is not looked for."""

    terms: tuple[Term, ...]
    notes: tuple[str, ...] = ()

    @property
    def sought(self) -> tuple[Term, ...]:
        """The terms that must stand there."""
        return tuple(term for term in self.terms if not term.barred)

    @property
    def barred(self) -> tuple[Term, ...]:
        """The terms that must not."""
        return tuple(term for term in self.terms if term.barred)


def words_of(text: str) -> Iterator[tuple[str, Span]]:
    """The words of a text, folded, and where they stand."""
    for found in _WORD.finditer(text):
        if folded := _folded(found[0]):
            yield folded, Span(found.start(), found.end())


def folded(text: str) -> str:
    """The folded words of a text with a space between."""
    return " ".join(word for word, _ in words_of(text))


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    """Without case and accents; other letters than ASCII as their numbers, so that beginnings stay beginnings."""
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
        plain = plain.translate(_WITHOUT_ACCENT)
        word = "".join(c if c.isascii() else f"_{ord(c):05x}" for c in plain if c.isalnum())
    return word.lower()[:LONGEST_WORD]


def wanted(query: str) -> Wanted:
    """Reads a query: words, "words in a row", -without, begin*. Whatever is written, it never fails."""
    notes = []
    if len(query) > LONGEST_QUERY:
        notes.append(f"Only the first {LONGEST_QUERY:,} characters are looked for.")
        query = query[:LONGEST_QUERY]
    terms = list(dict.fromkeys(_terms(query)))
    if len(terms) > MOST_TERMS:
        notes.append(f"Only the first {MOST_TERMS} words are looked for.")
    if query.strip() and not terms:
        notes.append("There is no word in it to look for.")
    return Wanted(tuple(terms[:MOST_TERMS]), tuple(notes))


def _terms(query: str) -> Iterator[Term]:
    for minus, quoted, star, bare in _PART.findall(query.translate(_MARKS)):
        said = (quoted or bare) + star
        if words := tuple(folded(said).split()):
            yield Term(words, said.rstrip().endswith("*"), bool(minus))


def row_of(name: str) -> Term | None:
    """The words of a name, in a row; none where it has no word."""
    words = tuple(folded(name[:LONGEST_QUERY]).split())
    return Term(words, name.rstrip().endswith("*")) if words else None
