"""What a person sees while a corpus is read: how far, how fast, how much is left, how many errors."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from consilience.corpus.checkpoints import Done


class Watch:
    """Counts what is done on the terminal, where there is one; ends with a line for each stage."""

    def __init__(self, console: Console | None = None, *, quiet: bool = False) -> None:
        self._console = console or Console(stderr=True)
        self._quiet = quiet
        self.seconds: dict[str, float] = {}  # that each stage took
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(bar_width=20), TaskProgressColumn(), TextColumn("{task.fields[said]}"),
            TimeRemainingColumn(), console=self._console, transient=True,
            disable=quiet or not self._console.is_terminal,
        )  # fmt: skip
        self._task: TaskID | None = None

    def __enter__(self) -> Watch:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, title: str, what: str, total: float | None) -> Stage:
        """Begins a stage; `what` is the count that its rate is of, `total` the weight of all its units."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(title, total=total, said="")
        return Stage(self, title, what)

    def show(self, weight: float, said: str) -> None:
        """Moves the bar."""
        if self._task is not None:
            self._bar.update(self._task, advance=weight, said=said)

    def end(self, line: str) -> None:
        """One line that stays."""
        if not self._quiet:
            self._console.print(line, highlight=False, markup=False)


class Stage:
    """Counts one stage."""

    def __init__(self, watch: Watch, title: str, what: str) -> None:
        self._watch, self._title, self._what = watch, title, what
        self._weights: dict[int, float] = {}
        self._begun = time.monotonic()
        self.counts: dict[str, int] = {}

    def weighed(self, units: Iterable[tuple[Any, float]]) -> Iterator[Any]:
        """The units, each with its weight remembered until it is done."""
        for unit, weight in units:
            self._weights[unit.number] = weight
            yield unit

    def done(self, done: Done) -> None:
        """One unit is finished."""
        for name, count in done.counts.items():
            self.counts[name] = self.counts.get(name, 0) + count
        self._watch.show(self._weights.pop(done.number, 0.0), self._said())

    def _said(self) -> str:
        count = self.counts.get(self._what, 0)
        rate = count / max(time.monotonic() - self._begun, 1e-9)
        errors = self.counts.get("errors", 0)
        return f"{count:,} {self._what}, {rate:,.1f} a second" + (f", {errors:,} errors" if errors else "")

    def end(self, earlier: int) -> None:
        """Says what was done; `earlier` units were finished by an earlier run."""
        self._watch.seconds[self._title] = time.monotonic() - self._begun
        before = f" ({earlier:,} parts were finished before)" if earlier else ""
        self._watch.end(f"{self._title}: {self._said()}{before}")
