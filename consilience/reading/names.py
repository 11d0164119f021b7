"""Who and what a report names: entities and their mentions."""

from __future__ import annotations

from spacy.tokens import Span as Words

from consilience.model import Entity, EntityType, Mention
from consilience.reading.coreference import find_coreferents
from consilience.reading.name_clusters import name_clusters
from consilience.reading.name_spans import name_spans, own_text
from consilience.reading.offices import role_of
from consilience.reading.parsed import Parsed


def find_names(parsed: Parsed) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities of the report and all their mentions: names, descriptions and, where safe, pronouns."""
    clusters = name_clusters(name_spans(parsed))
    entities, mentions = [], []
    for number, cluster in enumerate(clusters, 1):
        entity = Entity(f"e{number}", cluster.fullest, cluster.type)
        entities.append(entity)
        mentions += [_mention(span, entity.id, cluster.type) for span in cluster.spans]
    mentions += find_coreferents(parsed, clusters)
    return tuple(entities), tuple(sorted(set(mentions), key=lambda m: (m.start, m.end, m.entity)))


def _mention(span: Words, entity: str, kind: EntityType) -> Mention:
    role = role_of(span) if kind == "person" else None
    return Mention(span.start_char, span.start_char + len(own_text(span)), entity, "name", role)
