"""Which reports are about one event, by what they name and say and when."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.stories.features import Features
from consilience.stories.likeness import Likeness, Profile, candidates, profiles_of
from consilience.stories.linkage import Linkage
from consilience.stories.settling import settle


def group(heap: Sequence[Features]) -> tuple[list[list[int]], list[Profile]]:
    """Indices of the reports of each story, each list in order, and what each report tells of.

    Done twice: what all reports of a large story hold is common in the heap, but only because of that story. One
    report may stand alone.
    """
    profiles = profiles_of(heap, [[number] for number in range(len(heap))])
    pairs, likeness = candidates(profiles), Likeness(profiles)
    profiles = profiles_of(heap, _grown(likeness, pairs))
    return _grown(Likeness(profiles, likeness.left), pairs), profiles


def _grown(likeness: Likeness, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    return settle(Linkage(likeness, pairs).join(), likeness, pairs)
