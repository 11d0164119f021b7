"""What happened: trigger words with their type, date, place and participants."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from consilience.model import Entity, EventMention, Mention, PlaceMention, Span, TimeMention
from consilience.reading.event_words import MODALS, NOUNS, STATIVE, UNREAL, VERBS
from consilience.reading.parsed import Parsed
from consilience.reading.reporting_words import SPEECH

ARGUMENTS = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:agent",
        "obl:unmarked",
        "nmod",
        "nmod:poss",
        "compound",
    ]
)
CALENDAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
PERFECT = frozenset(["has", "have", "'s", "’s", "'ve", "’ve"])
LIGHT = frozenset(
    ["strike", "make", "reach", "have", "take", "hold", "sign", "launch", "conduct", "carry", "stage", "give"]
)
FINITE = frozenset(["VBD", "VBZ", "VBP"])


def find_events(
    parsed: Parsed,
    times: Sequence[TimeMention],
    places: Sequence[PlaceMention],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
) -> tuple[EventMention, ...]:
    """Event triggers in text order: verbs that report a happening, and nouns that name one."""
    where = _open_places(places, entities, mentions)
    found = []
    for token in parsed.doc:
        kind = _type(token)
        if kind is not None:
            found.append((token, kind))
    return tuple(
        _event(f"v{number}", token, kind, times, where, mentions)
        for number, (token, kind) in enumerate(found, 1)
    )


def _type(token: Token) -> str | None:
    lemma = token.lemma_.lower()
    if lemma in LIGHT and any(c.dep_ == "obj" and c.lemma_.lower() in NOUNS for c in token.children):
        return None  # "struck a deal": the noun is the happening
    if token.pos_ == "VERB" and lemma in VERBS:
        return VERBS[lemma] if _happens(token) else None
    if (
        token.pos_ == "VERB"
        and token.tag_ in FINITE | {"VBN"}
        and lemma not in STATIVE | SPEECH
        and token.dep_ == "root"
    ):
        has_object = any(c.dep_ in {"obj", "nsubj:pass"} for c in token.children)
        return "other" if has_object else None
    if token.pos_ == "NOUN" and lemma in NOUNS and token.dep_ not in {"compound", "amod"}:
        return NOUNS[lemma]
    return None


def _happens(token: Token) -> bool:
    """Whether a verb form tells of a happening rather than qualifying a noun ("wounded fighters")."""
    if token.dep_ == "amod":
        return False
    return token.tag_ in FINITE | {"VBN", "VBG", "VB"} and token.dep_ != "compound"


def _event(
    id: str,
    token: Token,
    kind: str,
    times: Sequence[TimeMention],
    places: Sequence[tuple[int, PlaceMention]],
    mentions: Sequence[Mention],
) -> EventMention:
    clause = _clause(token)
    time = _time(token, clause, times)
    arguments = [c for c in _with_shared_subject(token) if c.dep_ in ARGUMENTS]
    held = [m for m in mentions if any(a.left_edge.idx <= m.start <= a.right_edge.idx for a in arguments)]
    value = times[time].value if time is not None else None
    return EventMention(
        id=id, start=token.idx, end=token.idx + len(token) + _particle(token), type=kind, lemma=token.lemma_.lower(),
        date=_date(value), place=_place(token, clause, places), time=time,
        participants=tuple(dict.fromkeys(m.entity for m in held)),
        arguments=tuple((a.dep_, a.lemma_.lower()) for a in arguments),
        negated=any(c.lower_ in {"not", "n't", "n’t", "never", "no"} for c in token.children),
        asserted=_asserted(token),
        recent=token.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in PERFECT for c in token.children),
        words=_words(token, arguments),
    )  # fmt: skip


def _words(token: Token, arguments: Sequence[Token]) -> Span:
    """From the subject to the end of the first object or adverbial, at most thirty words."""
    left, right = token, token
    for argument in arguments:
        if argument.i < token.i:
            left = min(left, argument.left_edge, key=lambda t: t.i)
        elif argument.right_edge.i - token.i <= 20 and argument.dep_ not in {"compound"}:
            right = max(right, argument.right_edge, key=lambda t: t.i)
    if token.i - left.i > 15:
        left = token
    while right.i > token.i and (right.is_punct or right.is_space):
        right = right.nbor(-1)
    while left.i < token.i and (left.is_punct or left.is_space):
        left = left.nbor(1)
    return Span(left.idx, right.idx + len(right))


def _particle(token: Token) -> int:
    """The length of a particle right after the verb ("took out"), with the space."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is not None and after.head == token and after.dep_ == "compound:prt":
        return after.idx + len(after) - token.idx - len(token)
    return 0


def _clause(token: Token) -> tuple[int, int]:
    """Characters of the smallest clause round a token."""
    top = token
    while (
        top.dep_ in {"obj", "obl", "nmod", "nsubj", "nsubj:pass", "conj", "xcomp", "compound", "appos"}
        and top.head != top
    ):
        top = top.head
        if top.pos_ == "VERB" and top.dep_ not in {"xcomp"}:
            break
    return top.left_edge.idx, top.right_edge.idx + len(top.right_edge)


def _with_shared_subject(token: Token) -> list[Token]:
    children = list(token.children)
    if token.pos_ == "VERB" and not any(c.dep_.startswith("nsubj") for c in children):
        if token.dep_ in {"conj", "xcomp", "advcl"}:
            children += [c for c in token.head.children if c.dep_.startswith("nsubj")]
        elif token.dep_ in {"acl", "acl:relcl"}:
            children = [c for c in children if c.tag_ not in {"WDT", "WP"}]
    return children


def _time(token: Token, clause: tuple[int, int], times: Sequence[TimeMention]) -> int | None:
    """The time that the same verb governs as the trigger, one with a date before one without."""
    own = [
        i for i, t in enumerate(times)
        if t.type in {"DATE", "TIME"} and clause[0] <= t.start < clause[1] and _governed(t, token)
    ]  # fmt: skip
    dated = [i for i in own if _date(times[i].value)] or own
    return dated[0] if dated else None


def _governed(time: TimeMention, trigger: Token) -> bool:
    words = trigger.doc.char_span(time.start, time.end, alignment_mode="expand")
    if words is None:
        return False
    governor = _governor(words.root, trigger)
    if governor == trigger:
        return True
    return (
        trigger.pos_ == "NOUN"
        and trigger.dep_ in {"obj", "nsubj", "nsubj:pass", "obl"}
        and governor == trigger.head
    )


def _governor(token: Token, trigger: Token) -> Token:
    """The nearest verb above a time, or the trigger on the way there."""
    at = token
    while at.head != at:
        at = at.head
        if at == trigger or at.pos_ in {"VERB", "AUX"}:
            break
    return at


def _date(value: str | None) -> str | None:
    """The calendar part of a TIMEX3 value, None where it fixes no year."""
    match = CALENDAR.match(value or "")
    return match[0] if match else None


def _open_places(
    places: Sequence[PlaceMention], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> list[tuple[int, PlaceMention]]:
    """The places with their indices, but for those inside a body's name: "the U.S. Army" is not where it acts."""
    bodies = {e.id for e in entities if e.type == "organization"}
    spans = [(m.start, m.end) for m in mentions if m.kind == "name" and m.entity in bodies]
    return [(i, p) for i, p in enumerate(places) if not any(a <= p.start and p.end <= b for a, b in spans)]


def _place(token: Token, clause: tuple[int, int], places: Sequence[tuple[int, PlaceMention]]) -> int | None:
    """The place in an adverbial of the trigger, else the nearest after it in its clause."""
    for child in token.children:
        if child.dep_ in {"obl", "nmod"} and any(
            c.lower_
            in {"in", "at", "near", "outside", "to", "into", "from", "on", "off", "toward", "towards"}
            for c in child.children
        ):
            for i, p in places:
                if child.left_edge.idx <= p.start <= child.right_edge.idx:
                    return i
    near = [(i, p) for i, p in places if max(clause[0], token.idx) <= p.start < clause[1]]
    return near[0][0] if near and near[0][1].start - token.idx < 80 else None


def _asserted(token: Token) -> bool:
    at = token
    for _ in range(3):
        if any(c.dep_ == "aux" and c.lower_ in MODALS for c in at.children):
            return False
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in at.children):
            return False
        if at.dep_ in {"xcomp", "ccomp"} and at.head.lemma_.lower() in UNREAL:
            return False
        if at.dep_ not in {"xcomp", "conj"} or at.head == at:
            return True
        at = at.head
    return True
