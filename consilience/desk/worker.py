"""Threads that do what waits: reading and joining what arrived, asking feeds, telling people."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from consilience.errors import RecordError
from consilience.record import Record, Stages, work

AFTER_FAULT = 10.0  # seconds before a task that failed is tried again
told = logging.getLogger("consilience.desk")


@dataclass(frozen=True, slots=True)
class Task:
    """Something done again and again in a thread of its own: `do` works until nothing waits or `stop` is set, and gives the
    seconds until it wants to be called again though nobody wakes it."""

    name: str
    do: Callable[[threading.Event], float]


class Worker:
    """Does what waits in a record, and its other tasks, from `start` to `stop`."""

    def __init__(
        self, record: Record, stages: Stages, tasks: Sequence[Task] = (), *, at_once: int = 1
    ) -> None:
        """`at_once` is how many reports and accounts are in hand together, as `record.work` has it."""
        self._stop = threading.Event()
        self._wake: dict[str, threading.Event] = {}
        self._tasks = [Task("work", lambda stop: self._work(record, stages, stop, at_once)), *tasks]
        self._threads: list[threading.Thread] = []
        self.faults: dict[str, str] = {}  # of each task that failed last time, in a sentence

    @staticmethod
    def _work(record: Record, stages: Stages, stop: threading.Event, at_once: int) -> float:
        work(record, stages, at_once=at_once, stopped=stop.is_set)
        return 60.0

    def start(self) -> None:
        """Starts a thread for each task."""
        for task in self._tasks:
            self._wake[task.name] = threading.Event()
            thread = threading.Thread(target=self._run, args=(task,), name=task.name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wake(self, name: str = "work") -> None:
        """Something waits for that task."""
        if name in self._wake:
            self._wake[name].set()

    def stop(self) -> None:
        """Lets each task finish the step that it is at."""
        self._stop.set()
        for woken in self._wake.values():
            woken.set()
        for thread in self._threads:
            thread.join()

    def _run(self, task: Task) -> None:
        woken = self._wake[task.name]
        while not self._stop.is_set():
            woken.clear()
            woken.wait(self._done(task))

    def _done(self, task: Task) -> float:
        """Does a task once; a fault is told, and does not end the thread."""
        try:
            pause = task.do(self._stop)
            self.faults.pop(task.name, None)
        except RecordError as error:
            self.faults[task.name] = str(error)
            told.error("%s: %s", task.name, error)
            return AFTER_FAULT
        except Exception as fault:
            self.faults[task.name] = f"A fault in Consilience ({type(fault).__name__}). Please report it."
            told.exception("%s failed", task.name)
            return AFTER_FAULT
        return pause
