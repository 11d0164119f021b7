"""Readings to stories: group, then find the passages that the reports of a story share."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from consilience.model import Reading, Story
from consilience.stories.copies import find_copies
from consilience.stories.features import features_of
from consilience.stories.grouping import group
from consilience.stories.likeness import Profile
from consilience.stories.reasons import joins_of


def find_stories(readings: Sequence[Reading]) -> list[Story]:
    """The stories of a heap of readings, the largest first; the order of the readings does not matter."""
    ordered = sorted(readings, key=_place)
    groups, profiles = group([features_of(r) for r in ordered])
    stories = [_story([ordered[i] for i in g], [profiles[i] for i in g]) for g in groups]
    return sorted(stories, key=lambda s: (-len(s.readings), s.readings[0].report.published or "9999", s.id))


def story_of(readings: Sequence[Reading]) -> Story:
    """One story of readings that are known to be of one event, in the order that `find_stories` gives them."""
    ordered = sorted(readings, key=_place)
    return _story(ordered, [Profile(features_of(r), {}, 0) for r in ordered])


def _place(reading: Reading) -> tuple[str, str, str]:
    return reading.report.published or "9999", reading.report.file, reading.report.id


def _story(readings: list[Reading], profiles: list[Profile]) -> Story:
    ids = sorted(r.report.id for r in readings)
    return Story(
        id="s" + hashlib.sha256("\n".join(ids).encode()).hexdigest()[:12],
        title=_title(readings),
        readings=tuple(readings),
        copies=find_copies(readings),
        joined_by=_reasons(readings),
        joins=joins_of(profiles, {r.report.id: r.report.text for r in readings}),
    )


def _title(readings: Sequence[Reading]) -> str:
    """The title whose words stand most often in the titles of the others; else the first words."""
    titles = [r.report.title for r in readings if r.report.title]
    if not titles:
        return " ".join(readings[0].report.text.split()[:12])
    words = Counter(w for t in titles for w in set(t.casefold().split()) if len(w) > 3)
    return max(
        titles, key=lambda t: (sum(words[w] for w in set(t.casefold().split())) / (len(t.split()) + 4), t)
    )


def _reasons(readings: Sequence[Reading]) -> tuple[str, ...]:
    """The names that most of the reports share."""
    if len(readings) == 1:
        return ("The only report of its story.",)
    spread = Counter(n for r in readings for n in {e.name for e in r.entities})
    shared = [n for n, c in sorted(spread.items(), key=lambda x: (-x[1], x[0])) if c * 2 > len(readings)][:6]
    return (
        (f"The reports share the names {', '.join(shared)}.",)
        if shared
        else ("The reports share most of their words.",)
    )
