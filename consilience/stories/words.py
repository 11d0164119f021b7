"""The words of a report as copies and grouping compare them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
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
    text, spans = reading.report.text, word_spans(reading)
    words = tuple(text[start:end].casefold().replace("’", "'") for start, end in spans)
    return Words(reading.report.id, words, tuple(a for a, _ in spans), tuple(b for _, b in spans))


def word_spans(reading: Reading) -> list[tuple[int, int]]:
    """Where the words of one reading's report stand."""
    boilerplate = reading.boilerplate
    spans = [match.span() for match in WORD.finditer(reading.report.text)]
    if not boilerplate:
        return spans
    begins = [b.start for b in boilerplate]
    before = [bisect_right(begins, start) - 1 for start, _ in spans]
    return [span for span, b in zip(spans, before, strict=True) if b < 0 or span[0] >= boilerplate[b].end]


def bare_words(reading: Reading) -> Sequence[str]:
    """The same words without where they stand, which is quicker by far."""
    text = bare_text(reading)
    if text is None:
        return words_of(reading).words
    words = WORD.findall(text.replace("’", "'"))
    return "\n".join(words).casefold().split("\n") if words else []  # no word holds the end of a line


def bare_text(reading: Reading) -> str | None:
    """The text outside boilerplate; None where boilerplate begins or ends within a word."""
    text = reading.report.text
    for b in reversed(reading.boilerplate):
        if not (_parted(text, b.start - 1) and _parted(text, b.end)):
            return None
        text = text[: b.start] + text[b.end :]
    return text


def _parted(text: str, at: int) -> bool:
    """Whether no word runs over a place."""
    return not 0 <= at < len(text) or text[at].isspace()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A case-folded word without its commonest endings, so that "attacks" and "attacked" meet."""
    word = word.replace("’", "'").removesuffix("'s")
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
