"""What speaks against two reports being of one event: other people in one act, another place throughout."""

from __future__ import annotations

from consilience.stories.features import Features
from consilience.stories.words import stem

OTHER_PEOPLE = 0.5  # what is left of the likeness of two reports that have other people in one act
OTHER_PLACE = 0.75  # ... that are throughout about another place


def left_of_likeness(a: Features, b: Features) -> float:
    """The share of their likeness that two reports keep: 1 where nothing speaks against their being of one event."""
    kept = OTHER_PEOPLE if _other_people(a, b) else 1.0
    return kept * (OTHER_PLACE if _other_place(a, b) else 1.0)


def _other_people(a: Features, b: Features) -> bool:
    """Whether some act has other people in each, none of them named by the other report at all."""
    return any(
        not any(_names(b, "@" + p) for p in a.roles[key])
        and not any(_names(a, "@" + p) for p in b.roles[key])
        for key in a.roles.keys() & b.roles.keys()
    )


def _other_place(a: Features, b: Features) -> bool:
    """Whether each is throughout about a place that the other does not name."""
    here, there = a.main_places, b.main_places
    return (
        bool(here and there)
        and not any(_names(b, place) for place in here)
        and not any(_names(a, place) for place in there)
    )


def _names(features: Features, key: str) -> bool:
    """Whether a report names somebody or some place, if only in words that were not read as its name."""
    return key in features.counts or all(stem(word) in features.counts for word in key[1:].split())
