"""Words for what a person is: titles before names, offices and trades."""

from __future__ import annotations

from spacy.tokens import Span as Words
from spacy.tokens import Token

from consilience.reading.name_forms import TITLES

OFFICES = frozenset(
    """
    activist ambassador analyst author captain chairman chairwoman chief coach colonel commander
    director doctor economist envoy executive expert founder general governor head journalist judge king
    lawmaker lawyer leader manager mayor minister nurse officer official owner president prime professor
    prosecutor reporter researcher scholar secretary senator spokesman spokesperson spokeswoman teacher
    """.split()
)

PERSONS = frozenset(
    """
    advocate aide ally aunt boy boyfriend brother candidate child citizen civilian clerk colleague cop cousin daughter
    descendant driver expatriate father fellow friend fugitive girl girlfriend guard heir hero host hostage husband
    immigrant inmate intern kid lawmaker man member migrant mother native neighbor neighbour nephew niece nominee parent
    partner patient pilot priest prisoner recruit refugee resident rival scientist sister son spouse student suspect
    teen teenager uncle veteran victim volunteer wife witness woman
    """.split()
)
TRADES = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "ant", "ess")
NOT_TRADES = frozenset(
    [
        "number",
        "member",
        "paper",
        "letter",
        "order",
        "power",
        "tower",
        "center",
        "matter",
        "factor",
        "error",
        "list",
        "war",
    ]
)
LESSER = frozenset(
    ["vice", "former", "ex", "deputy", "acting", "late", "assistant"]
)  # "vice president" is not the president
ABBREVIATED = {
    "gen": "general", "col": "colonel", "sen": "senator", "gov": "governor", "capt": "captain", "prof": "professor",
    "sgt": "sergeant", "maj": "major", "lt": "lieutenant", "rep": "representative", "amb": "ambassador", "dr": "doctor",
    "det": "detective", "cmdr": "commander", "adm": "admiral", "rev": "reverend",
}  # fmt: skip
HELD = OFFICES | frozenset(ABBREVIATED.values())


def role_of(name: Words) -> str | None:
    """The title or office before a person's name, else in apposition after it, as the report has it."""
    first = name.start
    while first > 0 and _is_title(name.doc[first - 1]) and first > name.sent.start:
        first -= 1
    if first < name.start:
        return str(name.doc[first : name.start].text)
    for child in name.root.children:
        if child.dep_ == "appos" and child.i > name.root.i and child.lemma_ in OFFICES:
            left = child.left_edge
            while left.i < child.i and left.pos_ in {"PUNCT", "DET", "SPACE"}:
                left = left.nbor(1)
            return str(name.doc[left.i : child.i + 1].text)
    return None


def is_person_noun(lemma: str) -> bool:
    """Whether a noun says what a person is: an office, a trade by its ending, kin."""
    return (
        lemma in OFFICES
        or lemma in PERSONS
        or (lemma.endswith(TRADES) and lemma not in NOT_TRADES and len(lemma) > 4)
    )


def offices_of(name: Words) -> set[str]:
    """Lemmas of the offices that a person is said to hold beside this mention of the name."""
    words = {w.strip(".").lower() for w in (role_of(name) or "").replace("-", " ").split()}
    before = range(max(0, name.start - 4), name.start)
    if words & LESSER or any(name.doc[i].lower_ in LESSER for i in before):
        return set()
    beside = [c for c in name.root.children if c.dep_ == "appos" and c.pos_ == "NOUN"]
    beside += [name.root.head] if name.root.dep_ == "appos" and name.root.head.pos_ == "NOUN" else []
    words |= {n.lemma_.lower() for n in beside if not any(c.lower_ in LESSER for c in n.children)}
    return {ABBREVIATED.get(w, w) for w in words} & HELD


def _is_title(token: Token) -> bool:
    if token.is_punct and token.text == ".":
        return token.i > 0 and token.nbor(-1).lower_ in TITLES
    word = token.lower_.rstrip(".")
    return (word in TITLES or word in OFFICES) and token.ent_type_ != "PERSON"
