"""Two wordings of one utterance: whether they are one, and how the one differs from the other."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from consilience.model import WordingKind

ALIKE = 0.8  # share of the shorter wording's words that stand in the longer, in order
RENDERED = 0.5  # share of telling words that two renderings of one utterance have in common
STEM = 5  # letters of a word that are compared between two renderings
TELLING = 4  # letters from which a word is telling
FEWEST_TELLING = 4
Words = tuple[str, ...]


def same_words(a: Words, b: Words) -> bool:
    """Whether the shorter stands (nearly) word for word in the longer."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    own = set(short)
    if len(own.intersection(long)) < ALIKE * len(own):
        return False
    return sum(size for _, _, size in _blocks(short, long) if size > 1) >= ALIKE * len(short)


def same_sense(a: Words, b: Words) -> bool:
    """Whether the two may render one utterance in other words, as two translations do; only for one speaker."""
    first, second = _stems(a), _stems(b)
    if min(len(first), len(second)) < FEWEST_TELLING:
        return False
    return len(first & second) >= RENDERED * max(len(first), len(second))


def _stems(words: Words) -> frozenset[str]:
    return frozenset(w[:STEM] for w in words if len(w) >= TELLING)


def wording_kind(words: Words, full: Words) -> WordingKind:
    """How a wording differs from the fullest one.

    `shortened`: a run of its words; `joined`: only its words, but some between them left out without a sign;
    `altered`: other words inside; `rendered`: mostly other words, as in another translation.
    """
    if "".join(words) == "".join(full):
        return "full"  # "work force" and "workforce" are one wording
    blocks = [b for b in _blocks(words, full) if b[2]]
    kept = sum(size for _, _, size in blocks)
    if kept == len(words):
        first, last = blocks[0], blocks[-1]
        return "shortened" if last[1] + last[2] - first[1] == len(words) else "joined"
    return "altered" if same_words(words, full) else "rendered"


@lru_cache(maxsize=4096)
def _blocks(a: Words, b: Words) -> Sequence[tuple[int, int, int]]:
    return [tuple(m) for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()]  # type: ignore[misc]
