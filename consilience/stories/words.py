"""The words of a report as copies and grouping compare them."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from consilience.model import Reading

WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class Words:
    """Case-folded words outside boilerplate, with where each stands in the text."""

    report: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(reading: Reading) -> Words:
    """The words of one reading's report."""
    boilerplate = reading.boilerplate
    begins = [b.start for b in boilerplate]
    words, starts, ends = [], [], []
    for match in WORD.finditer(reading.report.text):
        at = bisect_right(begins, match.start()) - 1
        if at >= 0 and match.start() < boilerplate[at].end:
            continue
        words.append(match[0].casefold().replace("’", "'"))
        starts.append(match.start())
        ends.append(match.end())
    return Words(reading.report.id, tuple(words), tuple(starts), tuple(ends))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A case-folded word without its commonest endings, so that "attacks" and "attacked" meet."""
    word = word.replace("’", "'").removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
