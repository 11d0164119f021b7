"""How much a word, a name or a date tells of an event: the fewer reports hold it, the more."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GENERAL = 300  # reports of general news that every heap is weighed against
COMMONEST = 0.95  # share of reports at which a word still tells a little


@cache
def general_spread() -> Mapping[str, float]:
    """Stems to the share of general news reports that hold them (training/word_spread.py)."""
    table = files("consilience.stories").joinpath("word_spread.tsv").read_text("utf-8")
    return {word: float(share) for word, share in (line.split("\t") for line in table.splitlines())}


@dataclass(frozen=True, slots=True)
class Rarity:
    """`spread` says how many reports of a heap hold each feature, `reports` how many there are; those of one story count
    for its square root, since what all of them hold is not common on that account."""

    spread: Mapping[str, float]
    reports: float

    def of(self, feature: str) -> float:
        """Inverse document frequency (Spärck Jones 1972) in nats, over the heap and general news together."""
        general = general_spread().get(feature, 0.0) * GENERAL
        return -math.log(min(COMMONEST, (general + self.spread[feature]) / (GENERAL + self.reports)))


def rarity_in(heap: Sequence[Iterable[str]], groups: Iterable[Sequence[int]]) -> Rarity:
    """The rarity of what each report of a heap holds; `groups` are the stories as far as they are known."""
    spread: dict[str, float] = defaultdict(float)
    reports = 0.0
    for group in groups:
        for feature, count in Counter(f for number in group for f in heap[number]).items():
            spread[feature] += math.sqrt(count)
        reports += math.sqrt(len(group))
    return Rarity(spread, reports)
