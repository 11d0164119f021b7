"""Which names of one report are one entity: full names, surnames, acronyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from spacy.tokens import Span as Words

from consilience.model import EntityType
from consilience.reading.name_forms import (
    acronym_fits,
    is_acronym,
    is_short_body,
    is_short_person,
    plain,
    words_of,
)
from consilience.reading.name_spans import own_text
from consilience.reading.parsed import Parsed

TYPES: dict[str, EntityType] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "LOC": "place", "GPE": "place",
    "FAC": "place", "NORP": "group", "EVENT": "event", "PRODUCT": "product", "MISC": "other",
    "WORK_OF_ART": "product", "LAW": "other", "LANGUAGE": "other",
}  # fmt: skip
LOCATIVE = frozenset(["in", "at", "near", "from", "into", "outside", "to", "across", "around"])


@dataclass(slots=True)
class Cluster:
    """Mentions that stand for one entity, while they are being gathered."""

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    spans: list[Words] = field(default_factory=list)
    fullest: str = field(init=False)  # the longest spelling that is no acronym

    def __post_init__(self) -> None:
        self.fullest = max(self.names, key=_fullness)

    def take(self, other: Cluster) -> None:
        """Adds the mentions of another cluster, which stands for the same entity."""
        self.names.update(other.names)
        self.spans += other.spans
        self.fullest = max(self.names, key=_fullness)


@lru_cache(maxsize=20_000)
def _fullness(name: str) -> tuple[bool, int, int, str]:
    return (not is_acronym(name), len(words_of(name)), len(name), name)


def name_clusters(parsed: Parsed, spans: Iterable[Words]) -> list[Cluster]:
    """One cluster for each entity, in the order of their first names.

    Two names are one entity when one is the other's surname, first words or acronym and nothing else in
    the report could be meant.
    """
    clusters = _merge_short_forms(_same_names(parsed, spans))
    clusters.sort(key=lambda c: min(s.start for s in c.spans))
    return clusters


def _same_names(parsed: Parsed, spans: Iterable[Words]) -> list[Cluster]:
    """One cluster for each plain form; its type is the commonest in the report."""
    forms: dict[str, list[tuple[str, EntityType, Words]]] = {}
    for span in spans:
        text = parsed.words_of(span)
        own = own_text(text)
        kind = "place" if own != text else TYPES.get(span.label_, "other")
        forms.setdefault(plain(own), []).append((own, kind, span))
    clusters = []
    for found in forms.values():
        types = Counter(kind for _, kind, _ in found)
        best = max(types, key=lambda t: (types[t], t == found[0][1]))
        clusters.append(Cluster(best, Counter(own for own, _, _ in found), [span for _, _, span in found]))
    return clusters


def _merge_short_forms(clusters: list[Cluster]) -> list[Cluster]:
    """Each short form joins the one longer name it can stand for; where there are two, it stays apart."""
    longest_first = sorted(clusters, key=lambda c: (-len(plain(c.fullest).split()), c.spans[0].start))
    kept: list[Cluster] = []
    for cluster in longest_first:
        acronym = is_acronym(cluster.fullest)
        fits = [k for k in kept if _may_be(cluster, k, acronym=acronym)]
        if len(fits) > 1:
            fits = _nearest_before(cluster, fits) if acronym else []
        if len(fits) == 1:
            fits[0].take(cluster)
        else:
            kept.append(cluster)
    return kept


def _nearest_before(cluster: Cluster, fits: list[Cluster]) -> list[Cluster]:
    """The expansion that stands right before the acronym in brackets."""
    first = min(s.start for s in cluster.spans)
    return [f for f in fits if any(0 < first - s.end <= 1 for s in f.spans)]


def _may_be(short: Cluster, full: Cluster, *, acronym: bool) -> bool:
    name, other = short.fullest, full.fullest
    if acronym and full.type in {"organization", "place", "group", "other"} and not is_acronym(other):
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
