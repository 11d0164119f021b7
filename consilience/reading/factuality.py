"""Whether a happening is told as having happened: planned, threatened, asked for, possible, denied.

The distinctions are those of FactBank (Saurí and Pustejovsky 2009), cut down to what a reader of news must keep apart.
"""

from __future__ import annotations

from spacy.tokens import Token

from consilience.model import Factuality

NEGATIONS = frozenset(["not", "n't", "n’t", "never", "no", "neither", "nobody", "without"])
FUTURE = frozenset(["will", "shall", "'ll", "’ll"])
MAYBE = frozenset(["may", "might", "could", "would", "should", "can", "must", "'d", "’d"])
CONDITIONS = frozenset(["if", "unless", "whether"])
_GOVERNING: dict[Factuality, str] = {
    "planned": "plan intend want hope seek prepare aim agree decide promise pledge vow expect schedule consider try attempt",
    "threatened": "threaten warn",
    "asked": "ask urge call demand request order need require appeal",
    "possible": "fear suspect doubt suggest speculate believe think worry wonder",
    "denied": "deny reject refute dispute dismiss",
    "not_happened": "fail refuse decline avoid prevent refrain neglect",
}
GOVERNORS = {verb: told for told, verbs in _GOVERNING.items() for verb in verbs.split()}
NOUNS: dict[str, Factuality] = {
    "plan": "planned", "intention": "planned", "effort": "planned", "attempt": "planned", "threat": "threatened",
    "call": "asked", "demand": "asked", "request": "asked", "fear": "possible", "possibility": "possible",
    "risk": "possible", "denial": "denied",
}  # fmt: skip
IMPLICATIVE = frozenset(  # verbs under which what is to be done is done
    """
    manage begin start continue go come get help force cause allow use have appear seem happen proceed choose rush
    let make see lead move bother dare tend turn prove
    """.split()
)
OF_NOUNS = frozenset(
    "plan threaten fear seek demand request deny prevent avoid order urge propose consider want".split()
)
BRINGS = frozenset(
    "be cause lead trigger spark launch carry conduct hold stage face begin start prompt provoke hold mount".split()
)
KNOWN = frozenset(
    ["the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "both", "such"]
)
CHAIN = frozenset({"xcomp", "ccomp", "conj", "acl"})
STEPS = 3  # up the tree from the trigger


def factuality(token: Token) -> Factuality:
    """How the happening of a trigger word is told by the words that govern it."""
    if any(c.lower_ in CONDITIONS for c in token.children) or _infinitive(token):
        return "possible"
    if any(c.lower_ in NEGATIONS and c.dep_ in {"advmod", "det", "case", "mark"} for c in token.children):
        return "not_happened"
    return _of_noun(token) if token.pos_ == "NOUN" else _of_verb(token)


def _infinitive(token: Token) -> bool:
    """ "To pass the bill would …": nothing is said to have happened."""
    return token.dep_ in {"csubj", "root"} and any(
        c.lower_ == "to" and c.i < token.i for c in token.children if c.dep_ == "mark"
    )


def _of_noun(noun: Token) -> Factuality:
    """A noun that speaks of what is known tells of what has happened: "may end the strike"."""
    up = noun.head
    told = GOVERNORS.get(up.lemma_.lower()) if noun.dep_ in {"obj", "obl"} else None
    if told is not None and up.lemma_.lower() in OF_NOUNS and (told == "denied" or not _known(noun)):
        return told
    if noun.dep_ in {"nmod", "acl"} and up.lemma_.lower() in NOUNS and not _known(noun):
        return NOUNS[up.lemma_.lower()]
    if noun.dep_ in {"obj", "obl", "nsubj:pass"} and up.lemma_.lower() in BRINGS and not _known(noun):
        return _by_helpers(up) or "happened"
    return "happened"


def _known(noun: Token) -> bool:
    return any(c.lower_ in KNOWN or c.dep_ == "nmod:poss" for c in noun.children)


def _of_verb(verb: Token) -> Factuality:
    at = verb
    for _ in range(STEPS):
        told = _by_helpers(at)
        if told is not None:
            return told
        up = at.head
        if at.dep_ == "advcl" and _to_do(at):
            return "planned"  # a purpose: "went there to rally support"
        if up == at or at.dep_ not in CHAIN:
            return "happened"
        governed = _by_governor(at, up)
        if governed is not None:
            return governed
        if _to_do(at) and up.lemma_.lower() not in IMPLICATIVE:
            return "possible"
        if at.dep_ == "ccomp" or up.pos_ not in {"VERB", "AUX", "ADJ"}:
            return "happened"
        at = up
    return "happened"


def _to_do(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(
        c.lower_ == "to" and c.i < verb.i for c in verb.children if c.dep_ in {"mark", "aux"}
    )


def _by_helpers(verb: Token) -> Factuality | None:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "mark"}}
    if helpers & FUTURE:
        return "planned"
    if helpers & (MAYBE | CONDITIONS):
        return "possible"
    return None


def _by_governor(at: Token, up: Token) -> Factuality | None:
    """What the verb or noun makes of the clause under it: "planned to", "threats to", "denied that"."""
    lemma = up.lemma_.lower()
    told = GOVERNORS.get(lemma) if up.pos_ in {"VERB", "AUX"} and at.dep_ != "conj" else None
    if up.pos_ == "NOUN" and at.dep_ == "acl":
        told = NOUNS.get(lemma)
    if told is not None and any(c.lower_ in NEGATIONS for c in up.children):
        return {"denied": "happened", "planned": "not_happened"}.get(told, told)  # type: ignore[return-value]
    return told
