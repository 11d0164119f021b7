"""Why a report stands in its story, in words, with the places that show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from consilience.model import Evidence, Join, Span
from consilience.stories.features import Kind, kind_of
from consilience.stories.likeness import Profile
from consilience.stories.words import stem

SHOWN = 8  # of what is shared, the most telling
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
HEADS: dict[Kind, str] = {
    "person": "people", "place": "places", "day": "dates", "word": "words", "number": "numbers",
}  # fmt: skip


def joins_of(group: Sequence[Profile], texts: Mapping[str, str]) -> tuple[Join, ...]:
    """For each report of a story what it shares with the others; `texts` are the reports' texts by id."""
    if len(group) < 2:
        return ()
    held = Counter(f for one in group for f in one.features.first)
    return tuple(_join(one, len(group) - 1, held, texts) for one in group)


def _join(own: Profile, others: int, held: Mapping[str, int], texts: Mapping[str, str]) -> Join:
    text = texts[own.features.report]
    shared: list[tuple[str, Span, str]] = []
    stems: set[str] = set()
    for feature in _most_telling(own, others, held):
        span = own.features.first[feature]
        words = _day(feature) if kind_of(feature) == "day" else " ".join(span.of(text).split())
        if stem(words.casefold()) not in stems:
            shared.append((HEADS[kind_of(feature)], span, words))
            stems.update(stem(w) for w in words.casefold().split())
        if len(shared) == SHOWN:
            break
    said = "; ".join(_listed(shared)) or "many of its words"
    evidence = tuple(Evidence(own.features.report, s.start, s.end) for s in sorted(s for _, s, _ in shared))
    return Join(own.features.report, f"Shares with {_most_of(others)}: {said}.", evidence)


def _day(feature: str) -> str:
    """The day that "Friday" or "July 2" is: "2 July 2021", without a year where the text fixes none."""
    year, month, day = feature[1:].split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]}" + (f" {year}" if year.isdigit() else "")


def _most_of(count: int) -> str:
    return "the other report" if count == 1 else f"most of the other {count} reports"


def _most_telling(own: Profile, others: int, held: Mapping[str, int]) -> list[str]:
    """Features that at least half of the others hold too, those first that most hold; names before words.

    `held` is how many hold each, the report itself among them. How rare they are in the heap is left out, so that a report
    of something else changes no reason.
    """
    first = own.features.first
    found = [f for f in first if held[f] > 1 and 2 * (held[f] - 1) >= others]
    return sorted(
        found, key=lambda f: (kind_of(f) in {"word", "number"}, -held[f], -len(f), first[f].start, f)
    )


def _listed(shared: Iterable[tuple[str, Span, str]]) -> list[str]:
    by_head: dict[str, list[str]] = {}
    for head, _, words in shared:
        by_head.setdefault(head, []).append(words)
    return [f"{head} {', '.join(by_head[head])}" for head in HEADS.values() if head in by_head]
