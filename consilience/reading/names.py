"""Who and what a report names: entities and their mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import spacy
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from consilience.model import Entity, EntityType, Mention, Span
from consilience.reading.name_forms import (
    INSTITUTIONS,
    TITLES,
    acronym_fits,
    is_acronym,
    is_short_body,
    is_short_person,
    plain,
    words_of,
)
from consilience.reading.parsed import Parsed

TYPES: dict[str, EntityType] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "LOC": "place", "GPE": "place",
    "FAC": "place", "NORP": "group", "EVENT": "event", "PRODUCT": "product", "MISC": "other",
    "WORK_OF_ART": "product", "LAW": "other", "LANGUAGE": "other",
}  # fmt: skip
NOT_NAMES = frozenset(
    ["mr", "mrs", "ms", "sir", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
)
PERSON_NOUNS = frozenset(
    [
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "president",
        "minister",
        "commander",
        "leader",
        "chief",
        "director",
        "head",
        "chairman",
        "chairwoman",
        "secretary",
        "general",
        "colonel",
        "officer",
        "official",
        "governor",
        "mayor",
        "senator",
        "lawmaker",
        "analyst",
        "professor",
        "expert",
        "scholar",
        "coach",
        "owner",
        "founder",
        "manager",
        "prosecutor",
        "judge",
        "lawyer",
        "ambassador",
        "envoy",
        "king",
        "prime",
        "doctor",
        "nurse",
        "executive",
        "economist",
        "researcher",
        "author",
        "journalist",
        "reporter",
        "teacher",
        "activist",
        "captain",
    ]
)
PLACE_LABELS = frozenset({"LOC", "GPE"})
BODIES = frozenset(
    [
        "coalition",
        "alliance",
        "army",
        "government",
        "regime",
        "police",
        "military",
        "navy",
        "parliament",
        "armed_forces",
    ]
)
BODY_WORDS = frozenset(["national", "federal", "armed", "central", "international", "military", "coalition"])
OWN_BODIES = frozenset(["police", "coalition", "military", "army", "government"])
COMBINED = re.compile(r"[-‑–](?:[a-z]+)$")  # "U.S.-led", "London-based": the place is before the hyphen
LOCATIVE = frozenset(["in", "at", "near", "from", "into", "outside", "to", "across", "around"])
HE_SHE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])


@dataclass(slots=True)
class _Cluster:
    """Mentions that stand for one entity, while they are being gathered."""

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    spans: list[Words] = field(default_factory=list)

    @property
    def fullest(self) -> str:
        return max(self.names, key=_fullness)


@lru_cache(maxsize=20_000)
def _fullness(name: str) -> tuple[bool, int, int, str]:
    return (not is_acronym(name), len(words_of(name)), len(name), name)


def find_names(parsed: Parsed) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities of the report and all their mentions: names, appositions and, where safe, he and she.

    Two names are one entity when one is the other's surname, first words or acronym and nothing else in
    the report could be meant.
    """
    spans = [s for s in map(_trimmed, _joined(parsed.doc)) if s is not None]
    spans = [s for s in spans if not _in_boilerplate(s, parsed.boilerplate)]
    clusters = _merge_short_forms(_same_names(spans))
    clusters.sort(key=lambda c: min(s.start for s in c.spans))
    entities, mentions = [], []
    for number, cluster in enumerate(clusters, 1):
        entity = Entity(f"e{number}", cluster.fullest, cluster.type)
        entities.append(entity)
        mentions += [_mention(span, entity.id, cluster.type) for span in cluster.spans]
    mentions += _appositions(parsed, clusters)
    mentions += _definites(parsed, clusters)
    mentions += _surnames(parsed, clusters)
    mentions += _pronouns(parsed, clusters)
    return tuple(entities), tuple(sorted(set(mentions), key=lambda m: (m.start, m.end, m.entity)))


def _joined(doc: Doc) -> list[Words]:
    """The pipeline's names; two of one kind with only a hyphen between them are one."""
    joined: list[Words] = []
    for span in spacy.util.filter_spans([*_described_bodies(doc), *doc.ents]):
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


def _described_bodies(doc: Doc) -> list[Words]:
    """Bodies that go by a description: "U.S.-led coalition", "Lebanese army"."""
    found = []
    for noun in doc:
        if noun.lemma_.lower() not in BODIES or noun.i == 0:
            continue
        before = noun.nbor(-1)
        if before.lower_ in BODY_WORDS and noun.i > 1:
            before = before.nbor(-1)
        led = re.search(r"[\w.]-(?:led|backed)$", before.text) is not None
        if (
            led
            or before.ent_type_ == "NORP"
            or (before.ent_type_ in PLACE_LABELS and noun.lemma_.lower() in OWN_BODIES)
        ):
            first = before.i
            while first > 0 and doc[first - 1].ent_type_ == before.ent_type_ and doc[first].ent_iob_ == "I":
                first -= 1
            found.append(Words(doc, first, noun.i + 1, label="ORG"))
    return found


def _trimmed(span: Words) -> Words | None:
    """A name without leading articles and titles, a possessive or stray points."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (
        doc[start].is_space or doc[start].is_punct or doc[start].lower_ == "the"
        or (span.label_ == "PERSON" and end - start > 1 and doc[start].lower_.rstrip(".") in TITLES)
    ):  # fmt: skip
        start += 1
    while end > start and (
        doc[end - 1].is_space
        or doc[end - 1].tag_ == "POS"
        or (doc[end - 1].is_punct and doc[end - 1].text != ")")
    ):
        end -= 1
    if start == end or not any(c.isalpha() for c in doc[start:end].text):
        return None
    if doc[start:end].text.casefold().rstrip(".") in NOT_NAMES | TITLES:
        return None
    return Words(doc, start, end, label=span.label_)


def _in_boilerplate(span: Words, boilerplate: Sequence[Span]) -> bool:
    return any(b.start < span.end_char and span.start_char < b.end for b in boilerplate)


def _same_names(spans: Iterable[Words]) -> list[_Cluster]:
    """One cluster for each plain form; its type is the commonest in the report."""
    forms: dict[str, list[Words]] = {}
    for span in spans:
        forms.setdefault(plain(_text(span)), []).append(span)
    clusters = []
    for found in forms.values():
        types = Counter(_type(s) for s in found)
        best = max(types, key=lambda t: (types[t], t == _type(found[0])))
        clusters.append(_Cluster(best, Counter(map(_text, found)), list(found)))
    return clusters


def _text(span: Words) -> str:
    """The name's own words: "U.S." of "U.S.-led"."""
    return str(COMBINED.sub("", span.text))


def _type(span: Words) -> EntityType:
    return "place" if COMBINED.search(span.text) else TYPES.get(span.label_, "other")


def _merge_short_forms(clusters: list[_Cluster]) -> list[_Cluster]:
    """Each short form joins the one longer name it can stand for; where there are two, it stays apart."""
    longest_first = sorted(clusters, key=lambda c: (-len(plain(c.fullest).split()), c.spans[0].start))
    kept: list[_Cluster] = []
    for cluster in longest_first:
        fits = [k for k in kept if _may_be(cluster, k)]
        if len(fits) > 1:
            fits = _nearest_before(cluster, fits) if is_acronym(cluster.fullest) else []
        if len(fits) == 1:
            fits[0].names.update(cluster.names)
            fits[0].spans += cluster.spans
        else:
            kept.append(cluster)
    return kept


def _nearest_before(cluster: _Cluster, fits: list[_Cluster]) -> list[_Cluster]:
    """The expansion that stands right before the acronym in brackets."""
    first = min(s.start for s in cluster.spans)
    return [f for f in fits if any(0 < first - s.end <= 1 for s in f.spans)]


def _may_be(short: _Cluster, full: _Cluster) -> bool:
    name, other = short.fullest, full.fullest
    if (
        is_acronym(name)
        and not is_acronym(other)
        and full.type in {"organization", "place", "group", "other"}
    ):
        return acronym_fits(name, other)
    if full.type == "person" and short.type in {"organization", "other", "place"}:
        words = words_of(other)
        surname = len(words) > 1 and words_of(name) == words[-1:]
        return surname and not any(_located(s) for s in short.spans)
    if short.type != full.type:
        return False
    if short.type == "person":
        return is_short_person(words_of(name), words_of(other))
    if short.type == "organization":
        return is_short_body(words_of(name), words_of(other))
    return False


def _located(span: Words) -> bool:
    """Whether a preposition of place stands before the name, so that it is no surname there."""
    return any(c.dep_ == "case" and c.lower_ in LOCATIVE for c in span.root.children)


def _mention(span: Words, entity: str, kind: EntityType) -> Mention:
    role = _role(span) if kind == "person" else None
    return Mention(span.start_char, span.start_char + len(_text(span)), entity, "name", role)


def _role(name: Words) -> str | None:
    """The title or office before a person's name, else in apposition after it."""
    first = name.start
    while first > name.sent.start and _is_title(name.doc[first - 1]):
        first -= 1
    if first < name.start:
        return str(name.doc[first : name.start].text)
    for child in name.root.children:
        if child.dep_ == "appos" and child.i > name.root.i and child.lemma_ in PERSON_NOUNS:
            left = child.left_edge
            while left.i < child.i and left.pos_ in {"PUNCT", "DET", "SPACE"}:
                left = left.nbor(1)
            return str(name.doc[left.i : child.i + 1].text)
    return None


def _is_title(token: Token) -> bool:
    if token.is_punct and token.text == ".":
        return token.i > 0 and token.nbor(-1).lower_ in TITLES
    word = token.lower_.rstrip(".")
    return (word in TITLES or word in PERSON_NOUNS) and token.ent_type_ != "PERSON"


def _appositions(parsed: Parsed, clusters: Sequence[_Cluster]) -> list[Mention]:
    """ "Ryan Dillon, a coalition spokesman" and "coalition spokesman Ryan Dillon": the noun phrase is he."""
    mentions = []
    for number, cluster in enumerate(clusters, 1):
        for span in cluster.spans if cluster.type in {"person", "organization"} else ():
            for token in _apposed(span):
                start, end = _phrase(token, span)
                if end > start:
                    mentions.append(Mention(start, end, f"e{number}", "nominal"))
    return mentions


def _apposed(span: Words) -> list[Token]:
    root = span.root
    found = [c for c in root.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i >= span.end]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < span.start:
        found.append(root.head)
    return found


def _phrase(token: Token, name: Words) -> tuple[int, int]:
    """The noun phrase of a token as characters, cut where the name begins."""
    left, right = token.left_edge, token
    for child in token.rights:
        if child.dep_ in {"nmod", "compound", "flat"} and not (name.start <= child.i < name.end):
            right = child.right_edge
        else:
            break
    if left.i < name.start <= right.i:
        right = name.doc[name.start - 1]
    while left.i < right.i and (left.is_punct or left.is_space):
        left = left.nbor(1)
    if name.start <= left.i < name.end:
        return 0, 0
    return left.idx, right.idx + len(right)


def _definites(parsed: Parsed, clusters: Sequence[_Cluster]) -> list[Mention]:
    """ "The board" after "Lake Safety Board", where no other body named in the report is a board."""
    heads: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters, 1):
        if cluster.type == "organization":
            for word in {w for w in words_of(cluster.fullest) if w in INSTITUTIONS}:
                heads.setdefault(word, []).append(number)
    taken = {t.i for cluster in clusters for span in cluster.spans for t in span}
    mentions = []
    for token in parsed.doc:
        numbers = heads.get(token.lower_, [])
        if len(numbers) != 1 or token.i in taken or token.i == 0 or token.nbor(-1).lower_ != "the":
            continue
        if token.dep_ != "compound" and token.i > min(s.start for s in clusters[numbers[0] - 1].spans):
            mentions.append(Mention(token.nbor(-1).idx, token.idx + len(token), f"e{numbers[0]}", "nominal"))
    return mentions


def _surnames(parsed: Parsed, clusters: Sequence[_Cluster]) -> list[Mention]:
    """A surname that the pipeline missed, where one person of the report bears it."""
    bearers: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters, 1):
        words = cluster.fullest.split()
        if cluster.type == "person" and len(words) > 1 and len(words[-1]) > 3:
            bearers.setdefault(words[-1], []).append(number)
    taken = {t.i for cluster in clusters for span in cluster.spans for t in span}
    return [
        Mention(token.idx, token.idx + len(token), f"e{bearers[token.text][0]}", "name")
        for token in parsed.doc
        if len(bearers.get(token.text, ())) == 1 and token.i not in taken and not token.ent_type_
    ]


def _pronouns(parsed: Parsed, clusters: Sequence[_Cluster]) -> list[Mention]:
    """He and she, where one person alone has been named in this sentence and the two before it."""
    persons = {
        token.i: number
        for number, cluster in enumerate(clusters, 1)
        if cluster.type == "person"
        for span in cluster.spans
        for token in span
    }
    mentions = []
    sentences = list(parsed.doc.sents)
    for at, sentence in enumerate(sentences):
        first = sentences[max(0, at - 2)].start
        for token in sentence:
            if token.pos_ == "PRON" and token.lower_ in HE_SHE:
                near = {persons[i] for i in range(first, token.i) if i in persons}
                if len(near) == 1:
                    mentions.append(Mention(token.idx, token.idx + len(token), f"e{near.pop()}", "pronoun"))
    return mentions
