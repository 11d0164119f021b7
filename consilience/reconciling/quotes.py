"""Quotes: one entry for each utterance, with its wordings and the speakers it is given to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from consilience.model import Attribution, Evidence, Quote, Reading, Span, WordingKind
from consilience.reconciling.identity import stable_id
from consilience.reconciling.sources import Sources
from consilience.reconciling.spelling import core
from consilience.reconciling.standing import judge
from consilience.reconciling.wordings import Words, same_sense, same_words, wording_kind

SHORTEST = 5  # words
RAREST = 8  # words of a quotation by which others are sought
COMMONEST = 50  # quotations beyond which a word finds nobody
PUT_IN = re.compile(r"[\[(][^\])]{1,40}[\])]")  # what the reporter adds: "he [the mayor] said"
LEFT_OUT = re.compile(r"\.\.\.|…|\. \. \.|[\[(]")
WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True, slots=True)
class _Said:
    report: str
    start: int
    end: int
    words: Words
    speaker: str | None
    named: bool  # the speaker is somebody named, no description
    open: bool  # the quotation says that words are left out or put in: "…", "[…]"


def reconcile_quotes(readings: Sequence[Reading], sources: Sources) -> tuple[Quote, ...]:
    """Every direct quotation of five words or more, the same words in several reports as one."""
    said = [s for reading in readings for s in _quotations(reading, sources)]
    home = list(range(len(said)))
    for a, b in _candidates(said):
        mine, yours = _root(home, a), _root(home, b)
        if mine != yours and _one(said[a], said[b]):
            home[max(mine, yours)] = min(mine, yours)
    groups: dict[int, list[_Said]] = defaultdict(list)
    for i, item in enumerate(said):
        groups[_root(home, i)].append(item)
    return tuple(_quote(group, sources) for group in groups.values())


def _root(home: list[int], i: int) -> int:
    while home[i] != i:
        i = home[i]
    return i


def _one(a: _Said, b: _Said) -> bool:
    """The same words, or the same speaker's words in another rendering in another report."""
    if same_words(a.words, b.words):
        return True
    speakers = a.speaker is not None and b.speaker is not None and core(a.speaker) == core(b.speaker)
    return speakers and a.report != b.report and same_sense(a.words, b.words)


def _candidates(said: Sequence[_Said]) -> Iterator[tuple[int, int]]:
    """Pairs that share one of their rarest words; each pair once, no comparison of all with all."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, item in enumerate(said):
        for word in sorted(set(item.words)):
            holders[word].append(i)
    for i, item in enumerate(said):
        rare = sorted(set(item.words), key=lambda w: (len(holders[w]), w))[:RAREST]
        near = {j for word in rare for j in holders[word][:COMMONEST] if j != i}
        yield from ((i, j) for j in sorted(near))


def _quotations(reading: Reading, sources: Sources) -> list[_Said]:
    found: dict[int, _Said] = {}
    for attribution in reading.attributions:
        speaker = sources.name_of(reading, attribution)
        named = _is_named(reading, attribution)
        for span in attribution.quoted:
            _note(reading, span, (speaker, named), found)
    for span in reading.unattributed:
        _note(reading, span, (None, False), found)
    return [found[start] for start in sorted(found)]


def _is_named(reading: Reading, attribution: Attribution) -> bool:
    """Whether the source is given by name, not by a pronoun or a description, which may be read wrongly."""
    spans = (attribution.named,) if attribution.named is not None else attribution.source
    return any(
        m.kind == "name" and m.entity == attribution.speaker and s.start <= m.start and m.end <= s.end
        for s in spans
        for m in reading.mentions
    )


def _note(reading: Reading, span: Span, speaker: tuple[str | None, bool], found: dict[int, _Said]) -> None:
    text = reading.report.text
    start, end = _trimmed(text, span.start, span.end)
    said = text[start:end]
    words = tuple(w.casefold().replace("’", "'") for w in WORD.findall(PUT_IN.sub("", said)))
    if len(words) >= SHORTEST and (start not in found or found[start].speaker is None):
        found[start] = _Said(
            reading.report.id, start, end, words, *speaker, LEFT_OUT.search(said) is not None
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _quote(group: Sequence[_Said], sources: Sources) -> Quote:
    told = sorted(((sources.evidence(s.report, s.start, s.end, s.speaker), s) for s in group), key=_first)
    evidence = tuple(e for e, _ in told)
    fullest = max(group, key=lambda s: (len(s.words), s.report, -s.start))
    wordings = tuple(_kind(s, fullest) for _, s in told)
    speakers = Counter(s.speaker for s in group if s.speaker)
    different = _are_several({core(s.speaker) for s in group if s.speaker and s.named})
    reports = {s.report for s in group}
    altered = len(reports) > 1 and bool({"altered", "joined"} & set(wordings))
    status = "conflicting" if different or altered else "single" if len(reports) == 1 else "agreed"
    return Quote(
        id=stable_id("q", evidence), status=status,  # type: ignore[arg-type]
        text=sources.readings[fullest.report].report.text[fullest.start : fullest.end],
        evidence=evidence, speakers=tuple(sorted(speakers)), reason=_reason(len(reports), different, wordings),
        standing=judge(evidence, sources.outlets, different), wordings=wordings,
        conflict="speakers" if different else "wording" if altered else None,
    )  # fmt: skip


def _are_several(names: set[str]) -> bool:
    """Whether the names are of more than one: "Fox" and "Vicente Fox" may be one."""
    words = [set(name.split()) for name in sorted(names)]
    return any(not (a <= b or b <= a) for a, b in combinations(words, 2))


def _kind(said: _Said, fullest: _Said) -> WordingKind:
    """How the wording differs; words left out with a sign are no more than a shortening."""
    kind = wording_kind(said.words, fullest.words)
    return "shortened" if kind == "joined" and said.open else kind


def _reason(reports: int, different: bool, wordings: Sequence[str]) -> str:
    if different:
        return "The reports give these words to different speakers."
    if reports == 1:
        return "Only one report has it."
    if "altered" in wordings:
        return "The reports give these words in different wording."
    if "joined" in wordings:
        return "One report leaves words out inside and does not say so."
    if "rendered" in wordings:
        return "The reports render it in other words, as two translations would."
    if "shortened" in wordings:
        return "The reports agree on the speaker; one has less of the words."
    return "The reports agree on the words and the speaker."


def _first(told: tuple[Evidence, _Said]) -> Evidence:
    return told[0]
