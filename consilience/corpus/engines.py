"""Who does the tasks: this process alone, or Ray; what they write is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from consilience.corpus.checkpoints import Done
from consilience.corpus.job import Job, Task


class Engine(Protocol):
    """Does the units of a stage in any order, and gives each when it is done."""

    name: str
    workers: int

    def run(self, task: Task, job: Job, units: Iterable[Any]) -> Iterator[Done]:
        """Takes units only as fast as they are done, so that few are held in memory."""
        ...

    def close(self) -> None:
        """Ends the workers that were started."""
        ...


class LocalEngine:
    """One unit after the other in this process: nothing to start, for small jobs."""

    name, workers = "local", 1

    def run(self, task: Task, job: Job, units: Iterable[Any]) -> Iterator[Done]:
        """Each unit when it is taken."""
        for unit in units:
            yield task(job, unit)

    def close(self) -> None:
        """Nothing was started."""
