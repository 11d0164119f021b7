"""The names that the language pipeline finds, mended: joined, trimmed, and healed by what the report shows elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import spacy
from spacy.tokens import Span as Words
from spacy.tokens import Token

from consilience.model import Span
from consilience.reading.name_forms import TITLES
from consilience.reading.parsed import Parsed

NOT_NAMES = TITLES | frozenset(
    ["mr", "mrs", "ms", "sir", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
PLACE_LABELS = frozenset({"LOC", "GPE"})
BODIES = frozenset(
    "coalition alliance army government regime police military navy parliament armed_forces".split()
)
BODY_WORDS = frozenset("national federal armed central international military coalition".split())
OWN_BODIES = frozenset("police coalition military army government".split())
VESSELS = frozenset(
    "MV MS SS MT FV MY RMS RV HMS USS USNS USCGC HMCS HMAS HMNZS INS BNS KRI BRP ROKS JS TCG RFS".split()
)
COMBINED = re.compile(r"[-‑–](?:[a-z]+)$")  # "U.S.-led", "London-based": the place is before the hyphen


def name_spans(parsed: Parsed) -> list[Words]:
    """The names outside boilerplate, in text order, none in another."""
    spans = [s for joined in _joined(parsed) if (s := _trimmed(parsed, joined)) is not None]
    return [s for s in _healed(parsed, spans) if not _in_boilerplate(s, parsed.boilerplate)]


def _healed(parsed: Parsed, spans: list[Words]) -> list[Words]:
    """The spans, with each name of two words or more found wherever the report has just these words.

    What is found whole at least as often as in pieces is the name; a longer name that holds it stays.
    """
    written = [parsed.words_of(s) for s in spans]
    whole = Counter(written)
    names = {text: s for text, s in zip(reversed(written), reversed(spans), strict=True) if len(s) > 1}
    doc, texts = parsed.doc, parsed.columns.texts
    starts: dict[str, list[int]] = {texts[s.start]: [] for s in names.values()}
    for i, word in enumerate(texts):
        if word in starts:
            starts[word].append(i)
    at_start = {s.start: s for s in spans}
    found: list[Words] = []
    for text, name in sorted(names.items()):
        words = texts[name.start : name.end]
        places = [i for i in starts[words[0]] if texts[i : i + len(words)] == words]
        pieces = [i for i in places if i in at_start and len(at_start[i]) < len(words)]
        if len(places) > whole[text] >= len(pieces):
            found += [Words(doc, i, i + len(words), label=name.label_) for i in places]
    return list(spacy.util.filter_spans([*spans, *found]))


def own_text(text: str) -> str:
    """The own words of a name as it is written: "U.S." of "U.S.-led"."""
    return COMBINED.sub("", text)


def _joined(parsed: Parsed) -> list[Words]:
    """The pipeline's names; two of one kind with only a hyphen between them are one."""
    doc = parsed.doc
    joined: list[Words] = []
    for span in spacy.util.filter_spans([*_described_bodies(parsed), *_vessels(parsed), *doc.ents]):
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.end_char == span.start_char
            and "-" in (before.text[-1], span.text[0])
        ):
            joined[-1] = Words(doc, before.start, span.end, label=before.label_)
        else:
            joined.append(span)
    return joined


def _described_bodies(parsed: Parsed) -> list[Words]:
    """Bodies that go by a description: "U.S.-led coalition", "Lebanese army"."""
    doc, lemmas, found = parsed.doc, parsed.columns.lemmas, []
    for i, lemma in enumerate(lemmas):
        if lemma not in BODIES or i == 0:
            continue
        before = doc[i - 1]
        if before.lower_ in BODY_WORDS and i > 1:
            before = before.nbor(-1)
        led = re.search(r"[\w.]-(?:led|backed)$", before.text) is not None
        if led or before.ent_type_ == "NORP" or (before.ent_type_ in PLACE_LABELS and lemma in OWN_BODIES):
            first = before.i
            while first > 0 and doc[first - 1].ent_type_ == before.ent_type_ and doc[first].ent_iob_ == "I":
                first -= 1
            found.append(Words(doc, first, i + 1, label="ORG"))
    return found


def _vessels(parsed: Parsed) -> list[Words]:
    """Ships, which go by a prefix and up to three words: "MV Chambo Star", "USS Cole"."""
    doc, found = parsed.doc, []
    for start in (i for i, text in enumerate(parsed.columns.texts) if text in VESSELS):
        end = start + 1
        while end < min(len(doc), start + 4) and doc[end].is_title and doc[end].pos_ != "ADP":
            end += 1
        if end > start + 1:
            found.append(Words(doc, start, end, label="PRODUCT"))
    return found


def _trimmed(parsed: Parsed, span: Words) -> Words | None:
    """A name without leading articles and titles, a possessive or stray points."""
    doc, start, end, label = span.doc, span.start, span.end, span.label_
    while start < end and _leads_in(doc[start], titled=label == "PERSON" and end - start > 1):
        start += 1
    while end > start and _trails(doc[end - 1]):
        end -= 1
    if start == end:
        return None
    name = span if (start, end) == (span.start, span.end) else Words(doc, start, end, label=label)
    text = parsed.words_of(name)
    return None if text.casefold().rstrip(".") in NOT_NAMES or not any(map(str.isalpha, text)) else name


def _leads_in(token: Token, *, titled: bool) -> bool:
    word = token.lower_
    return word == "the" or token.is_space or token.is_punct or (titled and word.rstrip(".") in TITLES)


def _trails(token: Token) -> bool:
    return token.is_space or token.tag_ == "POS" or (token.is_punct and token.text != ")")


def _in_boilerplate(span: Words, boilerplate: Sequence[Span]) -> bool:
    return any(b.start < span.end_char and span.start_char < b.end for b in boilerplate)
