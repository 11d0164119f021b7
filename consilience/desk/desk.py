"""What the application works on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from consilience.desk.access import Access
from consilience.desk.live import Live
from consilience.desk.worker import Task, Worker
from consilience.record import Record, Stages


@dataclass(frozen=True, slots=True)
class Desk:
    """A record at work: `record` tells `live` of all that is written, the `worker` does what waits, `access` is how it
    is reached."""

    record: Record
    stages: Stages
    live: Live
    worker: Worker
    access: Access = field(default_factory=Access)
    closing: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def of(
        cls, record: Record, stages: Stages, *, tasks: Sequence[Task] = (), access: Access | None = None
    ) -> Desk:
        """A desk over an open record; `tasks` are done by the worker besides its own."""
        live = Live()
        told = replace(record, written=live.tell)
        return cls(told, stages, live, Worker(told, stages, tasks), access or Access())

    @property
    def secure(self) -> bool:
        """Whether it is reached by https alone."""
        return self.access.secure
