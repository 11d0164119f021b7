"""Words to the ids that the encoder reads: word pieces and a class for the shape of each word.

The encoder is uncased; the shape class carries what lower-casing takes away.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

CLS, SEP, PAD, UNKNOWN = 101, 102, 0, 100
SHAPES = (
    "none", "lower", "capitalised", "capitals", "initial", "mixed",
    "digits", "with_digit", "punctuation", "symbol",
)  # fmt: skip
SHAPE_COUNT = 2 * len(SHAPES)
MAX_PIECES_A_WORD = 8
TITLES = frozenset(  # abbreviations after which a name goes on, never a sentence
    [
        "Adm.",
        "Brig.",
        "Capt.",
        "Cmdr.",
        "Col.",
        "Cpl.",
        "Dr.",
        "Fr.",
        "Gen.",
        "Gov.",
        "Hon.",
        "Lt.",
        "Maj.",
        "Messrs.",
        "Mr.",
        "Mrs.",
        "Ms.",
        "Mt.",
        "Pfc.",
        "Pres.",
        "Prof.",
        "Pvt.",
        "Rep.",
        "Rev.",
        "Sen.",
        "Sgt.",
        "Spc.",
        "St.",
    ]
)


class Pieces(NamedTuple):
    """The pieces of one row of words; `starts[i]` is where word i begins in `ids`, `bound` the words that begin
    no sentence because a title stands before them."""

    ids: list[int]
    shapes: list[int]
    starts: list[int]
    bound: list[int]


def shape_of(word: str) -> int:
    """The index into SHAPES for one word."""
    if word.islower():
        return 1 if word.isalpha() else (7 if any(c.isdigit() for c in word) else 1)
    if word.isdigit():
        return 6
    if any(c.isdigit() for c in word):
        return 7
    if not any(c.isalpha() for c in word):
        return 8 if word.isascii() else 9
    if word.isupper():
        return 4 if sum(c.isalpha() for c in word) == 1 else 3
    if word[0].isupper() and (word[1:].islower() or not word[1:].isalpha()):
        return 2
    return 5 if word.lower() != word else 1


def _title_before(words: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    """Whether a title stands right before word i, its point with it or a word of its own."""
    if words[i - 1] == "." and i > 1 and not spaced[i - 1]:
        return words[i - 2] + "." in TITLES
    return words[i - 1] in TITLES


class PieceEncoder:
    """Splits words by a WordPiece vocabulary, remembering every word it has seen.

    Source: Schuster and Nakajima (2012), as implemented by the `tokenizers` library.
    """

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._seen: dict[str, tuple[tuple[int, ...], int]] = {}

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The piece ids and the shape class of one word."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > 200_000:
                self._seen.clear()
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            known = (tuple(ids[:MAX_PIECES_A_WORD]) or (UNKNOWN,), shape_of(word))
            self._seen[word] = known
        return known

    def row(self, words: Sequence[str], spaced: Sequence[bool]) -> Pieces:
        """The pieces of a row; `spaced[i]` says that white space stands before word i."""
        ids, shapes, starts = [CLS], [0], []
        for word, space in zip(words, spaced, strict=True):
            pieces, shape = self.word(word)
            starts.append(len(ids))
            ids.extend(pieces)
            shapes.extend([2 * shape + (1 if space else 0)] * len(pieces))
        ids.append(SEP)
        shapes.append(0)
        bound = [i for i in range(1, len(words)) if _title_before(words, spaced, i)]
        return Pieces(ids, shapes, starts, bound)
