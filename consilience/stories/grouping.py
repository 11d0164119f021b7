"""Which reports are about one event, by what they name and say and when."""

from __future__ import annotations

from collections.abc import Sequence

from consilience.model import Reading
from consilience.stories.features import features_of
from consilience.stories.likeness import Likeness, Profile, candidates, profiles_of
from consilience.stories.linkage import Linkage
from consilience.stories.settling import settle


def profile(readings: Sequence[Reading]) -> list[Profile]:
    """What each report tells of, weighed against the heap."""
    return profiles_of([features_of(r) for r in readings])


def group(profiles: Sequence[Profile]) -> list[list[int]]:
    """Indices of the reports of each story, each list in order; one report may stand alone."""
    likeness, pairs = Likeness(profiles), candidates(profiles)
    return settle(Linkage(likeness, pairs).join(), likeness, pairs)
