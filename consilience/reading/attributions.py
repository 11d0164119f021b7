"""Who says what: source, cue and content (PolNeAR's terms; Newell et al. 2018)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from consilience.model import Attribution, Entity, Mention, Span
from consilience.reading.parsed import Parsed
from consilience.reading.quotations import Quotation, find_quotations
from consilience.reading.reporting_words import NEED_CLAUSE, PREPOSITIONS, SPEECH, STANCE, THOUGHT

SUBJECTS = frozenset({"nsubj", "nsubj:outer", "csubj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ"})
CLAUSES = frozenset({"ccomp", "csubj:pass", "csubj"})
CLOSERS = frozenset({'"', "”", "''", "’", "»"})
QUOTE_ENDS = str.maketrans("", "", ".”\"'")
HE_SHE = frozenset(["he", "she"])
LONGEST_SOURCE = 40  # words from a quotation to the verb behind a name and its description
REACH = 640  # characters between a quotation and a cue whose clause it stands in
NEAR = 160  # characters between a quotation and the words that say whose it is


@dataclass(slots=True)
class _Draft:
    """An attribution while its parts are gathered, as token indices."""

    verb: Token
    source: list[Token] = field(default_factory=list)
    cue: list[Token] = field(default_factory=list)
    content: set[int] = field(default_factory=set)
    quotations: list[Quotation] = field(default_factory=list)


def find_attributions(
    parsed: Parsed, entities: Sequence[Entity], mentions: Sequence[Mention]
) -> tuple[Attribution, ...]:
    """Attributions in text order: by verbs and nouns of saying, "according to", and quotation marks."""
    doc = parsed.doc
    quotations = find_quotations(parsed.report.text)
    inside = _tokens_inside(doc, quotations)
    drafts = [d for t in doc for d in _drafts_at(t, inside)]
    drafts.sort(key=lambda d: d.verb.i)
    rest = _give_quotations(doc, parsed.report.text, quotations, drafts)
    beside = [d for q in rest if (d := _named_after(doc, q, inside)) is not None]
    if beside:
        drafts = sorted([*drafts, *beside], key=lambda d: d.verb.i)
        taken = [q for d in beside for q in d.quotations]
        rest = _give_quotations(doc, parsed.report.text, [q for q in rest if q not in taken], drafts)
    drafts = [d for d in drafts if d.content or d.quotations]
    persons = {e.id for e in entities if e.type == "person"}
    found = [_attribution(doc, parsed.report.text, d, mentions) for d in drafts]
    found += _without_cue(doc, parsed.report.text, rest, drafts, mentions)
    found.sort(key=_begin)
    return tuple(_with_last_speaker(parsed, found, persons))


def _begin(attribution: Attribution) -> int:
    return min(s.start for s in attribution.source + attribution.cue + attribution.content)


def _tokens_inside(doc: Doc, quotations: Iterable[Quotation]) -> set[int]:
    inside: set[int] = set()
    for q in quotations:
        inside |= {t.i for t in doc.char_span(q.start, q.end, alignment_mode="expand") or ()}
    return inside


def _drafts_at(token: Token, inside: set[int]) -> list[_Draft]:
    if token.i in inside:
        return []
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
        return _according(token)
    if token.pos_ in {"VERB", "AUX"} and token.lemma_.lower() in SPEECH | THOUGHT | STANCE:
        draft = _verbal(token, inside)
        return [draft] if draft else []
    return []


def _according(token: Token) -> list[_Draft]:
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
    draft = _Draft(token, [t for t in noun.subtree if t.i > token.i + 1], [token, token.nbor(1)])
    draft.content = {t.i for t in whole.subtree if t.i not in inner}
    return [draft] if draft.source else []


def _verbal(verb: Token, inside: set[int]) -> _Draft | None:
    lemma = verb.lemma_.lower()
    subject, passive = _subject(verb)
    if lemma in SPEECH and (subject is None or subject.i in inside) and not passive:
        subject = _beside(verb, inside)
    if subject is None and not passive and verb.dep_ not in {"advcl", "acl", "xcomp", "root", "parataxis"}:
        return None
    clause = _clause(verb)
    if not clause and lemma in STANCE and lemma not in NEED_CLAUSE:
        clause = _objects(verb, lemma)
    if not clause and lemma in THOUGHT:
        return None
    draft = _Draft(verb, _source(subject, verb), _cue(verb), clause)
    if subject is None and not clause:
        return draft if lemma in SPEECH and verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"} else None
    return draft


def _beside(verb: Token, inside: set[int]) -> Token | None:
    """The noun right after the verb, or right before it, outside the quotation: "… ," said Jane Doe."""
    for near in (verb.i + 1, verb.i - 1):
        if not 0 <= near < len(verb.doc) or near in inside or verb.doc[near].pos_ not in NOMINAL:
            continue
        top = verb.doc[near]
        while (
            top.head.i not in inside
            and top.head != top
            and top.head.pos_ in NOMINAL
            and abs(top.head.i - verb.i) < 9
        ):
            top = top.head
        if top.pos_ in {"NOUN", "PROPN", "PRON"}:
            return top
    return None


def _subject(verb: Token) -> tuple[Token | None, bool]:
    """Who says it, also where the verb shares or borrows its subject; whether the verb is passive."""
    seen = 0
    at = verb
    while seen < 4:
        for child in at.children:
            if child.dep_ in SUBJECTS and child.i != verb.i:
                return _antecedent(child), False
            if child.dep_ == "obl:agent":
                return child, False
        if any(c.dep_ in {"nsubj:pass", "aux:pass"} for c in at.children):
            passive = next((c for c in at.children if c.dep_ == "nsubj:pass"), None)
            return (None, True) if at == verb else (passive, False)
        if at.dep_ == "acl":
            return at.head, at.tag_ == "VBN"
        if at.dep_ == "acl:relcl":
            return at.head, False
        if at.dep_ in {"conj", "advcl", "xcomp", "cop"} and at.head != at:
            at, seen = at.head, seen + 1
        else:
            return None, False
    return None, False


def _antecedent(token: Token) -> Token:
    """For "who" and "which" the noun that they stand for."""
    if token.tag_ in {"WP", "WDT"} or (token.lower_ == "that" and token.pos_ == "PRON"):
        clause = token.head
        if clause.dep_ == "acl:relcl":
            return clause.head
    return token


def _source(subject: Token | None, verb: Token) -> list[Token]:
    if subject is None:
        return []
    cut = {t.i for t in verb.subtree} if verb.i != subject.i and not verb.is_ancestor(subject) else set()
    clause = next(
        (c for c in subject.children if c.dep_ == "acl:relcl" and (c == verb or c.is_ancestor(verb))), None
    )
    if clause is not None:
        cut |= {t.i for t in clause.subtree}
    tokens = [t for t in subject.subtree if t.i not in cut]
    return _contiguous(tokens, subject)


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """The run of tokens round the head, without white space or punctuation at its ends."""
    keep = {t.i for t in tokens if not t.is_space}
    first = last = head.i
    while first - 1 in keep:
        first -= 1
    while last + 1 in keep:
        last += 1
    run = list(head.doc[first : last + 1])
    while run and run[0].dep_ == "case" and run[0].pos_ == "ADP":
        run.pop(0)
    while run and run[0].is_punct and run[0].text not in {"(", "“", '"', "``"}:
        run.pop(0)
    while run and run[-1].is_punct and run[-1].text not in {")", "”", '"', "''"}:
        run.pop()
    return run


def _cue(verb: Token) -> list[Token]:
    """The verb with its auxiliaries and adverbs right before it."""
    first = verb.i
    while first > 0:
        before = verb.doc[first - 1]
        if (
            before.head == verb
            and before.dep_ in {"aux", "aux:pass", "advmod", "cop", "mark"}
            and before.lower_ not in {"as", "that", "when", "while", "if", "where", "after", "because"}
        ):
            first -= 1
        else:
            break
    return list(verb.doc[first : verb.i + 1])


def _clause(verb: Token) -> set[int]:
    """The clause that is said: a complement, or the clause that the verb is set into."""
    found: set[int] = set()
    for child in verb.children:
        if (
            child.dep_ in CLAUSES
            or (child.dep_ == "xcomp" and verb.lemma_.lower() in SPEECH | THOUGHT)
            or (child.dep_ == "parataxis" and child.i < verb.i and verb.lemma_.lower() in SPEECH)
        ):
            found |= {t.i for t in child.subtree}
    if not found and verb.dep_ in {"parataxis", "discourse"} and verb.lemma_.lower() in SPEECH:
        own = {t.i for t in verb.subtree}
        found = {t.i for t in verb.head.subtree if t.i not in own}
    if (
        not found
        and verb.dep_ == "advcl"
        and any(c.lower_ == "as" for c in verb.children)
        and verb.lemma_.lower() in SPEECH
    ):
        own = {t.i for t in verb.subtree}
        found = {t.i for t in verb.head.subtree if t.i not in own}
    return found


def _objects(verb: Token, lemma: str) -> set[int]:
    found: set[int] = set()
    for child in verb.children:
        if child.dep_ in {"obj", "xcomp"} or (
            child.dep_ == "obl"
            and any(c.dep_ == "case" and c.lower_ in PREPOSITIONS.get(lemma, ()) for c in child.children)
        ):
            found |= {t.i for t in child.subtree}
    return found


def _give_quotations(
    doc: Doc, text: str, quotations: Sequence[Quotation], drafts: list[_Draft]
) -> list[Quotation]:
    """Each quotation goes to the draft that takes it in or stands beside it; gives those left over."""
    rest = []
    held = [sorted(doc[i].idx for i in d.content) for d in drafts]
    for q in quotations:
        found = [
            (far, draft.verb.i, number)
            for number, draft in enumerate(drafts)
            if abs(draft.verb.idx - q.start) < REACH + q.end - q.start
            and (far := _distance(text, q, draft, _any_between(held[number], q.start, q.end))) is not None
        ]
        if found:
            drafts[min(found)[2]].quotations.append(q)
        else:
            rest.append(q)
    return rest


def _named_after(doc: Doc, q: Quotation, inside: set[int]) -> _Draft | None:
    """The draft of '"…," Jane Doe, who was there, said': a name right after a quotation and, behind what is set
    between commas, a verb of saying. For sentences whose tree does not show it."""
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
            return _Draft(token, source, [token], quotations=[q])
        if token.i == first + len(source) and (token.pos_ in NOMINAL or source) and not token.is_punct:
            source.append(token)
    return None


def _any_between(starts: list[int], first: int, last: int) -> bool:
    at = bisect_left(starts, first)
    return at < len(starts) and starts[at] < last


def _distance(text: str, q: Quotation, draft: _Draft, held: bool) -> int | None:
    """How far the cue is from a quotation in its paragraph; None where it cannot be its cue."""
    verb = draft.verb
    if not held and (verb.lemma_.lower() not in SPEECH and verb.lower_ != "according"):
        return None
    a, b = (q.end, verb.idx) if verb.idx >= q.end else (verb.idx + len(verb), q.start)
    between = text[a:b]
    if "\n" in between.strip(" ") or len(between) > (REACH if held else NEAR):
        return None
    if held:
        return 0
    if not draft.source and len(text[q.inner_start : q.inner_end].split()) in {1, 2}:
        return None
    after = verb.idx < q.start
    ends = sum(between.count(c) for c in (". ", "! ", "? "))
    if ends and (not after or not _quotation_before(draft)):
        return None
    return 1 + len(between) + (40 if ends else 0)


def _quotation_before(draft: _Draft) -> bool:
    return any(q.end <= draft.verb.idx for q in draft.quotations)


def _attribution(doc: Doc, text: str, draft: _Draft, mentions: Sequence[Mention]) -> Attribution:
    own = {t.i for t in draft.source} | {t.i for t in draft.cue}
    keep = [i for i in sorted(draft.content) if i not in own and not doc[i].is_space]
    spans = [_span(doc, run) for run in _runs(keep, doc)]
    spans += [Span(q.start, q.end) for q in draft.quotations]
    return Attribution(
        source=_spans_of(doc, draft.source),
        cue=_spans_of(doc, draft.cue),
        content=_union(spans, text),
        speaker=_speaker(doc, draft.source, mentions),
        direct=any(q.inner_end - q.inner_start > 20 or not keep for q in draft.quotations),
        quoted=tuple(Span(q.inner_start, q.inner_end) for q in sorted(draft.quotations, key=_where)),
    )


def _where(q: Quotation) -> int:
    return q.start


def _spans_of(doc: Doc, tokens: Sequence[Token]) -> tuple[Span, ...]:
    return tuple(_span(doc, run) for run in _runs([t.i for t in tokens], doc))


def _runs(tokens: list[int], doc: Doc) -> list[list[int]]:
    """Runs of neighbouring tokens, white space between them let through, bare punctuation left out."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and all(doc[j].is_space for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    trimmed = [_trim(run, doc) for run in runs]
    return [run for run in trimmed if run]


def _trim(run: list[int], doc: Doc) -> list[int]:
    while run and (doc[run[0]].is_punct and doc[run[0]].text in {",", ".", ";", ":", "—", "–", "-", ")"}):
        run = run[1:]
    while run and (doc[run[-1]].is_punct and doc[run[-1]].text in {",", ".", ";", ":", "—", "–", "-", "("}):
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
    holding = [m for m in mentions if m.start <= head.idx < m.end]
    if not holding:
        named = [t for t in head.children if t.dep_ in {"appos", "flat"} and t.i in inside]
        holding = [m for m in mentions if m.kind == "name" and any(m.start <= t.idx < m.end for t in named)]
    best = min(
        holding, key=lambda m: (("name", "nominal", "pronoun").index(m.kind), m.end - m.start), default=None
    )
    return best.entity if best else None


def _without_cue(
    doc: Doc, text: str, rest: Sequence[Quotation], drafts: Sequence[_Draft], mentions: Sequence[Mention]
) -> list[Attribution]:
    """Quotations of a sentence or more without words that say whose they are.

    A paragraph that begins with a quotation goes on with the speaker of the paragraph before where that one
    ended with a quotation; else the speaker stays unknown.
    """
    found = []
    for q in rest:
        words = text[q.inner_start : q.inner_end].split()
        if len(words) < 5:
            continue
        before = _goes_on(text, q, drafts)
        speaker = _speaker(doc, before.source, mentions) if before else None
        quoted = (Span(q.inner_start, q.inner_end),)
        found.append(Attribution((), (), (Span(q.start, q.end),), speaker, True, quoted))
    return found


def _goes_on(text: str, q: Quotation, drafts: Sequence[_Draft]) -> _Draft | None:
    begins = not text[text.rfind("\n", 0, q.start) + 1 : q.start].strip()
    earlier = [d for d in drafts if d.quotations and d.quotations[-1].start < q.start]
    if not earlier:
        return None
    last = max(earlier, key=lambda d: max(x.end for x in d.quotations))
    end = (
        max(x.end for x in last.quotations if x.end <= q.start)
        if any(x.end <= q.start for x in last.quotations)
        else 0
    )
    gap = text[end : q.start]
    if begins and not gap.translate(QUOTE_ENDS).strip():
        return last
    return last if gap.count("\n") == 0 and len(gap) < NEAR and end else None


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
