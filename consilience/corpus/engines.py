"""Who does the tasks: this process alone, or Ray; what they write is the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from consilience.corpus.checkpoints import Done
from consilience.corpus.job import Job, Task


@dataclass(frozen=True, slots=True)
class Rescue:
    """What becomes of a unit that ends its workers: its parts are tried one by one, and it is done without those that end
    theirs when they are alone."""

    parts: Callable[[Any], Sequence[Any]]
    attempt: Task  # does one part for nothing
    without: Callable[[Any, Collection[int]], Any]  # the unit without the parts of these numbers


class Engine(Protocol):
    """Does the units of a stage in any order, and gives each when it is done."""

    name: str
    workers: int

    def run(self, task: Task, job: Job, units: Iterable[Any], rescue: Rescue | None = None) -> Iterator[Done]:
        """Takes units only as fast as they are done, so that few are held in memory."""
        ...

    def close(self) -> None:
        """Ends the workers that were started."""
        ...


class LocalEngine:
    """One unit after the other in this process: nothing to start, for small jobs."""

    name, workers = "local", 1

    def run(self, task: Task, job: Job, units: Iterable[Any], rescue: Rescue | None = None) -> Iterator[Done]:
        """Each unit when it is taken; what ends this process ends the run."""
        for unit in units:
            yield task(job, unit)

    def close(self) -> None:
        """Nothing was started."""
