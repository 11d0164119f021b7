"""Who did or suffered what in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from consilience.model import EventMention, Reading

ROLES = {"nsubj": "doer", "obj": "sufferer", "nsubj:pass": "sufferer", "nmod": "sufferer"}

Roles = Mapping[tuple[str, str], frozenset[str]]


def roles_of(reading: Reading) -> Roles:
    """Who did or suffered what, by surname: {("arrest", "sufferer"): {"dahl"}}; what is said or denied is left out."""
    surname = {
        word: entity.name.casefold().split()[-1]
        for entity in reading.entities
        if entity.type == "person"
        for word in entity.name.casefold().split()
    }
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for event in reading.events:
        if event.type != "statement" and not event.negated:
            for role, person in _people(event, surname):
                found[event.act.split("_")[0] or event.lemma, role].add(person)
    return {key: frozenset(people) for key, people in found.items()}


def _people(event: EventMention, surname: Mapping[str, str]) -> list[tuple[str, str]]:
    heads = [(role, head.casefold().split()[-1]) for role, head in event.arguments if head.strip()]
    return [(ROLES[role], surname[head]) for role, head in heads if role in ROLES and head in surname]
