"""Which words in quotation marks belong to which cue."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from consilience.reading.cues import Statement
from consilience.reading.quotations import Quotation
from consilience.reading.reporting_words import SPEECH
from consilience.reading.sources import NOMINAL, source_words

QUOTE_ENDS = str.maketrans("", "", ".”\"'")
LONGEST_SOURCE = 40  # words from a quotation to the verb behind a name and its description
REACH = 640  # characters between a quotation and a cue whose clause it stands in
NEAR = 160  # characters between a quotation and the words that say whose it is
SHORTEST_INTRODUCED = 6  # words
WINDOW = 14  # words before a quotation among which the verb that brings it is sought
LONGEST_NAME = 7  # words behind a quotation among which it is sought
ENDS = frozenset([".", "!", "?", ";"])
LONGEST_TITLE = 7  # words
NEXT = 12  # characters from a cue within which even a title is what is said
SMALL = frozenset("a an and at for in of on or the to with".split())
FAR = 40  # characters by which a sentence between sets a cue back


def give_quotations(
    doc: Doc, text: str, quotations: Sequence[Quotation], statements: Sequence[Statement]
) -> list[Quotation]:
    """Each quotation goes to the statement that takes it in or stands beside it; gives those left over."""
    if not quotations:
        return []
    rest = []
    held = [sorted(s.content) for s in statements]
    heads = [s.head.idx for s in statements]
    for q in quotations:
        reach = REACH + q.end - q.start
        found = [
            (far, statement.head.i, number)
            for number, (statement, head) in enumerate(zip(statements, heads, strict=True))
            if abs(head - q.start) < reach
            and (far := _distance(text, q, statement, _any_between(doc, held[number], q))) is not None
        ]
        if found:
            statements[min(found)[2]].quotations.append(q)
        else:
            rest.append(q)
    return rest


def _any_between(doc: Doc, tokens: list[int], q: Quotation) -> bool:
    """Whether one of the tokens, which are in order, begins within a quotation."""
    at = bisect_left(tokens, q.start, key=lambda i: doc[i].idx)
    return at < len(tokens) and doc[tokens[at]].idx < q.end


def _distance(text: str, q: Quotation, statement: Statement, held: bool) -> int | None:
    """How far the cue is from a quotation in its paragraph; None where it cannot be its cue."""
    head = statement.head
    if not held and (not statement.says or _is_title(text, q, head.idx)):
        return None
    a, b = (q.end, head.idx) if head.idx >= q.end else (head.idx + len(head), q.start)
    between = text[a:b]
    if "\n" in between.strip(" ") and between.strip() != ":":
        return None
    if held:
        return len(between) - REACH if len(between) <= REACH else None
    if len(between) > NEAR or (
        not statement.source and len(text[q.inner_start : q.inner_end].split()) in {1, 2}
    ):
        return None
    after = head.idx < q.start
    if not after and not _leads_on(text, q):
        return None
    ends = sum(between.count(c) for c in (". ", "! ", "? "))
    if ends and (not after or not (_quotation_before(statement) or _follows(statement, between, q))):
        return None
    return 1 + len(between) + (FAR if ends else 0)


def _is_title(text: str, q: Quotation, cue: int) -> bool:
    """Whether it reads like the name of a book or programme: "host of “The Nightly Show”"."""
    words = text[q.inner_start : q.inner_end].strip(" ,.").split()
    capital = [w for w in words if w[:1].isupper() or w.lower() in SMALL]
    spoken = text[q.inner_end - 1 : q.inner_end] in {"!", "?"} or (
        q.end <= cue and "," in text[q.inner_end - 1 : q.end + 1]
    )
    near = 0 <= q.start - cue <= NEXT
    return len(words) <= LONGEST_TITLE and len(capital) == len(words) and not spoken and not near


def _leads_on(text: str, q: Quotation) -> bool:
    """Whether the sentence goes on behind the quotation: it does not end with a full stop."""
    return text[q.inner_end - 1 : q.inner_end] != "." or text[q.end : q.end + 1] == ","


def _follows(statement: Statement, between: str, q: Quotation) -> bool:
    """Whether the quotation follows at once on "…, he said."; its own words then go on with his."""
    said_before = bool(statement.content) and max(statement.content) < statement.head.i
    return said_before and between.strip(" .") == "" and q.inner_end > q.inner_start


def _quotation_before(statement: Statement) -> bool:
    return any(q.end <= statement.head.idx for q in statement.quotations)


def named_after(doc: Doc, q: Quotation, inside: set[int]) -> Statement | None:
    """The statement of '"…," Jane Doe, who was there, said': a name right after a quotation and, behind what is
    set between commas, a verb of saying. For sentences whose tree does not show it."""
    span = doc.char_span(q.start, q.end, alignment_mode="expand")
    first = span.end if span is not None else len(doc)
    while first < len(doc) and doc[first].is_punct:
        first += 1
    source: list[Token] = []
    for token in doc[first : first + LONGEST_SOURCE]:
        if token.i in inside or token.text in {".", "!", "?"} or "\n" in token.text:
            return None
        set_off = token.nbor(-1).text == "," or token.i == first + len(source)
        if source and set_off and token.lemma_.lower() in SPEECH and token.tag_ in {"VBD", "VBZ"}:
            return Statement(token, source, [token], quotations=[q])
        if token.i == first + len(source) and (token.pos_ in NOMINAL or source) and not token.is_punct:
            source.append(token)
    return None


def introduced(doc: Doc, q: Quotation, inside: set[int]) -> Statement | None:
    """The statement of a quotation behind a comma or colon, or before a comma, that any verb with a subject brings:
    "She turned to the crowd again: “…”", "“…,” an angry Doe shot back"."""
    span = doc.char_span(q.start, q.end, alignment_mode="expand")
    if span is None or len(span) < SHORTEST_INTRODUCED:
        return None
    before = [t for t in doc[max(0, span.start - WINDOW) : span.start] if not t.is_space]
    verb = None
    if before and before[-1].text in {":", ","}:
        verb = next((t for t in reversed(before) if _finite(t) and t.sent == before[-1].sent), None)
    if verb is None and span[-2].text in {",", "?", "!"}:
        after = doc[span.end : span.end + LONGEST_NAME]
        verb = next(
            (t for t in after if _finite(t) and not any(x.text in ENDS for x in doc[span.end : t.i])), None
        )
    if verb is None or verb.i in inside:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i not in inside), None)
    if subject is None or subject.lower_ in {"it", "this", "that", "there"}:
        return None
    return Statement(verb, source_words(subject, verb), [verb], quotations=[q])


def _finite(token: Token) -> bool:
    return token.pos_ == "VERB" and token.tag_ in {"VBD", "VBZ", "VBP"}


def goes_on_from(text: str, q: Quotation, statements: Sequence[Statement]) -> Statement | None:
    """The statement that a quotation without a cue goes on: the next words in its paragraph, or a paragraph of its
    own behind one that ends with what was quoted or with whose words they were."""
    earlier = [(x.end, n) for n, s in enumerate(statements) for x in s.quotations if x.end <= q.start]
    if not earlier or text.rfind("\n", 0, text[: q.start].rstrip().rfind("\n")) > max(earlier)[0]:
        return _told_before(text, q, statements)
    end, number = max(earlier)
    statement = statements[number]
    gap = text[end : q.start]
    if "\n" not in gap:
        return statement if len(gap) < NEAR else None
    begins = not text[text.rfind("\n", 0, q.start) + 1 : q.start].strip()
    named = gap.strip().count("\n") == 0 and end <= statement.head.idx < q.start and _whole(text, q)
    return statement if begins and (not gap.translate(QUOTE_ENDS).strip() or named) else None


def _told_before(text: str, q: Quotation, statements: Sequence[Statement]) -> Statement | None:
    """The last statement of the paragraph before a paragraph that is all quotation."""
    begin = text.rfind("\n", 0, q.start) + 1
    if text[begin : q.start].strip() or not _whole(text, q):
        return None
    before = text[:begin].rstrip()
    first = before.rfind("\n") + 1
    told = [s for s in statements if first <= s.head.idx < len(before) and s.source]
    return told[-1] if told else None


def _whole(text: str, q: Quotation) -> bool:
    """Whether the quotation is all of its paragraph."""
    end = text.find("\n", q.end)
    return not text[q.end : end if end >= 0 else len(text)].strip(" .”\"'")
