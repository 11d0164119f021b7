"""What differs between two versions of a report: sentences, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from consilience.model import Reading, Span

What = Literal["sentence", "title", "byline", "published", "updated"]
ALIKE = 0.5  # share of two sentences' characters that agree, from which one is the other rewritten
OF_ITSELF: tuple[What, ...] = ("title", "byline", "published", "updated")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of the earlier and of the later version, None where there are none; spans for sentences."""

    what: What
    before: str | None
    after: str | None
    before_span: Span | None = None
    after_span: Span | None = None


def differences(before: Reading, after: Reading) -> tuple[Difference, ...]:
    """What changed from one reading to another, in the order of the text; white space does not count."""
    told = [(what, getattr(before.report, what), getattr(after.report, what)) for what in OF_ITSELF]
    own = [Difference(what, old, new) for what, old, new in told if old != new]
    return (*own, *_sentences(before, after))


def _sentences(before: Reading, after: Reading) -> Iterator[Difference]:
    for old, new in paired_sentences(before, after):
        old_words = None if old is None else _words(old, before)
        new_words = None if new is None else _words(new, after)
        if old_words != new_words:
            yield Difference("sentence", old_words, new_words, old, new)


def paired_sentences(before: Reading, after: Reading) -> Iterator[tuple[Span | None, Span | None]]:
    """All sentences of two versions side by side, in the order of the text; None beside one that came or went."""
    old, new = _spans(before), _spans(after)
    old_words = [_words(span, before) for span in old]
    new_words = [_words(span, after) for span in new]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes():
        same = kind == "equal"
        gone, came = range(i1, i2), range(j1, j2)
        for i, j in zip(gone, came, strict=True) if same else _paired(old_words, new_words, gone, came):
            yield None if i is None else old[i], None if j is None else new[j]


def _paired(
    old: Sequence[str], new: Sequence[str], gone: Sequence[int], came: Sequence[int]
) -> Iterator[tuple[int | None, int | None]]:
    """Each sentence that went with the first alike of those that came, in order; the others by themselves."""
    left = list(came)
    for i in gone:
        match = next((j for j in left if SequenceMatcher(None, old[i], new[j]).ratio() >= ALIKE), None)
        if match is None:
            yield i, None
            continue
        yield from ((None, j) for j in left[: left.index(match)])
        yield i, match
        left = left[left.index(match) + 1 :]
    yield from ((None, j) for j in left)


def _spans(reading: Reading) -> Sequence[Span]:
    """Sentences; lines where the report was kept and not read."""
    if reading.read:
        return reading.sentences
    found, start = [], 0
    for line in reading.report.text.splitlines(keepends=True):
        if line.strip():
            found.append(Span(start, start + len(line.rstrip())))
        start += len(line)
    return found


def _words(span: Span, reading: Reading) -> str:
    return " ".join(span.of(reading.report.text).split())
