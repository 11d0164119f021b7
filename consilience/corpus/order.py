"""All readings in order of time, and that order cut into windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from consilience.corpus.kept import Refs, refs_of, table_of

UNDATED = np.iinfo(np.int32).min
Days = npt.NDArray[np.int64]  # since 1970


@dataclass(frozen=True, slots=True)
class Window:
    """Readings that follow each other in time. Those from `new` on are the window's own, the ones before it are looked back at."""

    number: int
    refs: Refs
    days: Days
    new: int = 0


@dataclass(frozen=True, slots=True)
class TimeOrder:
    """Twelve bytes a reading: the only thing that is held of a whole corpus at once."""

    refs: Refs
    days: npt.NDArray[np.int32]

    def windows(self, size: int, reach: int = 0, farthest: int = 0) -> Iterator[Window]:
        """Windows of `size` readings, each with up to `reach` before them that are at most `farthest` days older."""
        for number, begin in enumerate(range(0, len(self.refs), size)):
            end = min(begin + size, len(self.refs))
            back = max(begin - reach, int(np.searchsorted(self.days, int(self.days[begin]) - farthest)))
            back = min(back, begin)
            yield Window(number, self.refs[back:end], self.days[back:end].astype(np.int64), begin - back)


def time_order(out: Path, batches: int) -> TimeOrder:
    """The readings by their days, then by their places in the input; one without a day stands with the one before it there."""
    refs, days = [np.zeros(0, np.int64)], [np.zeros(0, np.int32)]
    for number in range(batches):
        table = table_of(out, number)
        read = np.array(table["read"].to_pylist(), bool)
        held = table["day"].cast("int32").fill_null(int(UNDATED)).to_numpy()
        refs.append(refs_of(number, len(table))[read])
        days.append(held[read])
    filled = _filled(np.concatenate(days))
    order = np.argsort(filled, kind="stable")
    return TimeOrder(np.concatenate(refs)[order], filled[order])


def _filled(days: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    dated = np.flatnonzero(days != UNDATED)
    if not len(dated):
        return np.zeros_like(days)
    last = np.searchsorted(dated, np.arange(len(days)), side="right") - 1
    return days[dated[np.maximum(last, 0)]]
