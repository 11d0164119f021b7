"""Who and what a report names: entities and their mentions."""

from __future__ import annotations

from spacy.tokens import Span as Words

from consilience.model import Entity, Mention
from consilience.reading.coreference import find_coreferents
from consilience.reading.name_clusters import name_clusters
from consilience.reading.name_spans import name_spans, own_text
from consilience.reading.offices import role_of
from consilience.reading.parsed import Parsed


def find_names(parsed: Parsed) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities of the report and all their mentions: names, descriptions and, where safe, pronouns."""
    clusters = name_clusters(parsed, name_spans(parsed))
    entities, mentions = [], []
    for number, cluster in enumerate(clusters, 1):
        entity = Entity(f"e{number}", cluster.fullest, cluster.type)
        entities.append(entity)
        mentions += [_mention(parsed, span, entity) for span in cluster.spans]
    mentions += find_coreferents(parsed, clusters)
    return tuple(entities), tuple(sorted(set(mentions), key=lambda m: (m.start, m.end, m.entity)))


def _mention(parsed: Parsed, span: Words, entity: Entity) -> Mention:
    role = role_of(span) if entity.type == "person" else None
    start = span.start_char
    return Mention(start, start + len(own_text(parsed.words_of(span))), entity.id, "name", role)
