"""What a number counts: the noun, what narrows it, and the verb that says what became of it."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from consilience.model import Span
from consilience.reading.amounts import Amount
from consilience.reading.quantity_words import OF_PEOPLE


def counted_noun(doc: Doc, found: Amount) -> Token | None:
    """The head of what is counted."""
    inside = range(found.start, found.end)
    tokens = [doc[i] for i in inside]
    top = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[-1])
    if found.unit == "fraction" and tokens[-1].head.pos_ == "NOUN" and tokens[-1].dep_ == "nummod":
        return tokens[-1].head  # "one in five children"
    if found.unit == "%" or found.number.fraction or found.number.vague or top.pos_ in {"NOUN", "SYM"}:
        within = _of_what(top)
        if within is not None:
            return within
    if top.dep_ in {"nummod", "det", "amod", "compound", "advmod", "nmod"} and top.head.pos_ in {
        "NOUN",
        "PROPN",
        "SYM",
        "PRON",
    }:
        head = top.head
        if top.dep_ == "nummod" and head.i < top.i and head.pos_ == "PROPN":
            return None
        return head
    return _of_what(top) or _noun_after(doc, found)


def _noun_after(doc: Doc, found: Amount) -> Token | None:
    """The noun that ends the run of adjectives and names right after the number."""
    noun = None
    for token in doc[found.end : found.end + 5]:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
            break
        noun = token
    return noun if noun is not None and noun.pos_ == "NOUN" and found.unit is None else None


def _of_what(token: Token) -> Token | None:
    """ "six of the 17 buses", "dozens of people": the noun after "of"."""
    for child in token.children:
        if (
            child.dep_ in {"nmod", "obl"}
            and child.i > token.i
            and any(c.dep_ == "case" and c.lower_ == "of" for c in child.children)
        ):
            return child
    return None


def counted_phrase(doc: Doc, head: Token, found: Amount) -> Span:
    """The counted noun phrase without the number: from its first modifier to the end of its "of" phrase."""
    left, right = head, head
    for child in head.children:
        if (
            child.i < head.i
            and child.dep_ in {"amod", "compound", "nmod:poss", "flat", "nmod", "det"}
            and not (found.start <= child.i < found.end)
        ):
            left = min(left, child.left_edge, key=lambda t: t.i)
        elif (
            child.i > head.i and child.dep_ in {"nmod", "flat", "compound", "acl"} and child.i - right.i <= 6
        ):
            if child.dep_ == "nmod" and not any(c.lower_ == "of" for c in child.children if c.dep_ == "case"):
                continue
            right = child if child.dep_ != "nmod" else _end_of_noun(child)
    if left.i < found.end <= head.i:
        left = doc[found.end]
    return Span(left.idx, right.idx + len(right))


def _end_of_noun(token: Token) -> Token:
    last = token
    for child in token.children:
        if child.i > token.i and child.dep_ in {"flat", "compound"}:
            last = child
    return last


def narrowing_words(head: Token, found: Amount, verb: Token | None) -> tuple[str, ...]:
    """Lemmas that narrow what is counted, sorted: adjectives, compounds, "of" phrases, what holds it, and what
    the verb says that it is."""
    words = {
        child.lemma_.lower()
        for child in head.children
        if child.dep_ in {"amod", "compound", "nmod", "nmod:poss", "flat", "acl", "acl:relcl", "appos"}
        and not (found.start <= child.i < found.end)
    }
    if head.dep_ == "nmod" and head.head.pos_ == "NOUN" and any(c.lower_ == "of" for c in head.children):
        words.add(head.head.lemma_.lower())
    words |= {
        "+" + c.lemma_.lower()
        for c in head.children
        if c.dep_ == "conj" and c.pos_ == "NOUN" and not _has_number(c)
    }
    words |= {
        g.lemma_.lower()
        for c in head.children
        if c.dep_ == "nmod"
        for g in c.children
        if g.dep_ in {"amod", "compound"}
    }
    return tuple(sorted((words | predicate_words(verb)) - {head.lemma_.lower()}))


def predicate_words(verb: Token | None) -> set[str]:
    """What a verb says that things are: "dead" of "14 people are confirmed dead"."""
    if verb is None:
        return set()
    return {c.lemma_.lower() for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "ADJ" and c.i > verb.i}


def _has_number(noun: Token) -> bool:
    return any(c.dep_ == "nummod" for c in noun.children)


def governor_of(token: Token, found: Amount) -> tuple[Token | None, str | None]:
    """The verb above, and the role in which the noun phrase stands to it."""
    if token.dep_ in {"nmod", "obl"} and token.head.pos_ == "NUM":
        return None, None  # "six of the 17 buses": what is said is said of the six
    top = token
    while (
        top.dep_ in {"nmod", "conj", "appos", "nummod", "compound", "amod", "flat", "dep", "nmod:poss"}
        and top.head != top
    ):
        top = top.head
    if top.dep_ == "root" or top.head == top:
        return (top, "root") if top.pos_ == "VERB" else (None, "root")
    return (top.head, top.dep_) if top.head.pos_ in {"VERB", "AUX", "NOUN", "ADJ"} else (None, top.dep_)


def implied_noun(verb: Token | None, role: str | None) -> str | None:
    """ "The blast killed nine": people, without a word for them."""
    of_people = verb is not None and verb.lemma_.lower() in OF_PEOPLE and role in {"obj", "nsubj:pass"}
    return "person" if of_people else None


def is_remaining(token: Token, verb: Token | None) -> bool:
    """Whether it is what was left: "the remaining 11", "11 stayed"."""
    words = {c.lemma_.lower() for c in token.children}
    if words & {"remaining", "remain", "left"}:
        return True
    return verb is not None and verb.lemma_.lower() in {"remain", "stay"}
