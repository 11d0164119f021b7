"""Steps done by other processes, so that one fault or one large story does not hold up the rest."""

from __future__ import annotations

import multiprocessing
import queue
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from consilience.errors import RecordError
from consilience.record.database import Record, open_record
from consilience.record.stages import Lost, Stages

LONGEST = 600.0  # seconds that one step may take
TRIES = 2  # a process may be ended from outside; one that is lost twice over the same thing is not
Value = TypeVar("Value")


class Processes:
    """Processes that each have stages of their own, which `make`, a function of a module, gives there.

    `stages` are those given, and do their steps in the next process that is free, so that as many threads as there are
    processes can have them work at once. Each process opens the record that a step is done for by itself.
    """

    def __init__(self, stages: Stages, make: Callable[[], Stages], count: int) -> None:
        self.count = count
        self.stages = replace(stages, elsewhere=self._do)
        self._make = make
        self._free: queue.LifoQueue[_Process] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(_Process(make))

    def _do(self, record: Record, step: Callable[..., Value], *about: Any) -> Value:
        """What a step gives in the next process that is free. Raises Lost, and what the step raises."""
        process = self._free.get()
        try:
            for _ in range(TRIES - 1):
                try:
                    return self._asked(process, record, step, about)
                except Lost:
                    process = _Process(self._make)
            try:
                return self._asked(process, record, step, about)
            except Lost:
                process = _Process(self._make)
                raise
        finally:
            self._free.put(process)

    @staticmethod
    def _asked(
        process: _Process, record: Record, step: Callable[..., Value], about: Sequence[object]
    ) -> Value:
        given: Value = process.ask(record.engine.url.render_as_string(hide_password=False), step, about)
        record.written()  # what was written there is heard of here
        return given

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

    def ask(self, address: str, step: Callable[..., Any], about: Sequence[object]) -> Any:
        """What a step gives there. Raises Lost, RecordError where the stages could not be made, and what it raises."""
        try:
            self._pipe.send((address, step, about))
            if not self._pipe.poll(LONGEST):
                raise EOFError
            made, fault = self._pipe.recv()
        except (EOFError, OSError):
            self.end()
            raise Lost from None
        if fault is not None:
            raise fault
        return made

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


class _Opened:
    """The record that steps are done for, opened once."""

    def __init__(self) -> None:
        self._address = ""
        self._record: Record | None = None

    def at(self, address: str) -> Record:
        if self._record is None or self._address != address:
            if self._record is not None:
                self._record.close()
            self._address, self._record = address, open_record(address, create=False)
        return self._record


def _serve(pipe: Connection, make: Callable[[], Stages]) -> None:
    """Does what is asked until nobody is there any more to ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of Ctrl+C the asking process hears
    opened = _Opened()
    stages: Stages | RecordError
    try:
        stages = make()
    except Exception as fault:
        stages = RecordError(f"Reading cannot begin ({type(fault).__name__}: {fault}).")
    while True:
        try:
            address, step, about = pipe.recv()
        except EOFError:
            return
        pipe.send(
            (None, stages) if isinstance(stages, RecordError) else _done(opened, address, stages, step, about)
        )


def _done(
    opened: _Opened, address: str, stages: Stages, step: Callable[..., Any], about: Sequence[object]
) -> tuple[object, Exception | None]:
    try:
        return step(opened.at(address), stages, *about), None
    except RecordError as error:
        return None, error
    except Exception as fault:
        return None, RecordError(
            f"A fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
        )
