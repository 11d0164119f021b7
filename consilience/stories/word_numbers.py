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
KNOWN = 0x3000  # characters below are in the tables
MOST = 100_000  # characters that are worked on at once: what the processor keeps at hand
BASE = 0xBF58476D1CE4E5B9  # odd, so that it has an inverse
BETWEEN = "\x00"  # stands in no word
STRAIGHT, CURLY = ord("'"), ord("’")
RARE = "ʭ"  # before a word with characters that are not in the tables, which is then spelled in bytes


class _Tables(NamedTuple):
    """What each character is: case-folded, part of a word, or folded to several or to one of another kind."""

    folded: Numbers
    in_word: NDArray[np.bool_]
    hard: NDArray[np.bool_]


class HeapWords(NamedTuple):
    """The words of all reports, one after the other: as numbers, and where they begin and end in their report's text.
    `bounds` are where each report's part begins and the last one's ends."""

    numbers: Numbers
    bounds: Places
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]


def heap_words(readings: Sequence[Reading]) -> HeapWords:
    """The words of all reports as numbers."""
    most = sum(
        len(reading.report.text) // 2 + 1 for reading in readings
    )  # memory that is not used costs nothing
    numbers, begins, ends = np.empty(most, np.uint64), np.empty(most, np.int32), np.empty(most, np.int32)
    counts, at = [np.zeros(1, dtype=np.int64)], 0
    for batch in _batches(readings):
        found = _words_of(batch)
        own = slice(at, at + len(found[0]))
        numbers[own], begins[own], ends[own] = found[0], found[2], found[3]
        counts.append(found[1])
        at = own.stop
    return HeapWords(numbers[:at], np.cumsum(np.concatenate(counts)), begins[:at], ends[:at])


def _words_of(batch: Sequence[Reading]) -> tuple[Numbers, Places, Places, Places]:
    """The words of some reports, how many each has, and where these begin and end."""
    bare = [bare_text(reading) for reading in batch]
    plain = [text for text in bare if text is not None]
    if len(plain) < len(batch) or not _is_plain(BETWEEN.join(plain)):
        plain = [_plain_text(reading) for reading in batch]
    numbers, counts, begins, ends = _numbers(plain)
    last = np.cumsum(counts)
    for n, reading in enumerate(batch):
        own = slice(last[n] - counts[n], last[n])
        if plain[n] is not bare[n]:
            begins[own], ends[own] = np.array(word_spans(reading), dtype=np.int64).reshape(-1, 2).T
            continue
        for b in reading.boilerplate:
            later = begins[own] >= b.start
            begins[own][later] += b.end - b.start
            ends[own][later] += b.end - b.start
    return numbers, counts, begins, ends


def _plain_text(reading: Reading) -> str:
    """A text that the tables split into the report's words."""
    text = bare_text(reading)
    if text is not None and _is_plain(text):
        return text
    words = (
        w if _is_plain(w) else RARE + w.encode("utf-8", "surrogatepass").hex() for w in bare_words(reading)
    )
    return " ".join(words)


def _is_plain(text: str) -> bool:
    if text.isascii():
        return True
    codes = _codes(text)
    return bool(codes.max() < KNOWN) and not _tables().hard[codes].any()


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


def _numbers(texts: Sequence[str]) -> tuple[Numbers, Places, Places, Places]:
    """The numbers of the words of some texts, how many words each has, and where in its text each begins and ends."""
    codes = _codes(BETWEEN + BETWEEN.join(texts) + BETWEEN)
    folded = _tables().folded[codes]
    starts, ends = _edges(codes)
    powers, inverses = _powers(max(MOST * 2, 1 << len(codes).bit_length()))
    sums = np.cumsum(folded * powers[: len(codes)])
    bounds = np.cumsum([1, *(len(text) + 1 for text in texts)])
    counts = np.diff(np.searchsorted(starts, bounds))
    shifts = np.repeat(bounds[:-1], counts)
    return (sums[ends - 1] - sums[starts - 1]) * inverses[starts], counts, starts - shifts, ends - shifts


def _edges(codes: NDArray[np.uint32]) -> tuple[Places, Places]:
    """Where words begin and end; the first and the last character stand in none."""
    inside = _tables().in_word[codes]
    inner = codes[1:-1]
    joins = np.flatnonzero((inner == STRAIGHT) | (inner == CURLY)) + 1
    inside[joins[inside[joins - 1] & inside[joins + 1]]] = True
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    return edges[::2], edges[1::2]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@cache
def _tables() -> _Tables:
    """Characters fold as `str.casefold` says, the curly apostrophe to the straight one; `\\w` is what `re` takes for it."""
    characters = [chr(code) for code in range(KNOWN)]
    folds = ["'" if c == "’" else c.casefold() for c in characters]
    in_word = [c.isalnum() or c == "_" for c in characters]
    hard = [len(f) > 1 or (f[0].isalnum() or f == "_") != w for f, w in zip(folds, in_word, strict=True)]
    return _Tables(np.array([ord(f[0]) for f in folds], dtype=np.uint64), np.array(in_word), np.array(hard))


@cache
def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of BASE and of its inverse, modulo 2**64."""
    rows = [np.full(count, base, dtype=np.uint64) for base in (BASE, pow(BASE, -1, 2**64))]
    for row in rows:
        row[0] = 1
        np.cumprod(row, out=row)
    return rows[0], rows[1]
