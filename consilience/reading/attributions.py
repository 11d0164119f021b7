"""Who says what: source, cue and content (PolNeAR's terms; Newell et al. 2018)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from consilience.model import Attribution, Entity, Mention, Span
from consilience.reading.contents import around, content_of, without_tail
from consilience.reading.cues import (
    UNNAMED,
    Statement,
    case_of,
    colons,
    cue_words,
    is_according,
    is_reporting,
    is_statement,
    labels,
    likely_cues,
    names_before_colon,
    said_of,
)
from consilience.reading.parsed import Parsed
from consilience.reading.quotations import Quotation, find_quotations
from consilience.reading.quote_owners import give_quotations, goes_on_from, introduced, named_after
from consilience.reading.reporting_words import DOCUMENTS, LIGHT, SPEECH, THOUGHT
from consilience.reading.sources import PAPERS, goes_on_saying, source_words, stands_for, subject_of, teller

WRITINGS = PAPERS | DOCUMENTS
BARE = frozenset([",", ".", ";", ":", "—", "–", "-"])
HE_SHE = frozenset(["he", "she"])
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl", "xcomp", "root", "parataxis"})
NAMING = frozenset(["call", "dub", "label", "brand", "name"])  # "a group called …" says nothing of anybody
LONG = 20  # characters of a quotation that makes a statement direct
SHORTEST_UNSAID = 5  # words of a quotation that is kept though nobody is named for it


def find_attributions(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[tuple[Attribution, ...], tuple[Span, ...]]:
    """Attributions in text order: by verbs of saying, "according to", labels with a colon, and quotation marks;
    and the words of a quotation of five words or more that nobody is named for."""
    doc, text = parsed.doc, parsed.report.text
    quotations = find_quotations(text)
    inside = _tokens_inside(doc, quotations)
    cues = [doc[i] for i in likely_cues(parsed.columns)]
    statements = [s for t in cues for s in _statements_at(t, inside)]
    statements += _labelled(doc, colons(parsed.columns), inside)
    _apart(statements)
    statements, rest = _with_quotations(doc, text, quotations, statements, inside)
    statements = _outermost([s for s in statements if s.content or s.quotations])
    spaces = {i for i, word in enumerate(parsed.columns.texts) if word.isspace()}
    found = [_attribution(doc, text, s, mentions, spaces) for s in statements]
    found.sort(key=_begin)
    persons = {e.id for e in entities if e.type == "person"}
    inner = [Span(q.inner_start, q.inner_end) for q in rest]
    unattributed = tuple(s for s in inner if len(s.of(text).split()) >= SHORTEST_UNSAID)
    return tuple(_with_last_speaker(parsed, found, persons)), unattributed


def _begin(attribution: Attribution) -> int:
    return min(s.start for s in attribution.source + attribution.cue + attribution.content)


def _tokens_inside(doc: Doc, quotations: Iterable[Quotation]) -> set[int]:
    inside: set[int] = set()
    for q in quotations:
        words = doc.char_span(q.start, q.end, alignment_mode="expand")
        inside.update(range(words.start, words.end) if words is not None else ())
    return inside


def _statements_at(token: Token, inside: set[int]) -> list[Statement]:
    if token.i in inside:
        return []
    if is_according(token):
        return _according(token)
    if is_reporting(token):
        statement = _verbal(token, inside)
        return [statement] if statement else []
    if token.lemma_.lower() in UNNAMED:
        return _unnamed(token, inside)
    if is_statement(token):
        statement = _nominal(token, inside)
        return [statement] if statement.source else []
    return []


def _unnamed(token: Token, inside: set[int]) -> list[Statement]:
    """What "seems" or is "reportedly" so: said by somebody, but nobody is named."""
    clause = token if token.pos_ == "VERB" else token.head
    whole = clause.pos_ in {"VERB", "AUX", "ADJ"} and any(
        c.dep_.startswith(("nsubj", "expl")) for c in clause.children
    )
    cue = cue_words(token) if token.pos_ == "VERB" else [token]
    content = without_tail({t.i for t in clause.subtree}, clause, set()) - {t.i for t in cue}
    return [Statement(token, [], cue, content)] if whole and not content & inside else []


def _nominal(noun: Token, inside: set[int]) -> Statement:
    """ "Doe's claim that …", "made the claim that …", "there were claims that …"."""
    owner = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    verb = noun.head if noun.dep_ == "obj" and noun.head.lemma_.lower() in LIGHT else None
    cue = [noun]
    if owner is not None:
        source = [t for t in owner.subtree if t.tag_ != "POS"]
    elif verb is not None:
        subject, _ = subject_of(verb, inside)
        source = source_words(subject, verb) if subject else []
        cue = [*cue_words(verb), *noun.doc[verb.i + 1 : noun.i + 1]]
    else:
        source = []
    said = said_of(noun)
    content = {t.i for t in said.subtree} if said else set()
    brings = case_of(said) if said is not None else None
    if brings is not None and brings.i == noun.i + 1:
        cue, content = [*cue, brings], content - {brings.i}
    return Statement(noun, source, cue, content)


def _according(token: Token) -> list[Statement]:
    """ "According to X, C" and "C, according to X"."""
    noun = (
        token.head
        if token.dep_ in {"case", "fixed", "mark"}
        else next((c for c in token.children if c.dep_ in {"obl", "nmod", "pobj"}), None)
    )
    if noun is None or noun.i < token.i:
        return []
    inner = {t.i for t in noun.subtree} | {token.i, token.i + 1}
    whole = noun.head if noun.head != noun else token.head
    content = {t.i for t in whole.subtree if t.i not in inner}
    sent = token.sent
    if token.i > sent.start and token.nbor(-1).text == "," and max(inner) >= sent.end - 2:
        content = {t.i for t in sent if t.i < token.i}
    source = [t for t in noun.subtree if t.i > token.i + 1]
    return [Statement(token, source, [token, token.nbor(1)], content)] if source else []


def _verbal(verb: Token, inside: set[int]) -> Statement | None:
    lemma = verb.lemma_.lower()
    subject, passive = subject_of(verb, inside)
    if subject is None and not passive and verb.dep_ not in SUBORDINATE:
        return None
    if (passive and subject is None and lemma in NAMING) or (verb.tag_ == "VB" and verb.dep_ == "acl"):
        return None
    content = without_tail(content_of(verb), verb, inside)
    if not content and (lemma in THOUGHT and lemma not in SPEECH):
        return None
    statement = Statement(verb, source_words(subject, verb) if subject else [], cue_words(verb), content)
    if statement.source:
        statement.content = around(statement.source, statement.cue) or content
    if subject is not None:
        statement.stands_for = stands_for(subject)
    if subject is None and not content and not (lemma in SPEECH and verb.tag_ in FINITE):
        return None
    return statement


def _labelled(doc: Doc, at: Sequence[int], inside: set[int]) -> list[Statement]:
    """ "Jane Doe: the bridge will hold", to the end of the line."""
    found = [Statement(colon, name, [colon]) for name, colon in names_before_colon(doc, at, inside)]
    for name, colon in labels(doc, at):
        last = colon.i + 1
        while last < len(doc) and "\n" not in doc[last].text:
            last += 1
        content = set(range(colon.i + 1, last))
        if not inside & {t.i for t in name} and len(content) >= 3:
            found.append(Statement(colon, name, [colon], content))
    return found


def _with_quotations(
    doc: Doc, text: str, quotations: Sequence[Quotation], statements: list[Statement], inside: set[int]
) -> tuple[list[Statement], list[Quotation]]:
    """The statements with the quotations that are theirs; and the quotations nobody is named for."""
    statements = sorted(statements, key=_place)
    rest = give_quotations(doc, text, quotations, statements)
    beside = [s for q in rest if (s := named_after(doc, q, inside) or introduced(doc, q, inside)) is not None]
    if beside:
        statements = sorted([*statements, *beside], key=_place)
        taken = [q for s in beside for q in s.quotations]
        rest = give_quotations(doc, text, [q for q in rest if q not in taken], statements)
    unsaid = []
    for q in rest:
        before = goes_on_from(text, q, statements)
        if before is None:
            unsaid.append(q)
        else:
            before.quotations.append(q)
    return statements, unsaid


def _place(statement: Statement) -> int:
    return statement.head.i


def _apart(statements: list[Statement]) -> None:
    """Takes from what is said the clauses that go on with the teller's own saying."""
    by_verb = {s.head.i: s for s in statements}
    for statement in statements:
        verb = teller(statement.head)
        if verb is not None and verb.i in by_verb and statement.content:
            by_verb[verb.i].content -= {t.i for t in statement.head.subtree}
    for statement in statements:
        if goes_on_saying(statement.head):
            own = {t.i for t in statement.head.subtree}
            for other in statements:
                if other is not statement and statement.head.i in other.content:
                    other.content -= own


def _outermost(statements: list[Statement]) -> list[Statement]:
    """Without what somebody is only said to think: "Doe said she hoped that …" is Doe's saying, not a hope apart."""
    said = set().union(*(s.content for s in statements if s.says)) if statements else set()
    return [s for s in statements if s.says or s.head.i not in said]


def _attribution(
    doc: Doc, text: str, statement: Statement, mentions: Sequence[Mention], spaces: set[int]
) -> Attribution:
    own = {t.i for t in statement.source} | {t.i for t in statement.cue}
    keep = sorted(statement.content - own - spaces)
    spans = [_span(doc, run) for run in _runs(keep, doc)]
    spans += [Span(q.start, q.end) for q in statement.quotations]
    noun = statement.stands_for
    named = source_words(noun, statement.head) if noun is not None else []
    return Attribution(
        source=_spans_of(doc, statement.source),
        cue=_spans_of(doc, statement.cue),
        content=_union(spans, text),
        speaker=_speaker(doc, named or statement.source, mentions),
        direct=_is_direct(doc, keep, statement.quotations),
        quoted=tuple(Span(q.inner_start, q.inner_end) for q in sorted(statement.quotations, key=_where)),
        named=_span(doc, [t.i for t in named]) if named else None,
    )


def _is_direct(doc: Doc, content: Sequence[int], quotations: Sequence[Quotation]) -> bool:
    """Whether the words are the speaker's own: all in quotation marks, or a good part of them."""
    if any(q.inner_end - q.inner_start > LONG for q in quotations):
        return True
    if not quotations:
        return False
    return all(any(q.start <= at < q.end for q in quotations) for at in (doc[i].idx for i in content))


def _where(q: Quotation) -> int:
    return q.start


def _spans_of(doc: Doc, tokens: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(_span(doc, run) for run in _runs(sorted(t.i for t in tokens), doc, bare=frozenset([","])))


def _runs(tokens: list[int], doc: Doc, bare: frozenset[str] = BARE) -> list[list[int]]:
    """Runs of neighbouring tokens, white space between them let through, bare punctuation left out."""
    runs: list[list[int]] = []
    for i in tokens:
        after = runs[-1][-1] + 1 if runs else i
        if runs and (i <= after or all(doc[j].is_space for j in range(after, i))):
            runs[-1].append(i)
        else:
            runs.append([i])
    trimmed = [_trim(run, doc, bare) for run in runs]
    return [run for run in trimmed if run]


def _trim(run: list[int], doc: Doc, bare: frozenset[str]) -> list[int]:
    while run and doc[run[0]].text in bare | {")"}:
        run = run[1:]
    while run and doc[run[-1]].text in bare | {"("}:
        run = run[:-1]
    return run


def _span(doc: Doc, run: list[int]) -> Span:
    return Span(doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]]))


def _union(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and (span.start <= joined[-1].end or not text[joined[-1].end : span.start].strip()):
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _speaker(doc: Doc, source: Sequence[Token], mentions: Sequence[Mention]) -> str | None:
    """The entity that the source's head stands for."""
    if not source:
        return None
    inside = {t.i for t in source}
    head = next((t for t in source if t.head.i not in inside or t.head == t), source[0])
    if head.lemma_.lower() in WRITINGS:
        return _issuer(head, inside, mentions)
    at = head.idx
    holding = [m for m in mentions if m.start <= at < m.end]
    if not holding:
        named = [t.idx for t in head.children if t.dep_ in {"appos", "flat"} and t.i in inside]
        names = [m for m in mentions if m.kind == "name"] if named else []
        holding = [m for m in names if any(m.start <= at < m.end for at in named)]
    best = min(
        holding, key=lambda m: (("name", "nominal", "pronoun").index(m.kind), m.end - m.start), default=None
    )
    return best.entity if best else None


def _issuer(head: Token, inside: set[int], mentions: Sequence[Mention]) -> str | None:
    """Whose paper it is that says something: "the embassy's statement", "a statement from the embassy"."""
    owners = [t for t in head.subtree if t.i in inside and t.dep_ == "nmod:poss"]
    owners += [
        c
        for c in head.children
        if c.dep_ == "nmod" and any(x.lower_ in {"by", "from", "of"} for x in c.children)
    ]
    for owner in owners:
        named = [m for m in mentions if m.kind != "pronoun" and m.start <= owner.idx < m.end]
        if named:
            return min(named, key=lambda m: (m.kind != "name", m.end - m.start)).entity
    return None


def _with_last_speaker(parsed: Parsed, found: Sequence[Attribution], persons: set[str]) -> list[Attribution]:
    """ "He said" without a sure antecedent: the person who spoke last, at most three attributions before."""
    out: list[Attribution] = []
    last: tuple[int, str] | None = None
    for number, a in enumerate(found):
        words = parsed.report.text[a.source[0].start : a.source[0].end].lower() if a.source else ""
        if a.speaker is None and words in HE_SHE and last and number - last[0] <= 3:
            a = replace(a, speaker=last[1])
        if a.speaker in persons and a.speaker is not None:
            last = (number, a.speaker)
        out.append(a)
    return out
