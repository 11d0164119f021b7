"""Words that announce what somebody says: where they stand, and which words belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from consilience.reading.parsed import Columns
from consilience.reading.quotations import Quotation
from consilience.reading.reporting_words import (
    DOCUMENTS,
    HEDGES,
    PREPOSITIONS,
    SEEMING,
    SHOWING,
    SPEECH,
    STANCE,
    STATEMENTS,
    THOUGHT,
    VIEWS,
)

VERBAL = frozenset({"VERB", "AUX"})
UNNAMED = SEEMING | HEDGES  # said by somebody who is not named
REPORTING = SPEECH | THOUGHT | STANCE | VIEWS | frozenset(PREPOSITIONS)
OF_VERBS = REPORTING | SHOWING | {"make"}
CUES = OF_VERBS | STATEMENTS | UNNAMED
INTRODUCERS = frozenset("as that when while if where after because before since than whether what".split())
ABOUT = frozenset(["about", "of", "on", "for", "to", "against", "with", "over"])
LONGEST_LABEL = 4  # words before the colon of "Jane Doe: …"


@dataclass(slots=True)
class Statement:
    """An attribution while its parts are gathered, as token indices; `head` is the word of saying."""

    head: Token
    source: list[Token] = field(default_factory=list)
    cue: list[Token] = field(default_factory=list)
    content: set[int] = field(default_factory=set)
    quotations: list[Quotation] = field(default_factory=list)
    stands_for: Token | None = None  # the noun that a source "who" stands for

    @property
    def says(self) -> bool:
        """Whether the cue is one of saying, so that a quotation beside it may be its content."""
        return self.head.lower_ in {"according", ":"} or self.head.lemma_.lower() in SPEECH


def likely_cues(columns: Columns) -> list[int]:
    """The tokens that may be cues by their words alone, before their trees are looked at."""
    words = enumerate(zip(columns.lemmas, columns.lowers, strict=True))
    known = [i for i, (lemma, low) in words if lemma in CUES or low == "according"]
    return [i for i in known if _is_likely(columns.lemmas[i], columns.parts[i], columns.lowers[i])]


def _is_likely(lemma: str, part: str, low: str) -> bool:
    if part in VERBAL and lemma in OF_VERBS:
        return True
    return (part == "NOUN" and lemma in STATEMENTS) or lemma in UNNAMED or low == "according"


def is_reporting(token: Token) -> bool:
    """Whether a verb may be a cue."""
    lemma = token.lemma_.lower()
    if token.pos_ not in VERBAL:
        return False
    return lemma in REPORTING or (lemma in SHOWING and by_document(token)) or clear(token) is not None


def by_document(verb: Token) -> bool:
    """Whether a document is the subject: "the survey shows"."""
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in DOCUMENTS for c in verb.children)


def is_according(token: Token) -> bool:
    """Whether "according to" begins here."""
    return token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to"


def cue_words(verb: Token) -> list[Token]:
    """The verb with its auxiliaries and adverbs before it, and the preposition that brings its content."""
    doc, first, last = verb.doc, verb.i, verb.i
    while first > 0 and _belongs(doc[first - 1], verb):
        first -= 1
    plain = clear(verb)
    last = plain.i if plain is not None and verb.i < plain.i < verb.i + 4 else last
    follows = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    if (
        follows in PREPOSITIONS.get(verb.lemma_.lower(), ())
        or _particle(doc, last + 1, verb)
        or follows == ":"
    ):
        last += 1
    return [doc[i] for i in range(first, last + 1)]


def is_statement(noun: Token) -> bool:
    """Whether a noun names something said, and what was said follows: "claims that …", "the call for …"."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in STATEMENTS and said_of(noun) is not None


def said_of(noun: Token) -> Token | None:
    """The head of what a noun of saying is about: a clause, else the noun behind "about", "of", "on", "for", "to"."""
    behind = [c for c in noun.children if c.i > noun.i]
    for child in behind:
        if child.dep_ in {"acl", "ccomp"} and any(c.dep_ == "mark" for c in child.children):
            return child
    return next((c for c in behind if c.dep_ == "nmod" and case_of(c) is not None), None)


def case_of(noun: Token) -> Token | None:
    """The preposition that brings what a noun of saying is about."""
    return next((c for c in noun.children if c.dep_ == "case" and c.lower_ in ABOUT), None)


def clear(verb: Token) -> Token | None:
    """The adjective of "made clear that"."""
    if verb.lemma_ != "make":
        return None
    return next((c for c in verb.children if c.lower_ in {"clear", "plain"}), None)


def _belongs(before: Token, verb: Token) -> bool:
    return (
        before.head == verb
        and before.dep_ in {"aux", "aux:pass", "advmod", "cop", "mark"}
        and before.lower_ not in INTRODUCERS
    )


def _particle(doc: Doc, at: int, verb: Token) -> bool:
    return at < len(doc) and doc[at].head == verb and doc[at].dep_ == "compound:prt"


def colons(columns: Columns) -> list[int]:
    """Indices of the colons of a text."""
    return [i for i, text in enumerate(columns.texts) if text == ":"]


def names_before_colon(
    doc: Doc, colons: Iterable[int], inside: set[int]
) -> Iterator[tuple[list[Token], Token]]:
    """The name right before a colon and a quotation: "… surprises pollster Jane Doe: “…”"."""
    for colon in (doc[i] for i in colons):
        if colon.i == 0 or colon.i + 1 >= len(doc) or colon.i in inside:
            continue
        named = doc[colon.i - 1]
        if colon.i + 1 in inside and named.i not in inside and named.ent_type_ in {"PERSON", "ORG"}:
            first = named.i
            while (
                first > 0
                and doc[first - 1].pos_ in {"PROPN", "NOUN", "ADJ"}
                and doc[first - 1].i not in inside
            ):
                first -= 1
            yield list(doc[first : colon.i]), colon


def labels(doc: Doc, colons: Iterable[int]) -> Iterator[tuple[list[Token], Token]]:
    """The name and the colon of lines that read "Jane Doe: …", as headlines and transcripts have them."""
    for token in (doc[i] for i in colons):
        if token.i + 2 >= len(doc) or "\n" in doc[token.i + 1].text:
            continue
        first = token.i
        while first > 0 and "\n" not in doc[first - 1].text and token.i - first <= LONGEST_LABEL:
            first -= 1
        name = [t for t in doc[first : token.i] if not t.is_space and not t.is_punct]
        short = 0 < token.i - first <= LONGEST_LABEL and all(t.text[0].isupper() for t in name)
        if short and any(t.ent_type_ in {"PERSON", "ORG"} for t in name):
            yield name, token
