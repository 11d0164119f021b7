"""What is said: the clause, the object, or the clause that the cue is set into."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from consilience.reading.cues import by_document, clear
from consilience.reading.reporting_words import (
    NEED_CLAUSE,
    PREPOSITIONS,
    SHOWING,
    SPEECH,
    STANCE,
    THOUGHT,
    VIEWS,
)

CLAUSES = frozenset({"ccomp", "csubj:pass", "csubj"})
AROUND = frozenset({"parataxis", "discourse", "dep"})
SET_OFF = frozenset([",", "“", "”", '"', "''", "``", "—", "–", "-", "("])
ASIDE = frozenset(
    {"advcl", "parataxis", "obl", "obl:unmarked", "discourse"}
)  # what may follow an inserted cue
REMARKS = frozenset({"acl:relcl"})
CLAUSE_STARTS = frozenset({"PRON", "DET", "NOUN", "PROPN", "SCONJ", "ADJ", "NUM"})
LONGEST_START = 6  # words from "said" to the subject of what is said
TAKES_TO = (SPEECH | THOUGHT) - {"continue"}
TO_HEARER = frozenset("tell inform assure remind advise want".split())  # their object hears it
OF_OBJECTS = frozenset({"obj", "iobj", "xcomp", "obl", "advcl", "ccomp"})


def content_of(verb: Token) -> set[int]:
    """Indices of the tokens of what is said; empty where the tree shows nothing."""
    lemma = verb.lemma_.lower()
    found = _complement(verb, lemma) or _set_into(verb, lemma)
    plain = clear(verb)
    if plain is not None:
        found = {t.i for c in plain.children if c.dep_ in CLAUSES for t in c.subtree} or found
    if (
        not found
        and (lemma in STANCE or lemma in PREPOSITIONS)
        and (lemma not in NEED_CLAUSE or _brought(verb, lemma))
    ):
        found = _objects(verb, lemma)
    if not found and lemma in SHOWING and by_document(verb):
        found = _objects(verb, lemma)
    if not found and lemma in VIEWS and any(_as_phrase(c) for c in verb.children):
        found = _objects(verb, lemma)
    if found and any(c.dep_ == "xcomp" and c.i > verb.i for c in verb.children):
        found |= {t.i for c in verb.children if c.dep_ == "nsubj:pass" and c.tag_ != "WP" for t in c.subtree}
    if not found and lemma in SPEECH and any(c.dep_ == "obl:agent" for c in verb.children):
        found = {t.i for c in verb.children if c.dep_ == "nsubj:pass" for t in c.subtree}
    return found or _rest(verb, lemma)


def around(source: Sequence[Token], cue: Sequence[Token]) -> set[int]:
    """The sentence round "…, engineers said, …": what stands before the first comma and behind the second."""
    doc, verb = cue[-1].doc, cue[-1]
    first, last = min(source[0].i, cue[0].i), max(source[-1].i, verb.i)
    sent = verb.sent
    if last + 1 >= sent.end or first <= sent.start or {doc[first - 1].text, doc[last + 1].text} != {","}:
        return set()
    if last - first + 1 > len(source) + len(cue) or verb.lemma_.lower() not in SPEECH:
        return set()
    return {t.i for t in sent if not first - 1 <= t.i <= last + 1}


def _rest(verb: Token, lemma: str) -> set[int]:
    """The rest of the sentence behind "she said", where the tree is broken but a clause follows."""
    doc, last = verb.doc, verb.sent.end
    if lemma not in SPEECH or verb.i + 1 >= last or doc[verb.i + 1].pos_ not in CLAUSE_STARTS:
        return set()
    if not any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children):
        return set()
    rest = doc[verb.i + 1 : last]
    subject = next((t for t in rest if t.dep_ in {"nsubj", "nsubj:pass", "expl"}), None)
    if subject is None or subject.i - verb.i > LONGEST_START or subject.head.i < subject.i:
        return set()
    return {t.i for t in rest}


def _as_phrase(child: Token) -> bool:
    return child.dep_ in {"obl", "advcl"} and any(
        c.dep_ in {"case", "mark"} and c.lower_ == "as" for c in child.children
    )


def _complement(verb: Token, lemma: str) -> set[int]:
    found: set[int] = set()
    for child in verb.children:
        if (
            child.dep_ in CLAUSES
            or (child.dep_ == "xcomp" and lemma in TAKES_TO and not _predicate(child))
            or (child.dep_ == "parataxis" and child.i < verb.i and lemma in SPEECH)
        ):
            found |= _said_part(child, verb)
            if child.dep_ == "xcomp" and lemma not in TO_HEARER:
                found |= {t.i for o in verb.children if o.dep_ == "obj" and o.i > verb.i for t in o.subtree}
    return found


def _predicate(child: Token) -> bool:
    """Whether it says of the object what it is: "called her a friend"."""
    return child.pos_ in {"NOUN", "ADJ", "PROPN"} and any(c.dep_ == "obj" for c in child.head.children)


def _said_part(clause: Token, verb: Token) -> set[int]:
    """The clause; without what hangs on it behind a cue that follows it."""
    found = {t.i for t in clause.subtree}
    if clause.i < verb.i:
        for child in clause.children:
            if child.i > verb.i and child.dep_ in ASIDE:
                found -= {t.i for t in child.subtree}
    return found


def _set_into(verb: Token, lemma: str) -> set[int]:
    """The clause round "…, he said, …" and "as he said"."""
    if lemma not in SPEECH:
        return set()
    as_clause = verb.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ == "mark" for c in verb.children)
    if not (
        verb.dep_ in AROUND or (as_clause and not any(c.dep_ in {"obj", "ccomp"} for c in verb.children))
    ):
        return set()
    if not as_clause and not _set_off(verb):
        return set()
    own = {t.i for t in verb.subtree}
    return _said_part(verb.head, verb) - own


def _set_off(verb: Token) -> bool:
    """Whether "he said" is parted from the clause by a comma or a quotation mark, not by a colon or a new clause."""
    first, last = verb.left_edge.i, verb.right_edge.i
    if verb.head.i > verb.i:
        return last + 1 < len(verb.doc) and (
            verb.doc[last].text in SET_OFF or verb.doc[last + 1].text in SET_OFF
        )
    return verb.doc[first].text in SET_OFF or (first > 0 and verb.doc[first - 1].text in SET_OFF)


def _brought(verb: Token, lemma: str) -> bool:
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in PREPOSITIONS.get(lemma, ())


def _objects(verb: Token, lemma: str) -> set[int]:
    """The object with what is said of it: "hailed the vote as a victory", "called on them to stop"."""
    found: set[int] = set()
    for child in verb.children:
        if child.dep_ in OF_OBJECTS and child.i > verb.i and not _circumstance(child):
            found |= {t.i for t in child.subtree}
    if not any(verb.doc[i].head == verb and verb.doc[i].dep_ in {"obj", "ccomp", "xcomp"} for i in found):
        found = found if _brought(verb, lemma) else set()
    return found - ({verb.i + 1} if _brought(verb, lemma) else set())


def _circumstance(child: Token) -> bool:
    """When and on what occasion, and clauses behind a comma."""
    if child.dep_ == "advcl":
        return "," in {child.left_edge.text, child.doc[max(0, child.left_edge.i - 1)].text}
    return child.dep_ == "obl" and child.ent_type_ in {"DATE", "TIME"}


def without_tail(content: set[int], verb: Token, inside: set[int]) -> set[int]:
    """What is said, without the narrator's remark behind a comma at its end: ", which is spread by mosquitoes".

    Words within quotation marks (`inside`) stay.
    """
    doc = verb.doc
    while content:
        last = max(content)
        tail = next((t for i in sorted(content) if _remark(t := doc[i]) and t.right_edge.i >= last), None)
        if tail is None:
            return content
        cut = {t.i for t in tail.subtree}
        if cut & inside or tail.left_edge.i <= min(content):
            return content
        content = content - cut
        while content and doc[max(content)].is_punct and max(content) not in inside:
            content = content - {max(content)}
    return content


def _remark(token: Token) -> bool:
    if token.dep_ not in REMARKS:
        return False
    first = token.left_edge.i
    return "," in {token.doc[first].text, token.doc[max(0, first - 1)].text}
