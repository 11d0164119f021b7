"""Quotes: one entry for each utterance, with its wordings and the speakers it is given to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from consilience.model import Quote, Reading
from consilience.reconciling.identity import stable_id
from consilience.reconciling.sources import Sources
from consilience.reconciling.spelling import core
from consilience.reconciling.standing import judge

SHORTEST = 5  # words
ALIKE = 0.75  # share of the shorter wording's words that stand in the longer, in order
WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class _Said:
    report: str
    start: int
    end: int
    words: tuple[str, ...]
    speaker: str | None


def reconcile_quotes(readings: Sequence[Reading], sources: Sources) -> tuple[Quote, ...]:
    """Every direct quotation of five words or more, the same words in several reports as one."""
    said = [s for reading in readings for s in _quotations(reading, sources)]
    groups: list[list[_Said]] = []
    for item in said:
        home = next((g for g in groups if any(_same_words(item, other) for other in g)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return tuple(_quote(group, sources) for group in groups)


def _quotations(reading: Reading, sources: Sources) -> list[_Said]:
    text = reading.report.text
    found: dict[int, _Said] = {}
    for attribution in reading.attributions:
        speaker = sources.name_of(reading, attribution)
        for span in attribution.quoted:
            start, end = _trimmed(text, span.start, span.end)
            words = tuple(w.casefold().replace("’", "'") for w in WORD.findall(text[start:end]))
            if len(words) >= SHORTEST and (start not in found or found[start].speaker is None):
                found[start] = _Said(reading.report.id, start, end, words, speaker)
    return [found[start] for start in sorted(found)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _same_words(a: _Said, b: _Said) -> bool:
    """Whether the shorter stands (nearly) word for word in the longer."""
    short, long = sorted((a.words, b.words), key=len)
    if not set(short) & set(long) or len(set(short) & set(long)) < ALIKE * len(set(short)):
        return False
    blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in blocks if block.size > 1)
    return same >= ALIKE * len(short)


def _altered(group: Sequence[_Said]) -> bool:
    """Whether two wordings differ inside the words that both have, not only in where they are cut."""
    for i, a in enumerate(group):
        for b in group[:i]:
            short, long = sorted((a.words, b.words), key=len)
            blocks = [
                x for x in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks() if x.size
            ]
            if sum(x.size for x in blocks) < len(short):
                return True
            if blocks[-1].b + blocks[-1].size - blocks[0].b > len(short):
                return True
    return False


def _quote(group: Sequence[_Said], sources: Sources) -> Quote:
    evidence = tuple(sorted(sources.evidence(s.report, s.start, s.end, s.speaker) for s in group))
    speakers = Counter(s.speaker for s in group if s.speaker)
    different = len({core(name) for name in speakers}) > 1
    reports = {s.report for s in group}
    altered = len(reports) > 1 and _altered(group)
    status = "conflicting" if different or altered else "single" if len(reports) == 1 else "agreed"
    longest = max(group, key=lambda s: (len(s.words), s.report, -s.start))
    text = sources.readings[longest.report].report.text[longest.start : longest.end]
    return Quote(
        id=stable_id("q", evidence), text=text, status=status,  # type: ignore[arg-type]
        evidence=evidence, speakers=tuple(sorted(speakers)), reason=_reason(status, different, altered),
        standing=judge(evidence, sources.outlets(), different),
    )  # fmt: skip


def _reason(status: str, different: bool, altered: bool) -> str:
    if different:
        return "The reports give these words to different speakers."
    if altered:
        return "The reports give these words in different wording."
    return (
        "Only one report has it." if status == "single" else "The reports agree on the words and the speaker."
    )
