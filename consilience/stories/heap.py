"""A heap of reports as words laid end to end: their seeds, and where in its report each word stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from consilience.model import Reading
from consilience.stories.columns import Places
from consilience.stories.seeds import SeedKeys, SharedSeeds
from consilience.stories.word_numbers import word_lots
from consilience.stories.words import WORD


@dataclass(frozen=True, slots=True)
class Heap:
    """What copies need of the words of all reports."""

    readings: Sequence[Reading]
    seeds: SharedSeeds
    bounds: Places  # where each report's words begin, and the last one's end
    begins: NDArray[np.int32]  # the characters at which words begin

    def spans(self, first: Places, last: Places) -> Places:
        """The stretches from a first to a last word each, as rows: number of the report, where it starts and ends."""
        reports = np.searchsorted(self.bounds, first, side="right") - 1
        ends = [
            next(WORD.finditer(self.readings[n].report.text, begin)).end()
            for n, begin in zip(reports.tolist(), self.begins[last].tolist(), strict=True)
        ]
        return np.stack([reports, self.begins[first], np.array(ends, dtype=np.int64)], axis=1)


def heap_of(readings: Sequence[Reading]) -> Heap:
    """The words of all reports, some reports at a time, so that little besides is held."""
    most = sum(len(reading.report.text) // 2 + 1 for reading in readings)  # more words than there can be
    keys, begins = SeedKeys(most), np.empty(most, dtype=np.int32)  # memory that is not used costs nothing
    counts, at = [np.zeros(1, dtype=np.int64)], 0
    for lot in word_lots(readings):
        keys.add(lot.numbers, lot.counts)
        begins[at : at + len(lot.begins)] = lot.begins
        counts.append(lot.counts)
        at += len(lot.begins)
    bounds = np.cumsum(np.concatenate(counts))
    return Heap(readings, keys.shared(bounds), bounds, begins[:at])
