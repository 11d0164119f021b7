"""ClearNLP dependencies, as spaCy's English pipelines give them, to Universal Dependencies.

Source: the label descriptions of ClearNLP (Choi and Palmer 2012) and UD version 2 (de Marneffe et al. 2021).
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc, Token

RENAMED = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass",
    "auxpass": "aux:pass", "agent": "case", "prep": "case", "relcl": "acl:relcl", "poss": "nmod:poss", "neg": "advmod",
    "prt": "compound:prt", "predet": "det:predet", "preconj": "cc:preconj", "npadvmod": "obl:unmarked",
    "oprd": "xcomp", "quantmod": "advmod", "intj": "discourse", "complm": "mark", "possessive": "case", "meta": "dep",
    "expl": "expl", "pcomp": "advcl",
}  # fmt: skip
VERBAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


@Language.component("clear_to_ud")
def clear_to_ud(doc: Doc) -> Doc:
    """Changes heads and labels of a Doc in place: prepositions under their nouns, copulas under predicates."""
    heads = [t.head.i for t in doc]
    deps = [_renamed(t) for t in doc]
    for token in doc:
        if token.dep_ in {"prep", "agent"}:
            _lower_preposition(token, heads, deps)
    for token in doc:
        if token.dep_ in {"attr", "acomp"} and token.head.lemma_ == "be":
            _raise_predicate(token, heads, deps)
        if token.dep_ == "poss" and token.pos_ == "PRON":
            deps[token.i] = "nmod:poss"
        if token.tag_ == "POS":
            deps[token.i] = "case"
    relative = (np.array(heads) - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    labels = np.array([doc.vocab.strings.add(d) for d in deps], dtype=np.uint64)
    return doc.from_array([HEAD, DEP], np.stack([relative, labels], axis=1))  # type: ignore[arg-type]


def _renamed(token: Token) -> str:
    if token.dep_ == "mark" or token.dep_ not in RENAMED:
        return str(token.dep_)
    return RENAMED[token.dep_]


def _lower_preposition(token: Token, heads: list[int], deps: list[str]) -> None:
    """A preposition hangs on its noun, and the noun takes its place."""
    noun = next((c for c in token.children if c.dep_ in {"pobj", "pcomp"}), None)
    if noun is None:
        deps[token.i] = "advmod"
        return
    above = token.head
    heads[noun.i] = heads[token.i]
    if token.dep_ == "agent":
        deps[noun.i] = "obl:agent"
    elif noun.dep_ == "pcomp" and noun.pos_ == "VERB":
        deps[noun.i] = "advcl"
    else:
        deps[noun.i] = "obl" if above.pos_ in VERBAL else "nmod"
    heads[token.i] = noun.i
    deps[token.i] = "mark" if deps[noun.i] == "advcl" else "case"
    for child in token.children:
        if child.i != noun.i and heads[child.i] == token.i:
            heads[child.i] = noun.i


def _raise_predicate(token: Token, heads: list[int], deps: list[str]) -> None:
    """ "Was happy": the predicate heads its clause and the copula hangs on it."""
    copula = token.head
    heads[token.i] = token.i if heads[copula.i] == copula.i else heads[copula.i]
    deps[token.i] = deps[copula.i]
    for other in token.doc:
        if heads[other.i] == copula.i and other.i not in (token.i, copula.i):
            heads[other.i] = token.i
    heads[copula.i], deps[copula.i] = token.i, "cop"
