"""Words as numbers, many texts at once: 64 bits for each word, the same for the same word.

Source: polynomial fingerprints (Karp and Rabin 1987), modulo 2**64, as differences of one running sum, so that NumPy
does all letters of many texts in a few passes. The words are those of `words.bare_words`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from consilience.model import Reading
from consilience.stories.words import bare_text, bare_words, word_spans

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]
Codes = NDArray[np.uint16]
KNOWN = 0x3000  # characters below are in the table
MOST = 100_000  # characters that are worked on at once: what the processor keeps at hand
BASE = 0xBF58476D1CE4E5B9  # odd, so that it has an inverse
BETWEEN = "\x00"  # stands in no word
STRAIGHT, CURLY = ord("'"), ord("’")
HARD = 1 << 32  # in place of a character that the table does not tell: more than any
RARE = "ʭ"  # before a word with such characters, which is then spelled in bytes


class Words(NamedTuple):
    """The words of some reports, one after the other: as numbers, how many each report has, and where in its report's text
    each begins."""

    numbers: Numbers
    counts: Places
    begins: Places


def word_lots(readings: Iterable[Reading]) -> Iterator[Words]:
    """The words of all reports, some reports at a time."""
    return map(_words_of, _batches(readings))


def _words_of(batch: Sequence[Reading]) -> Words:
    bare = [bare_text(reading) for reading in batch]
    plain = [text for text in bare if text is not None]
    codes, folded = _folded(plain)
    if len(plain) < len(batch) or folded.max() >= HARD:
        plain = [_plain_text(reading) for reading in batch]
        codes, folded = _folded(plain)
    words = _numbered(codes, folded, plain)
    last = np.cumsum(words.counts)
    for n, reading in enumerate(batch):
        own = words.begins[last[n] - words.counts[n] : last[n]]
        if plain[n] is not bare[n]:
            own[:] = [begin for begin, _ in word_spans(reading)]
            continue
        for b in reading.boilerplate:
            own[own >= b.start] += b.end - b.start
    return words


def _plain_text(reading: Reading) -> str:
    """A text that the table splits into the report's words."""
    text = bare_text(reading)
    if text is not None and _is_plain(text):
        return text
    words = (
        w if _is_plain(w) else RARE + w.encode("utf-8", "surrogatepass").hex() for w in bare_words(reading)
    )
    return " ".join(words)


def _is_plain(text: str) -> bool:
    return text.isascii() or bool(_folded([text])[1].max() < HARD)


def _batches(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    batch: list[Reading] = []
    held = 0
    for reading in readings:
        size = len(reading.report.text)
        if batch and held + size > MOST:
            yield batch
            batch, held = [], 0
        batch.append(reading)
        held += size
    if batch:
        yield batch


def _numbered(codes: Codes, folded: Numbers, texts: Sequence[str]) -> Words:
    """The words of some texts, given their characters, which are overwritten: to ask for memory anew is slow."""
    before = _before_words(codes, folded)
    powers, inverses = _powers(max(MOST * 2, 1 << len(codes).bit_length()))
    folded *= powers[: len(codes)]
    sums = np.cumsum(folded, out=folded)  # between words it stays the same
    numbers = np.diff(sums[before], append=sums[-1:]) * inverses[before]
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    counts = np.diff(np.searchsorted(before, bounds))
    return Words(numbers, counts, before - np.repeat(bounds[:-1], counts))


def _before_words(codes: Codes, folded: Numbers) -> Places:
    """The places before those where words begin; the first and the last character stand in none."""
    inside = folded != 0
    inner = codes[1:-1]
    joins = np.flatnonzero((inner == STRAIGHT) | (inner == CURLY)) + 1
    inside[joins[inside[joins - 1] & inside[joins + 1]]] = True
    return np.flatnonzero(inside[1:] > inside[:-1])


def _folded(texts: Sequence[str]) -> tuple[Codes, Numbers]:
    """The characters of some texts, with one before, between and after them, as they are and as the table says."""
    text = BETWEEN + BETWEEN.join(texts) + BETWEEN
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    return codes, np.take(_table(), codes, mode="clip")  # the quickest: no index is checked


@cache
def _table() -> Numbers:
    """Each character as `str.casefold` says, 0 where it stands in no word by itself; `\\w` is what `re` takes for it. HARD for one
    that folds to several or to one of another kind, and for the last, in place of all that are not in the table."""
    characters = [chr(code) for code in range(KNOWN)]
    folds = [c.casefold() for c in characters]
    in_word = [c.isalnum() or c == "_" for c in characters]
    hard = [len(f) > 1 or (f[0].isalnum() or f == "_") != w for f, w in zip(folds, in_word, strict=True)]
    values = [HARD if h else ord(f) * w for f, w, h in zip(folds, in_word, hard, strict=True)]
    return np.array([*values, HARD], dtype=np.uint64)


@cache
def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of BASE and of its inverse, modulo 2**64."""
    rows = [np.full(count, base, dtype=np.uint64) for base in (BASE, pow(BASE, -1, 2**64))]
    for row in rows:
        row[0] = 1
        np.cumprod(row, out=row)
    return rows[0], rows[1]
