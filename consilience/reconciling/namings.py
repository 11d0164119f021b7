"""How each report words the same actor, happening or kind of people and things: labels with their places, no verdict."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from consilience.model import Evidence, Figure, Naming, Reading
from consilience.reconciling.concepts import ALIKE
from consilience.reconciling.mentions import Told
from consilience.reconciling.sources import Sources

FEWEST = 2  # labels, and reports, that make a comparison
DETERMINER = re.compile(r"(?i)^(?:the|a|an|this|that|these|those|its|his|her|their|our|my|your|some|many)\s+")
OWNER = re.compile(r"['’]s?$")
PLURAL = r"(?:s|es)?"
ANYBODY = ALIKE["people"]  # words that call nobody anything
_Labels = dict[str, list[Evidence]]


def compare_namings(
    readings: Sequence[Reading], figures: Sequence[Figure], groups: Sequence[Sequence[Told]], sources: Sources
) -> tuple[Naming, ...]:
    """Kinds of people and things that are counted, then actors, then happenings; the most often named first."""
    found = [
        *_ranked(_of_kinds(readings, figures)),
        *_ranked(_of_actors(readings, sources)),
        *_ranked(_of_happenings(groups, sources)),
    ]
    return tuple(found)


def _ranked(found: Iterable[Naming]) -> list[Naming]:
    compared = [n for n in found if _worth_comparing(n)]
    return sorted(compared, key=lambda n: (-sum(len(e) for _, e in n.labels), n.what))


def _worth_comparing(naming: Naming) -> bool:
    """Whether the reports differ: several labels, several reports, and not all in the same words."""
    by_report: dict[str, set[str]] = defaultdict(set)
    for label, evidence in naming.labels:
        for e in evidence:
            by_report[e.report].add(label)
    labels = list(by_report.values())
    return len(naming.labels) >= FEWEST and len(labels) >= FEWEST and any(own != labels[0] for own in labels)


def _of_kinds(readings: Sequence[Reading], figures: Sequence[Figure]) -> Iterable[Naming]:
    """Words of one kind ("fighters", "militants", "jihadists") wherever the reports use them, if one of them is counted."""
    starts = {(e.report, e.start) for f in figures for v in f.values for e in v.evidence}
    heads = {q.head for r in readings for q in r.quantities if (r.report.id, q.start) in starts and q.head}
    for number in sorted({ALIKE[head] for head in heads if head in ALIKE} - {ANYBODY}):
        kind = sorted(word for word, line in ALIKE.items() if line == number)
        yield _naming("kind", _words_in(kind, readings))


def _words_in(kind: Sequence[str], readings: Sequence[Reading]) -> _Labels:
    """Where each word stands, singular or plural, under its commonest form."""
    held: _Labels = defaultdict(list)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    patterns = {word: re.compile(rf"(?i)\b{re.escape(word)}{PLURAL}\b") for word in kind}
    for reading in readings:
        begins, folded = {s.start for s in reading.sentences}, reading.report.text.casefold()
        there = ((w, p) for w, p in patterns.items() if w in folded)
        for match, word in ((m, w) for w, p in there for m in p.finditer(reading.report.text)):
            named = match[0][0].isupper() and match.start() not in begins  # "the New York Post"
            if not named and not any(b.start <= match.start() < b.end for b in reading.boilerplate):
                held[word].append(Evidence(reading.report.id, match.start(), match.end()))
                forms[word][match[0].casefold()] += 1
    return {max(sorted(forms[w]), key=lambda form: forms[w][form]): evidence for w, evidence in held.items()}


def _of_actors(readings: Sequence[Reading], sources: Sources) -> Iterable[Naming]:
    """The names and nouns by which each report calls an actor."""
    acting = {actor.name for actor in sources.cast.actors}
    held: dict[str, _Labels] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for m in reading.mentions:
            actor = sources.cast.name(reading.report.id, m.entity)
            if actor in acting and actor is not None and m.kind != "pronoun":
                e = Evidence(reading.report.id, m.start, m.end)
                label = _label(e, sources)
                held[actor][actor if _part_of(label, actor) else label].append(e)
    return (_naming("actor", _merged(labels), actor) for actor, labels in sorted(held.items()))


def _part_of(label: str, name: str) -> bool:
    """Whether it is the name, or a word of it as a person's surname is."""
    return set(label.split()) <= set(name.split())


def _of_happenings(groups: Sequence[Sequence[Told]], sources: Sources) -> Iterable[Naming]:
    """The nouns by which several reports speak of one happening: "deal", "truce", "pact"."""
    for group in groups:
        held: _Labels = defaultdict(list)
        for t in group:
            if t.mention.definite:
                e = Evidence(t.report, t.mention.start, t.mention.end)
                held[_label(e, sources)].append(e)
        yield _naming("event", _merged(held))


def _label(evidence: Evidence, sources: Sources) -> str:
    """The words without what only points at them: "the group" -> "group"."""
    text = sources.readings[evidence.report].report.text[evidence.start : evidence.end]
    return OWNER.sub("", DETERMINER.sub("", " ".join(text.split())))


def _merged(labels: Mapping[str, list[Evidence]]) -> _Labels:
    """Labels that differ in capitals alone are one, written as it is most often."""
    together: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        together[label.casefold()].append(label)
    merged: _Labels = {}
    for same in together.values():
        shown = max(sorted(same), key=lambda label: len(labels[label]))
        merged[shown] = [e for label in same for e in labels[label]]
    return merged


def _naming(
    kind: Literal["actor", "event", "kind"], labels: Mapping[str, list[Evidence]], what: str | None = None
) -> Naming:
    """The labels, the commonest first; `what` is the commonest of them unless given."""
    ranked = sorted(labels.items(), key=lambda x: (-len(x[1]), x[0].casefold(), x[0]))
    shown = what if what is not None else ranked[0][0] if ranked else ""
    return Naming(kind, shown, tuple((label, tuple(sorted(evidence))) for label, evidence in ranked))
