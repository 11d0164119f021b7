"""What happened: trigger words with their type, date, place and participants."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from consilience.model import Attribution, Entity, EventMention, Mention, PlaceMention, Span, TimeMention
from consilience.model.timex import calendar_of
from consilience.reading.event_times import hanging, time_of
from consilience.reading.event_words import (
    AIR,
    LABOUR,
    LIGHT,
    NOUNS,
    PHRASES,
    STATIVE,
    VERBS,
    WALKOUT,
    Act,
)
from consilience.reading.factuality import factuality
from consilience.reading.parsed import Parsed
from consilience.reading.plover import plover_type
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
PERFECT = frozenset(["has", "have", "'s", "’s", "'ve", "’ve"])
FINITE = frozenset(["VBD", "VBZ", "VBP"])
TOLD = FINITE | {"VBN"}
FORMS = TOLD | {"VBG", "VB"}
NO_EVENTS = STATIVE | SPEECH
NEAREST = 12  # contents before a trigger among which the one that holds it is sought
COMPLETES = frozenset(
    ["compound:prt", "obj", "xcomp", "advmod", "obl", "advcl"]
)  # "take prisoner", "blow up"
OF_PHRASES = frozenset(words[0] for words in PHRASES)
KNOWN = frozenset(["the", "this", "that", "these", "those"])
WHERE = frozenset(["in", "at", "near", "outside", "to", "into", "from", "on", "off", "toward", "towards"])
MORE = frozenset(["more", "another", "further", "additional"])
DURING = frozenset(["in", "during", "at", "amid"])


def find_events(
    parsed: Parsed,
    times: Sequence[TimeMention],
    places: Sequence[PlaceMention],
    entities: Sequence[Entity],
    mentions: Sequence[Mention],
) -> tuple[EventMention, ...]:
    """Event triggers in text order: verbs that report a happening, and nouns that name one."""
    lemmas, parts = parsed.columns.lemmas, parsed.columns.parts
    labour = not LABOUR.isdisjoint(lemmas)
    triggers = (parsed.doc[i] for i, part in enumerate(parts) if part == "VERB" or lemmas[i] in NOUNS)
    found = {token.i: act for token in triggers if (act := _act(token, labour)) is not None}
    ids = {i: f"v{number}" for number, i in enumerate(found, 1)}
    where = _open_places(places, entities, mentions)
    marks = _Marks(hanging(parsed.doc, times), times, where, mentions, [m.start for m in mentions])
    return tuple(_event(parsed.doc[i], act, ids, marks) for i, act in found.items())


def with_tellers(
    events: Sequence[EventMention], attributions: Sequence[Attribution]
) -> tuple[EventMention, ...]:
    """The events, each with the smallest statement that tells of it."""
    held = sorted((c.start, c.end, n) for n, a in enumerate(attributions) if a.source for c in a.content)
    starts = [h[0] for h in held]
    out = []
    for event in events:
        around = [h for h in held[: bisect_right(starts, event.start)][-NEAREST:] if event.end <= h[1]]
        best = min(around, key=lambda h: h[1] - h[0], default=None)
        out.append(replace(event, reported=best[2]) if best else event)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The layers that events lean on, each sorted by start; `hung`: the times that hang on a word."""

    hung: Mapping[int, Sequence[int]]
    times: Sequence[TimeMention]
    places: Sequence[tuple[int, PlaceMention]]  # with their indices in the layer
    mentions: Sequence[Mention]
    starts: Sequence[int]  # of the mentions

    def mentions_in(self, words: Token) -> Sequence[Mention]:
        """Those that start in the phrase under a word."""
        first, last = words.left_edge.idx, words.right_edge.idx
        return self.mentions[bisect_left(self.starts, first) : bisect_right(self.starts, last)]

    def place_from(self, first: int, last: int) -> int | None:
        """The first place that starts in [first, last)."""
        i = bisect_left(self.places, first, key=_place_start)
        return self.places[i][0] if i < len(self.places) and self.places[i][1].start < last else None


def _start(mark: Mention) -> int:
    return mark.start


def _place_start(place: tuple[int, PlaceMention]) -> int:
    return place[1].start


def _open_places(
    places: Sequence[PlaceMention], entities: Sequence[Entity], mentions: Sequence[Mention]
) -> list[tuple[int, PlaceMention]]:
    """The places with their indices, but for those inside a body's name: "the U.S. Army" is not where it acts."""
    bodies = {e.id for e in entities if e.type == "organization"}
    named = [m for m in mentions if m.kind == "name" and m.entity in bodies]
    starts = [m.start for m in named]
    within = [named[i - 1] if (i := bisect_right(starts, p.start)) else None for p in places]
    return [(n, p) for n, (p, m) in enumerate(zip(places, within, strict=True)) if m is None or m.end < p.end]


def _act(token: Token, labour: bool) -> Act | None:
    """What a word tells of, None where it triggers nothing; `labour`: the report speaks of workers."""
    if token.pos_ == "VERB":
        return _act_of_verb(token)
    lemma = token.lemma_.lower()
    if token.pos_ != "NOUN" or lemma not in NOUNS or token.dep_ in {"compound", "amod"}:
        return None
    if _phrase(token.head) == token:
        return None  # "opened fire": the verb is the trigger
    if lemma == "release" and any(c.lower_ in {"press", "news", "media"} for c in token.children):
        return None
    return _strike(token, labour) if lemma == "strike" else NOUNS[lemma]


def _act_of_verb(token: Token) -> Act | None:
    lemma = token.lemma_.lower()
    completed = _phrase(token)
    if completed is not None:
        return PHRASES[lemma, completed.lemma_.lower()] if _happens(token) else None
    if lemma in LIGHT and any(
        c.dep_ in {"obj", "nsubj:pass"} and c.lemma_.lower() in NOUNS for c in token.children
    ):
        return None  # "struck a deal": the noun is the happening
    if lemma == "try" and any(c.dep_ in {"xcomp", "ccomp", "advcl"} for c in token.children):
        return None  # to attempt, not to put on trial
    if lemma == "find" and not any(c.dep_ in {"obj", "nsubj:pass"} for c in token.children):
        return None  # a study finds; what is found stands as the object
    if lemma in VERBS:
        return VERBS[lemma] if _happens(token) else None
    if token.dep_ == "root" and token.tag_ in TOLD and lemma not in NO_EVENTS:
        has_object = any(c.dep_ in {"obj", "nsubj:pass"} for c in token.children)
        return Act("other", lemma) if has_object else None
    return None


def _phrase(verb: Token) -> Token | None:
    """The word that completes a trigger of two words with this verb."""
    lemma = verb.lemma_.lower()
    if lemma not in OF_PHRASES:
        return None
    near = [c for c in verb.children if c.dep_ in COMPLETES]
    return next((c for c in near if (lemma, c.lemma_.lower()) in PHRASES), None)


def _strike(token: Token, labour: bool) -> Act:
    """ "Strike" is what workers do where the report speaks of them, save where aircraft or armies make it."""
    by_force = {c.lemma_.lower() for c in token.children} & AIR
    return WALKOUT if labour and not by_force else NOUNS["strike"]


def _happens(token: Token) -> bool:
    """Whether a verb form tells of a happening rather than qualifying a noun ("wounded fighters")."""
    if token.dep_ == "amod":
        return False
    return token.tag_ in FORMS and token.dep_ != "compound"


def _event(
    token: Token,
    act: Act,
    ids: Mapping[int, str],
    marks: _Marks,
) -> EventMention:
    time = time_of(token, marks.hung, marks.times)
    arguments = [c for c in _with_shared_subject(token) if c.dep_ in ARGUMENTS]
    held = sorted({m.start: m for a in arguments for m in marks.mentions_in(a)}.values(), key=_start)
    return EventMention(
        id=ids[token.i], start=token.idx, end=_end(token), type=act.type, lemma=token.lemma_.lower(), act=act.name,
        date=calendar_of(marks.times[time].value) if time is not None else None, place=_place(token, marks), time=time,
        participants=tuple(dict.fromkeys(m.entity for m in held)),
        arguments=tuple((a.dep_, _head(a)) for a in arguments),
        factuality=factuality(token), plover=plover_type(act, token.lemma_.lower()),
        recent=token.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in PERFECT for c in token.children),
        words=_words(token, arguments),
        within=tuple(ids[t.i] for t in _settings(token) if t.i in ids),
        definite=token.pos_ == "NOUN" and any(
            c.lower_ in KNOWN or c.dep_ == "nmod:poss" for c in token.children
        ),
    )  # fmt: skip


def _head(argument: Token) -> str:
    """The lemma of an argument; "five more bodies" are others than the bodies told of before."""
    doc, before = argument.doc, range(argument.left_edge.i, argument.i)
    return "more " * any(doc[i].lower_ in MORE for i in before) + argument.lemma_.lower()


def _settings(token: Token) -> Iterator[Token]:
    """The happenings in which one took place: "killed in the attack", "shot by a guard who opened fire"."""
    for child in token.children:
        if child.dep_ in {"obl", "nmod"} and any(
            c.dep_ == "case" and c.lower_ in DURING for c in child.children
        ):
            yield child
        if child.dep_ in {"nsubj", "obl:agent"}:
            yield from (c for c in child.children if c.dep_ == "acl:relcl")
    if token.dep_ == "acl:relcl" and token.head.dep_ in {"nsubj", "obl:agent"}:
        yield token.head.head


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


def _end(token: Token) -> int:
    """The end of the trigger, with a particle or other completing word that follows within two words."""
    completed = _phrase(token)
    after = next((c for c in token.children if c.dep_ == "compound:prt" and c.i == token.i + 1), completed)
    last = after if after is not None and token.i < after.i <= token.i + 2 else token
    return last.idx + len(last)


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
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB" and not _has_own(children):
        children += _of_light_verb(token)
    return children


def _of_light_verb(noun: Token) -> list[Token]:
    """Who does what to whom in "carried out strikes on …" and "harried them with strikes"."""
    verb = noun.head
    if noun.dep_ in {"obj", "nsubj:pass"} and verb.lemma_.lower() in LIGHT:
        return [c for c in verb.children if c.dep_ in {"nsubj", "obl:agent"}]
    if noun.dep_ == "obl" and any(c.dep_ == "case" and c.lower_ in {"with", "by"} for c in noun.children):
        return [c for c in verb.children if c.dep_ in {"nsubj", "obj", "nsubj:pass"}]
    return []


def _has_own(children: Sequence[Token]) -> bool:
    return any(c.dep_ in {"nmod", "nmod:poss"} for c in children)


def _place(token: Token, marks: _Marks) -> int | None:
    """The place in an adverbial of the trigger, else the nearest after it in its clause."""
    for child in token.children:
        if child.dep_ in {"obl", "nmod"} and any(c.lower_ in WHERE for c in child.children):
            inside = marks.place_from(child.left_edge.idx, child.right_edge.idx + 1)
            if inside is not None:
                return inside
    first, last = _clause(token)
    return marks.place_from(max(first, token.idx), min(last, token.idx + 80))
