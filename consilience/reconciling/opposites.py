"""Statements that cannot both hold: what one says happened another denies, or tells the opposite of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from consilience.model import EventMention, Reading
from consilience.model.timex import Days
from consilience.reconciling.concepts import ALIKE
from consilience.reconciling.mentions import Told, told_in
from consilience.reconciling.sources import Sources

_OPPOSED = [  # verbs of one line against each other: whoever does the one does not do the other to the same
    ("kill murder", "spare survive"),
    ("hit strike attack", "spare"),
    ("approve ratify accept endorse back support", "reject veto oppose"),
    ("agree", "refuse"),
    ("confirm admit", "deny"),
    ("win", "lose"),
    ("rise increase climb gain", "fall drop decline slump"),
    ("raise hike", "cut lower"),
    ("arrest detain capture", "free release escape"),
    ("allow permit", "ban forbid prevent block"),
    ("convict", "acquit"),
    ("open", "close shut"),
    ("find", "lose"),
    ("sign", "reject refuse"),
    ("stay remain", "leave quit"),
]
OPPOSITES: dict[str, frozenset[str]] = {}
for _one, _other in _OPPOSED:
    for _word in _one.split():
        OPPOSITES[_word] = OPPOSITES.get(_word, frozenset()) | frozenset(_other.split())
    for _word in _other.split():
        OPPOSITES[_word] = OPPOSITES.get(_word, frozenset()) | frozenset(_one.split())
OBJECTS = frozenset({"obj", "nsubj:pass"})
SUBJECTS = frozenset({"nsubj", "obl:agent", "nmod:poss"})
EMPTY = frozenset(
    """
    it he she they we you i who which that this these those what them him her us one some thing something anything
    nothing part lot number way time place day week month year step action move
    """.split()
)
PENDING = re.compile(
    r"\b(?:yet|still|until|so far|anymore|any more|longer|again|always|only|just)\b", re.IGNORECASE
)
BESIDE = 40  # characters round a statement in which "yet" and "still" are looked for


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report tells of one act: who did it to whom, by head words."""

    told: Told
    word: str
    holds: bool
    subjects: frozenset[str]
    objects: frozenset[str]


def opposed_claims(readings: Sequence[Reading], sources: Sources) -> Iterator[tuple[Claim, Claim]]:
    """Pairs that cannot both hold, the one that says that it happened first; each pair of words once for a thing."""
    index: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    claims = [c for reading in readings for c in _claims(reading, sources)]
    for claim in claims:
        for thing in claim.objects:
            index[claim.word, thing].append(claim)
    seen: set[tuple[str, str, str]] = set()
    for claim in claims:
        for thing in sorted(claim.objects):
            for other in _against(claim, thing, index):
                first, second = sorted((claim.word, other.word))
                key = (first, second, thing)
                if key not in seen and _cannot_both(claim, other):
                    seen.add(key)
                    yield claim, other


def _against(claim: Claim, thing: str, index: dict[tuple[str, str], list[Claim]]) -> Iterator[Claim]:
    """The claims on the same thing that deny the act or tell its opposite."""
    if not claim.holds:
        return
    yield from (c for c in index.get((claim.word, thing), ()) if not c.holds)
    for word in sorted(OPPOSITES.get(claim.told.mention.lemma, ())):
        yield from (c for c in index.get((word, thing), ()) if c.holds and c.told.mention.lemma == word)


def _claims(reading: Reading, sources: Sources) -> Iterator[Claim]:
    text = reading.report.text
    for told in told_in(reading, sources):
        mention = told.mention
        span = told.words
        if mention.type == "statement" or mention.factuality not in {"happened", "not_happened", "denied"}:
            continue
        holds = mention.factuality == "happened"
        if not holds and PENDING.search(text[max(0, span.start - BESIDE) : span.end + BESIDE]):
            continue
        subjects, objects = _heads(told, SUBJECTS), _heads(told, OBJECTS)
        for word in _names_of(mention):
            yield Claim(told, word, holds, subjects, objects)


def _heads(told: Told, roles: frozenset[str]) -> frozenset[str]:
    """Head words in these roles; words for one kind of thing as one."""
    words = [w.removeprefix("more ") for role, w in told.mention.arguments if role in roles]
    return frozenset(f"#{ALIKE[w]}" if w in ALIKE else w for w in words if w not in EMPTY)


def _cannot_both(a: Claim, b: Claim) -> bool:
    if a.told.report == b.told.report:
        return False
    if (a.subjects or b.subjects) and not a.subjects & b.subjects:
        return False  # "she does not sell tickets" and "tickets were sold": by somebody else
    return not _apart(a.told.days, b.told.days) and not _later(a.told, b.told)


def _apart(a: Days | None, b: Days | None) -> bool:
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _later(a: Told, b: Told) -> bool:
    """Whether both are undated and told on different days, so that things may have changed between."""
    days: Iterable[date | None] = (a.told_on, b.told_on)
    return a.days is None and b.days is None and None not in days and a.told_on != b.told_on


def _names_of(mention: EventMention) -> list[str]:
    """What the act goes by: its own word, its act, and for attacks of any make the attack."""
    names = {mention.lemma, mention.lemma if mention.type == "other" else mention.act}
    return sorted(names | ({mention.type} if mention.type == "attack" else set()))
