"""Whether a time lies before or after the report, by the tense of its clause."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from consilience.model.timex import Relative

FUTURE = frozenset(["will", "wo", "'ll", "’ll", "shall"])
MODALS = frozenset(["would", "must", "should"])
PAST = frozenset(["had", "was", "were", "did", "has", "have"])
PRESENT = frozenset(["is", "are", "am", "be", "being", "'s", "'re"])
PLANS = frozenset(
    [
        "plan",
        "expect",
        "schedule",
        "set",
        "due",
        "intend",
        "begin",
        "want",
        "hope",
        "agree",
        "slate",
        "aim",
        "prepare",
    ]
)
CUES = {"ended": -1, "since": -1, "dated": -1, "ending": 1, "effective": 1, "payable": 1}
BY_TENSE = frozenset(["weekday", "monthday", "year_quarter", "year_half", "season", "nth_weekday", "easter"])
REACH = 12  # heads up the tree


def directed(span: Span, relative: Relative) -> Relative:
    """The relative time before or after the report's date, where its words do not say it themselves."""
    if relative.unit not in BY_TENSE or relative.direction != 0:
        return relative
    before = span.doc[span.start - 1].lower_ if span.start > 0 else ""
    if before in CUES:
        return replace(relative, direction=CUES[before])
    if before in {"until", "till"} and not _reached(span):
        return replace(relative, tense=1)
    if span.end < len(span.doc) and span.doc[span.end].lower_ in {"'s", "’s"}:
        return replace(
            relative, tense=1 if _will(span.root) else -1
        )  # "Wednesday's ruling" is past without a "will"
    lean = tense(span.root)
    if relative.unit in {
        "year_quarter",
        "year_half",
    }:  # "will report its third-quarter results": a future one is not meant
        lean = min(lean, 0)
    return replace(relative, tense=lean)


def _reached(span: Span) -> bool:
    """ "Until Thursday, ...", "up until Thursday", "not until Thursday": a day that has come."""
    return span.doc[span.start - 1].is_title or (
        span.start > 1 and span.doc[span.start - 2].lower_ in {"up", "not", "n't", "n’t"}
    )


def _will(token: Token) -> bool:
    """Whether a clause around the token says "will"."""
    return any(child.lower_ in FUTURE for above in token.ancestors for child in above.children)


def tense(token: Token) -> int:
    """+1 in a clause about the future, -1 in one about the past, 0 where neither shows."""
    at = token
    for _ in range(REACH):
        if (found := _tense_of(at)) is not None:
            return found
        if at.head == at:
            return -1 if at.pos_ not in {"VERB", "AUX"} else 0
        at = at.head
    return 0


def _tense_of(predicate: Token) -> int | None:
    """The tense of a verb, or of a noun or adjective with its copula; None where the clause above decides."""
    helpers = {c.lower_ for c in predicate.children if c.dep_ in {"aux", "aux:pass", "cop"}}
    if predicate.pos_ not in {"VERB", "AUX"} and not helpers:
        return None
    if helpers & FUTURE or (helpers & MODALS and "have" not in helpers):
        return 1
    if predicate.tag_ == "VBN" and predicate.lemma_ in PLANS and "had" not in helpers:
        return 1
    if helpers & PAST or (predicate.tag_ in {"VBD", "VBN"} and not helpers & PRESENT):
        return -1
    if "to" in helpers | {c.lower_ for c in predicate.children}:
        return 1 if predicate.head.lemma_ in PLANS else None
    return 0 if helpers & PRESENT or predicate.tag_ in {"VBZ", "VBP"} else None
