"""What speaks against two reports being of one event: another person in the same role, another place throughout."""

from __future__ import annotations

from consilience.stories.features import Features
from consilience.stories.words import stem

OTHER_PERSON = 0.5  # what is left of the likeness of two reports
OTHER_PLACE = 0.75
THROUGHOUT = 1.0  # count from which a place is where it all happens: two mentions


def left_of_likeness(a: Features, b: Features) -> float:
    """The share of their likeness that two reports keep: 1 where nothing speaks against their being of one event."""
    kept = OTHER_PERSON if _other_person(a, b) else 1.0
    return kept * (OTHER_PLACE if _other_place(a, b) else 1.0)


def _other_person(a: Features, b: Features) -> bool:
    """Whether some role of one happening has different people, none of them named by the other report."""
    return any(
        not any(_names(b, "@" + p) for p in a.roles[key]) and not any(_names(a, "@" + p) for p in b.roles[key])
        for key in a.roles.keys() & b.roles.keys()
    )


def _other_place(a: Features, b: Features) -> bool:
    """Whether each has a place throughout that the other does not name."""
    here, there = _main_places(a), _main_places(b)
    return (
        bool(here and there)
        and not any(_names(b, p) for p in here)
        and not any(_names(a, p) for p in there)
    )


def _main_places(features: Features) -> list[str]:
    counts = {f: c for f, c in features.counts.items() if f.startswith("%") and c >= THROUGHOUT}
    return [f for f, c in counts.items() if c == max(counts.values())]


def _names(features: Features, key: str) -> bool:
    """Whether a report names somebody or some place, if only in words that were not read as its name."""
    return key in features.counts or all(stem(word) in features.counts for word in key[1:].split())
