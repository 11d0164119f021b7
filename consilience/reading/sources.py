"""Whose words: the source of a cue, from the tree, and where the tree fails from what stands beside it."""

from __future__ import annotations

from spacy.tokens import Token

from consilience.reading.cues import is_reporting
from consilience.reading.reporting_words import SPEECH, STANCE

SAYING = SPEECH | STANCE
SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ"})
PAPERS = frozenset("statement tweet message letter email post memo note".split())
RELATIVES = frozenset({"WP", "WDT"})
NOUN_LINKS = frozenset(
    {"obj", "obl", "nmod", "conj", "appos", "nmod:poss", "iobj", "obl:agent", "amod", "compound"}
)
TITLES = frozenset("Mr. Mrs. Ms. Dr. Sen. Rep. Gov. Gen. Col. Sgt. Lt. Capt. Rev. Prof.".split())
LONGEST_REST = 5  # words of a name between what the tree gives and the verb
STEPS = 4  # up the tree from a verb to the one whose subject it shares
NEAR = 9  # words between a verb and the head of the name beside it


def subject_of(verb: Token, inside: set[int]) -> tuple[Token | None, bool]:
    """Who says it, also where the verb shares or borrows its subject; whether it is said of nobody ("was told").

    `inside` are the tokens within quotation marks: nobody in there is the one who speaks them.
    """
    found, passive = _in_tree(verb)
    found = _issuer(found) if found is not None else None
    if verb.lemma_.lower() in SPEECH and not passive and (found is None or found.i in inside):
        found = _beside(verb, inside)
    return found, passive


def _issuer(found: Token) -> Token:
    """For "her office put out a statement saying …" the office."""
    if found.lemma_.lower() not in PAPERS or found.dep_ != "obj":
        return found
    return next((c for c in found.head.children if c.dep_ == "nsubj"), found)


def _in_tree(verb: Token) -> tuple[Token | None, bool]:
    at = verb
    for _ in range(STEPS):
        own = next((c for c in at.children if c.dep_ in SUBJECTS and c.i != verb.i), None)
        own = own or next((c for c in at.children if c.dep_ == "obl:agent"), None)
        if own is not None:
            return own, False
        if any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in at.children):
            suffers = next((c for c in at.children if c.dep_ == "nsubj:pass"), None)
            return (None, True) if at == verb else (suffers, False)
        if at == verb and _of_nobody(at):
            return None, True
        if at.dep_ in {"acl", "acl:relcl"} and not goes_on_saying(at):
            return at.head, False
        if at.dep_ not in {"conj", "advcl", "xcomp", "cop", "acl", "parataxis"} or at.head == at:
            return None, False
        at = teller(at) or _clause_of(at.head)
    return None, False


def _of_nobody(verb: Token) -> bool:
    """Whether a participle says what was said to somebody: "asked whether …, the general said"."""
    if verb.dep_ not in {"advcl", "acl", "amod"}:
        return False
    return verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lemma_.lower() in {"ask", "press", "question"})


def _clause_of(head: Token) -> Token:
    """The verb of the clause that a noun stands in."""
    while (
        head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"} and head.head != head and head.dep_ in NOUN_LINKS
    ):
        head = head.head
    return head


def goes_on_saying(verb: Token) -> bool:
    """Whether it is the "adding" of "…, Doe said, adding that …", "… before adding …", "… and adding …"."""
    if verb.tag_ != "VBG" or verb.lemma_.lower() not in SAYING or verb.i == 0:
        return False
    if verb.dep_ == "conj":
        return verb.head.i < verb.i and goes_on_saying(verb.head)
    before = verb.nbor(-1).lower_
    return verb.dep_ in {"advcl", "acl", "parataxis"} and (before == "," or before in {"before", "while"})


def teller(verb: Token) -> Token | None:
    """The verb of saying whose subject says this too, though the tree sets it into what that one says.

    "Doe argued that a wall would keep them out, saying …", "Doe said she respects him but argues that …".
    """
    saying = goes_on_saying(verb)
    again = (
        verb.dep_ == "conj"
        and verb.lemma_.lower() in SAYING
        and verb.tag_ in {"VBD", "VBZ"}
        and not any(c.dep_ in SUBJECTS for c in verb.children)
    )
    if not (saying or again):
        return None
    at = verb.head
    while at.dep_ in {"conj", "xcomp", "advcl", "acl:relcl", "ccomp"} and at.head != at:
        if at.dep_ == "ccomp" and is_reporting(at.head) and at.head.i < at.i:
            return at.head if saying or at.head.tag_ == verb.tag_ else None
        at = at.head
    return None


def _beside(verb: Token, inside: set[int]) -> Token | None:
    """The noun right after the verb, or right before it, outside the quotation: "… ," said Jane Doe."""
    doc = verb.doc
    for near in (verb.i + 1, verb.i - 1):
        if near > verb.i and verb.tag_ == "VBG":
            continue
        if not 0 <= near < len(doc) or near in inside or doc[near].pos_ not in NOMINAL:
            continue
        top = doc[near]
        while (
            top.head != top
            and top.head.i not in inside
            and top.head.pos_ in NOMINAL
            and abs(top.head.i - verb.i) < NEAR
        ):
            top = top.head
        if top.pos_ in {"NOUN", "PROPN", "PRON"}:
            return top
    return None


def source_words(subject: Token, verb: Token) -> list[Token]:
    """The noun phrase of the source without the verb's own clause, as one run of tokens."""
    cut = {t.i for t in verb.subtree} if verb.i != subject.i and not verb.is_ancestor(subject) else set()
    for child in subject.children:
        own = child == verb or child.is_ancestor(verb)
        aside = subject.i < child.i < verb.i and child.left_edge.text == ","
        if child.dep_ == "acl:relcl" and (own or aside):
            cut |= {t.i for t in child.subtree}
    return _whole_name(run_round([t for t in subject.subtree if t.i not in cut], subject), verb)


def _whole_name(run: list[Token], verb: Token) -> list[Token]:
    """The run with the rest of a name that the tree has cut off: "his friend | Jane Doe told", "Mr. | Doe said"."""
    if not run:  # the subject is punctuation or a preposition, by a slip of the parse
        return []
    doc = verb.doc
    first, last = run[0].i, run[-1].i
    between = range(last + 1, verb.i)
    if 0 < len(between) <= LONGEST_REST and all(doc[i].pos_ == "PROPN" for i in between):
        last = verb.i - 1
    while doc[last].pos_ == "PROPN" and last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    while first > 0 and (doc[first].ent_iob_ == "I" or doc[first - 1].text in TITLES):
        first -= 1
    return [doc[i] for i in range(first, last + 1)]


def stands_for(subject: Token) -> Token | None:
    """For "who" and "which" the noun that they stand for."""
    if subject.tag_ in RELATIVES or (subject.lower_ == "that" and subject.pos_ == "PRON"):
        at = subject.head
        while at.dep_ in {"conj", "xcomp"} and at.head != at:
            at = at.head
        return at.head if at.dep_ == "acl:relcl" else None
    return None


def run_round(tokens: list[Token], head: Token) -> list[Token]:
    """The run of tokens round the head, without white space, punctuation or a preposition at its ends."""
    keep = {t.i for t in tokens if not t.is_space}
    first = last = head.i
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    doc = head.doc
    run = [doc[i] for i in range(first, last + 1)]
    while run and ((run[0].dep_ == "case" and run[0].pos_ == "ADP") or _loose(run[0], '(“"``')):
        run.pop(0)
    while run and _loose(run[-1], ")”\"''"):
        run.pop()
    return run


def _loose(token: Token, kept: str) -> bool:
    return token.is_punct and token.text not in kept
