"""What the application works on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from consilience.desk.live import Live
from consilience.desk.worker import Task, Worker
from consilience.record import Record, Stages


@dataclass(frozen=True, slots=True)
class Desk:
    """A record at work: `record` tells `live` of all that is written, the `worker` does what waits.

    `local` is a desk for one person on one machine, `secure` one that is reached by https alone.
    """

    record: Record
    stages: Stages
    live: Live
    worker: Worker
    local: bool = True
    secure: bool = False
    closing: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def of(
        cls,
        record: Record,
        stages: Stages,
        *,
        tasks: Sequence[Task] = (),
        local: bool = True,
        secure: bool = False,
    ) -> Desk:
        """A desk over an open record; `tasks` are done by the worker besides its own."""
        live = Live()
        told = replace(record, written=live.tell)
        return cls(told, stages, live, Worker(told, stages, tasks), local, secure)
