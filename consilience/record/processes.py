"""Reading and telling done by other processes, so that one fault or one large story does not hold up the rest."""

from __future__ import annotations

import multiprocessing
import queue
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from consilience.errors import RecordError
from consilience.model import Account, Failure, Reading, Report
from consilience.record.stages import Stages

LONGEST = 600.0  # seconds that one report or story may take
TRIES = 2  # a process may be ended from outside; one that is lost twice over the same thing is not
LOST = "The process that {} ended before it was done, twice, or took longer than ten minutes."


class Lost(Exception):
    """A process ended, or took too long, and was replaced."""


class Processes:
    """Processes that each have stages of their own, which `make`, a function of a module, gives there.

    `stages` are those given, but for reading and telling: each waits for the next process that is free, so that as many
    threads as there are processes can have them work at once. What a process is lost over becomes a Failure.
    """

    def __init__(self, stages: Stages, make: Callable[[], Stages], count: int) -> None:
        self.count = count
        self.stages = replace(stages, read=self._read, tell=self._tell)
        self._make = make
        self._free: queue.LifoQueue[_Process] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(_Process(make))

    def _read(self, report: Report) -> Reading | Failure:
        try:
            made: Reading | Failure = self._ask("read", report)
        except Lost:
            return Failure(report.file, "fault", LOST.format("read it"))
        return made

    def _tell(self, story: str, readings: Sequence[Reading]) -> Account | Failure:
        try:
            made: Account | Failure = self._ask("tell", story, list(readings))
        except Lost:
            return Failure(story, "fault", LOST.format("made the account of its story"))
        return made

    def _ask(self, stage: str, *about: object) -> Any:
        """What a stage gives in the next process that is free. Raises Lost, and what the stages raise."""
        process = self._free.get()
        try:
            for _ in range(TRIES - 1):
                try:
                    return process.ask(stage, about)
                except Lost:
                    process = _Process(self._make)
            try:
                return process.ask(stage, about)
            except Lost:
                process = _Process(self._make)
                raise
        finally:
            self._free.put(process)

    def close(self) -> None:
        """Ends the processes, when what they are at is done."""
        for _ in range(self.count):
            self._free.get().end()

    def __enter__(self) -> Processes:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Process:
    def __init__(self, make: Callable[[], Stages]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, make), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, stage: str, about: Sequence[object]) -> Any:
        """What a stage gives there. Raises Lost, RecordError where the stages could not be made, and what they raise."""
        try:
            self._pipe.send((stage, about))
            if not self._pipe.poll(LONGEST):
                raise EOFError
            made, fault = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise Lost from None
        if fault is not None:
            raise RecordError(fault)
        return made

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, make: Callable[[], Stages]) -> None:
    """Does what is asked until nobody is there any more to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of Ctrl+C the asking process hears
    try:
        stages, unmade = make(), None
    except Exception as fault:
        stages, unmade = None, f"Reading cannot begin ({type(fault).__name__}: {fault})."
    while True:
        try:
            stage, about = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(stages, stage, about) if unmade is None else (None, unmade))


def _done(stages: Stages | None, stage: str, about: Sequence[object]) -> tuple[object, str | None]:
    try:
        return getattr(stages, stage)(*about), None
    except Exception as fault:
        return None, f"A fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
