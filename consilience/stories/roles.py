"""Who took part in which happenings of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from consilience.model import Reading

Roles = Mapping[str, frozenset[str]]


def roles_of(reading: Reading) -> Roles:
    """The surnames of those who took part in each act: {"arrest": {"dahl"}}; what is said or denied is left out."""
    surname = {
        e.id: e.name.casefold().split()[-1] for e in reading.entities if e.type == "person" and e.name.split()
    }
    found: dict[str, set[str]] = defaultdict(set)
    for event in reading.events:
        if event.type != "statement" and not event.negated:
            found[event.act.split("_")[0] or event.lemma] |= {
                surname[p] for p in event.participants if p in surname
            }
    return {act: frozenset(people) for act, people in found.items() if people}
