"""Whether a time lies before or after the report, by the tense of its clause."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from consilience.model.timex import Relative

FUTURE = frozenset(["will", "wo", "'ll", "’ll", "shall"])
PLANS = frozenset("plan expect schedule set due intend begin want hope agree slate aim prepare".split())
ENDED = {"ended": -1, "since": -1, "dated": -1, "ending": 1, "until": 1, "till": 1}
BY_TENSE = frozenset(["weekday", "monthday", "year_quarter", "nth_weekday", "easter"])
REACH = 12  # heads up the tree


def directed(token: Token, relative: Relative) -> Relative:
    """The relative time before or after the report's date, where its words do not say it themselves."""
    if relative.unit not in BY_TENSE or relative.direction != 0:
        return relative
    before = token.doc[token.left_edge.i - 1].lower_ if token.left_edge.i > 0 else ""
    if before in ENDED:
        return replace(relative, direction=ENDED[before])
    lean = tense(token)
    if relative.unit == "year_quarter":  # "will report its third-quarter results": a future one is not meant
        lean = min(lean, 0)
    return replace(relative, tense=lean)


def tense(token: Token) -> int:
    """+1 in a clause about the future, -1 in one about the past, 0 where neither shows."""
    at = token
    for _ in range(REACH):
        if at.pos_ in {"VERB", "AUX"} and (found := _tense_of(at)) is not None:
            return found
        if at.head == at:
            return -1 if at.pos_ not in {"VERB", "AUX"} else 0
        at = at.head
    return 0


def _tense_of(verb: Token) -> int | None:
    """The tense of one verb; None where the clause above it decides."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass", "cop"}}
    if helpers & FUTURE:
        return 1
    if verb.tag_ == "VBN" and verb.lemma_ in PLANS and not helpers & {"had"}:
        return 1
    if verb.tag_ in {"VBD", "VBN"} or helpers & {"had", "was", "were", "did", "has", "have"}:
        return -1
    if verb.tag_ == "VB" and "to" in helpers | {c.lower_ for c in verb.children}:
        return 1 if verb.head.lemma_ in PLANS else None
    return 0 if verb.tag_ in {"VBZ", "VBP"} else None
