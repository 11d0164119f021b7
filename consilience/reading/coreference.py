"""What else stands for a named entity: descriptions beside the name, "the board", "the general", surnames, he and she."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span as Words
from spacy.tokens import Token

from consilience.model import Mention
from consilience.reading.name_clusters import Cluster
from consilience.reading.name_forms import INSTITUTIONS, words_of
from consilience.reading.offices import is_person_noun, offices_of
from consilience.reading.parsed import Columns, Parsed

BEFORE_NAMES = frozenset({"nmod:desc", "compound", "nmod"})  # "army spokesman" of "army spokesman Peter Sule"
BODY_NOUNS = frozenset(["group", "organization", "organisation"])
EXALTED = frozenset(
    ["top", "rights", "aid", "advocacy", "militant", "monitoring"]
)  # "the top general" is the general
NARROWS = frozenset({"acl:relcl", "acl", "nmod", "nummod", "conj"})
HE_SHE = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])


def find_coreferents(parsed: Parsed, clusters: Sequence[Cluster]) -> list[Mention]:
    """Mentions of the clusters' entities that are not their names; entity n is the n-th cluster, from 1."""
    taken = {i for cluster in clusters for span in cluster.spans for i in range(span.start, span.end)}
    return [
        *_appositions(clusters),
        *_definites(parsed, clusters, taken),
        *_officers(parsed, clusters, taken),
        *_groups(parsed, clusters, taken),
        *_surnames(parsed, clusters, taken),
        *_pronouns(parsed, clusters),
    ]


def _appositions(clusters: Sequence[Cluster]) -> list[Mention]:
    """ "Ryan Dillon, a coalition spokesman" and "coalition spokesman Ryan Dillon": the noun phrase is he."""
    mentions = []
    for number, cluster in enumerate(clusters, 1):
        for span in cluster.spans if cluster.type in {"person", "organization"} else ():
            for token in _apposed(span):
                start, end = _phrase(token, span)
                fits = cluster.type != "person" or is_person_noun(token.lemma_.lower())
                if end > start and fits:
                    mentions.append(Mention(start, end, f"e{number}", "nominal"))
    return mentions


def _apposed(span: Words) -> list[Token]:
    root = span.root
    found = [c for c in root.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i >= span.end]
    if root.dep_ == "appos" and root.head.pos_ == "NOUN" and root.head.i < span.start:
        found.append(root.head)
    found += [c for c in root.children if c.dep_ in BEFORE_NAMES and c.i < span.start and _says_what(c)]
    return [t for t in found if not _listed(t) and not _listed(root)]


def _says_what(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and is_person_noun(noun.lemma_.lower())


def _listed(token: Token) -> bool:
    """Whether it is one of several in a row, where commas part and do not explain."""
    return any(c.dep_ in {"cc", "conj"} for c in token.children)


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
    while left.i < right.i and (left.is_punct or left.is_space or left.pos_ in {"ADP", "CCONJ"}):
        left = left.nbor(1)
    if name.start <= left.i < name.end:
        return 0, 0
    return left.idx, right.idx + len(right)


def _definites(parsed: Parsed, clusters: Sequence[Cluster], taken: set[int]) -> list[Mention]:
    """ "The board" after "Lake Safety Board", where no other body named in the report is a board."""
    heads: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters, 1):
        if cluster.type == "organization":
            for word in {w for w in words_of(cluster.fullest) if w in INSTITUTIONS}:
                heads.setdefault(word, []).append(number)
    mentions = []
    lowers = parsed.columns.lowers
    alone = {word: numbers[0] for word, numbers in heads.items() if len(numbers) == 1}
    for i in [i for i, word in enumerate(lowers) if word in alone]:
        if i in taken or i == 0 or lowers[i - 1] != "the":
            continue
        token, number = parsed.doc[i], alone[lowers[i]]
        if token.dep_ != "compound" and i > min(s.start for s in clusters[number - 1].spans):
            mentions.append(Mention(token.nbor(-1).idx, token.idx + len(token), f"e{number}", "nominal"))
    return mentions


def _officers(parsed: Parsed, clusters: Sequence[Cluster], taken: set[int]) -> list[Mention]:
    """ "The general" and "the group's leader", where one person alone of those named so far holds that office."""
    holders: dict[str, set[int]] = {}
    first = {}
    for number, cluster in enumerate(clusters, 1):
        first[number] = min(span.end for span in cluster.spans)
        for span in cluster.spans if cluster.type == "person" else ():
            for office in offices_of(span):
                holders.setdefault(office, set()).add(number)
    mentions = []
    lemmas = parsed.columns.lemmas
    for i in [i for i, lemma in enumerate(lemmas) if lemma in holders]:
        token, lemma = parsed.doc[i], lemmas[i]
        held = [n for n in sorted(holders[lemma]) if first[n] <= i]
        common = token.tag_ in {"NN", "NNP"} and token.text.islower()
        if len(held) == 1 and common and _definite(token) and not _named(token, taken):
            mentions.append(_noun_phrase(token, held[0]))
    return mentions


def _groups(parsed: Parsed, clusters: Sequence[Cluster], taken: set[int]) -> list[Mention]:
    """ "The group", "the company": the one body named in this sentence and the two before it."""
    bodies = {
        i: number
        for number, cluster in enumerate(clusters, 1)
        if cluster.type == "organization"
        for span in cluster.spans
        for i in range(span.start, span.end)
    }
    mentions = []
    for first, i in _with_reach(parsed.columns, BODY_NOUNS):
        token = parsed.doc[i]
        if not _definite(token) or _named(token, taken):
            continue
        near = {bodies[j] for j in range(first, i) if j in bodies}
        if len(near) == 1:
            mentions.append(_noun_phrase(token, near.pop()))
    return mentions


def _with_reach(columns: Columns, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where these words stand, each after the first token of the sentence two before its own."""
    at, sentences = 0, columns.sentences
    for i in [i for i, word in enumerate(columns.lowers) if word in words]:
        while sentences[at][1] <= i:
            at += 1
        yield sentences[max(0, at - 2)][0], i


def _definite(noun: Token) -> bool:
    """Whether it speaks of one who is known: "the", or an owner, and no further description behind it."""
    before = [c for c in noun.children if c.i < noun.i and not c.is_punct]
    known = any(c.lower_ in {"the", "that"} or (c.dep_ == "nmod:poss" and c.pos_ != "PRON") for c in before)
    plain = all(
        c.lower_ in EXALTED or c.dep_ in {"det", "nmod:poss", "case"} or c.pos_ == "PROPN" for c in before
    )
    behind = any(c.dep_ in NARROWS for c in noun.children)
    return known and plain and not behind and noun.dep_ not in {"appos", "compound"}


def _named(noun: Token, taken: set[int]) -> bool:
    """Whether a name stands in apposition to the noun or right behind it."""
    return noun.i in taken or noun.i + 1 in taken or any(c.dep_ in {"appos", "flat"} for c in noun.children)


def _noun_phrase(noun: Token, number: int) -> Mention:
    first = noun.left_edge
    while first.i < noun.i and (first.is_punct or first.is_space or first.pos_ in {"ADP", "CCONJ"}):
        first = first.nbor(1)
    return Mention(first.idx, noun.idx + len(noun), f"e{number}", "nominal")


def _surnames(parsed: Parsed, clusters: Sequence[Cluster], taken: set[int]) -> list[Mention]:
    """A surname that the pipeline missed, where one person of the report bears it."""
    bearers: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters, 1):
        words = cluster.fullest.split()
        if cluster.type == "person" and len(words) > 1 and len(words[-1]) > 3:
            bearers.setdefault(words[-1], []).append(number)
    alone = {name: numbers[0] for name, numbers in bearers.items() if len(numbers) == 1}
    found = [
        (parsed.doc[i], alone[text])
        for i, text in enumerate(parsed.columns.texts)
        if text in alone and i not in taken
    ]
    return [Mention(t.idx, t.idx + len(t), f"e{n}", "name") for t, n in found if not t.ent_type_]


def _pronouns(parsed: Parsed, clusters: Sequence[Cluster]) -> list[Mention]:
    """He and she, where one person alone has been named in this sentence and the two before it."""
    persons = {
        i: number
        for number, cluster in enumerate(clusters, 1)
        if cluster.type == "person"
        for span in cluster.spans
        for i in range(span.start, span.end)
    }
    mentions = []
    for first, i in _with_reach(parsed.columns, HE_SHE):
        near = {persons[j] for j in range(first, i) if j in persons}
        if len(near) == 1 and parsed.columns.parts[i] == "PRON":
            token = parsed.doc[i]
            mentions.append(Mention(token.idx, token.idx + len(token), f"e{near.pop()}", "pronoun"))
    return mentions
