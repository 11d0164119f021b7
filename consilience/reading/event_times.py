"""Which time dates a happening: the one on its verb, or on the verb that it hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from consilience.model import TimeMention
from consilience.model.timex import calendar_of
from consilience.reading.event_words import LIGHT, VERBS
from consilience.reading.reporting_words import SPEECH

OCCUR = frozenset(["happen", "occur", "begin", "start", "come", "follow", "erupt", "break", "end", "open"])
WITH_TIME = LIGHT | OCCUR  # verbs whose time is that of their noun
HARM = frozenset({"death", "injury", "destruction"})
MEANWHILE = frozenset({"when", "as", "while"})
CLAUSES = frozenset({"VERB", "AUX"})


def hanging(doc: Doc, times: Sequence[TimeMention]) -> Mapping[int, Sequence[int]]:
    """Token indices to the indices of the dates and hours under them, up to the nearest verb."""
    hung: dict[int, list[int]] = defaultdict(list)
    for number, time in enumerate(times):
        words = doc.char_span(time.start, time.end, alignment_mode="expand")
        if words is None or time.type not in {"DATE", "TIME"}:
            continue
        at = words.root
        while at.head != at:
            said = _said(at.head, words.root)
            at = said or at.head
            hung[at.i].append(number)
            if said or at.pos_ in CLAUSES:  # a word of saying hangs on the verb it was found from: no way up
                break
    return hung


def _said(verb: Token, time: Token) -> Token | None:
    """The verb of saying between a verb and a time, to which the time belongs: "…were killed, officials said on
    Thursday"."""
    near = [c for c in verb.children if c.dep_ == "parataxis"] + ([verb.head] if verb.dep_ == "ccomp" else [])
    return next((c for c in near if verb.i < c.i < time.i and c.lemma_.lower() in SPEECH), None)


def time_of(token: Token, hung: Mapping[int, Sequence[int]], times: Sequence[TimeMention]) -> int | None:
    """The index of the time that hangs on a trigger, or on the verb of which it is a part ("shot two, killing
    one"); one with a date before one without."""
    for trigger in _and_hosts(token):
        own = list(hung.get(trigger.i, ()))
        if trigger.pos_ == "NOUN" and _when_its_verb(trigger):
            own += hung.get(trigger.head.i, ())
        dated = [i for i in own if calendar_of(times[i].value)] or own
        if dated:
            return min(dated)
    return None


def _and_hosts(token: Token) -> Iterator[Token]:
    """The trigger, then the verbs whose time is also its own."""
    yield token
    at = token
    for _ in range(3):
        if not _together(at) or at.head.pos_ not in CLAUSES or at.pos_ not in CLAUSES:
            return
        at = at.head
        yield at


def _together(verb: Token) -> bool:
    """Whether a verb tells of a part of what the verb above it tells: "shot two, killing one"."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    marked = any(c.dep_ == "mark" for c in verb.children)
    return verb.dep_ in {"conj", "xcomp"} or (
        verb.dep_ == "advcl" and (not marked or bool(marks & MEANWHILE))
    )


def _when_its_verb(noun: Token) -> bool:
    """Whether a noun happened when its verb says: "the deal was signed on Monday", "the blast killed two on
    Monday", not "he condemned the blast on Monday"."""
    lemma = noun.head.lemma_.lower()
    if lemma in WITH_TIME:
        return noun.dep_ in {"obj", "nsubj", "nsubj:pass"}
    return noun.dep_ == "nsubj" and lemma in VERBS and VERBS[lemma].type in HARM
