"""How much a word, a name or a date tells of an event: the fewer reports hold it, the more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GENERAL = 30  # reports of general news that every heap is weighed against
COMMONEST = 0.95  # share of reports at which a word still tells a little


@cache
def general_spread() -> Mapping[str, float]:
    """Stems to the share of general news reports that hold them (training/word_spread.py)."""
    table = files("consilience.stories").joinpath("word_spread.tsv").read_text("utf-8")
    return {word: float(share) for word, share in (line.split("\t") for line in table.splitlines())}


@dataclass(frozen=True, slots=True)
class Rarity:
    """`spread` counts, for each feature, the reports of a heap that hold it; `reports` is their number."""

    spread: Mapping[str, int]
    reports: int

    def of(self, feature: str) -> float:
        """Inverse document frequency (Spärck Jones 1972) in nats, over the heap and general news together."""
        general = general_spread().get(feature, 0.0) * GENERAL
        return -math.log(min(COMMONEST, (general + self.spread[feature]) / (GENERAL + self.reports)))
