"""The tasks done by Ray: on the cores of this machine, or on a cluster whose nodes all see the output folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from consilience.corpus.checkpoints import Done
from consilience.corpus.engines import Rescue
from consilience.corpus.job import Job, Task
from consilience.errors import ConsilienceError, UsageError

try:
    import ray
except ModuleNotFoundError as missing:
    raise UsageError(
        "Ray is not installed. Try: pip install 'consilience[corpus]', or --engine local"
    ) from missing

AHEAD = 2  # units that wait for each worker, so that none is idle and few are in memory
KNOCK = 10.0  # seconds
RETRIES, FEWER = 8, 2  # of a unit whose worker or node is lost; where it may be the unit's own fault
LOST = (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError)
ENVIRONMENT = {"OMP_NUM_THREADS": "1"}  # a worker has one core


class RayEngine:
    """Units as Ray tasks. A task that is lost with its worker or node is done again elsewhere, and writes the same."""

    name = "ray"

    def __init__(self, workers: int | None, address: str | None) -> None:
        self._began = not ray.is_initialized()
        if self._began:
            _begin(workers, address)
        found: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        self.workers = workers or max(1, int(found.get("CPU", 1)))

    def run(self, task: Task, job: Job, units: Iterable[Any], rescue: Rescue | None = None) -> Iterator[Done]:
        """Each unit when it is done, in no order; a new one is taken when one is done.

        Raises ConsilienceError for a unit that ends its workers, and for which there is no `rescue`, or none that helps.
        """
        remote = _remote(task, RETRIES if rescue is None else FEWER)
        waiting: dict[Any, Any] = {}  # units by what will come of them

        def first() -> Done:
            ready, _ = ray.wait(list(waiting), num_returns=1)
            unit = waiting.pop(ready[0])
            try:
                return _got(ready[0])
            except LOST as error:
                if rescue is None:
                    raise _ended(error) from error
                return _rescued(task, job, unit, rescue)

        for unit in units:
            waiting[remote.remote(job, unit)] = unit
            if len(waiting) >= AHEAD * self.workers:
                yield first()
        while waiting:
            yield first()

    def close(self) -> None:
        """Leaves the cluster; one that was started for this run ends."""
        if self._began:
            ray.shutdown()


def _begin(workers: int | None, address: str | None) -> None:
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")  # leave the user's devices as they are
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is sent anywhere
    said: dict[str, Any] = {
        "log_to_driver": False,
        "logging_level": "ERROR",
        "runtime_env": {"env_vars": ENVIRONMENT},
    }
    try:
        if address:
            _knock(address)
            ray.init(address=address, **said)
        else:
            ray.init(address="local", num_cpus=workers, num_gpus=0, include_dashboard=False, **said)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f"Ray cannot be started or reached: {error}") from error


def _knock(address: str) -> None:
    """Raises OSError at once where nobody answers: Ray itself would ask for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=KNOCK).close()


def _remote(task: Task, retries: int) -> Any:
    return ray.remote(num_cpus=1, max_retries=retries)(task)


def _got(future: Any) -> Done:
    done = ray.get(future)
    assert isinstance(done, Done)  # noqa: S101  for the type checker
    return done


def _rescued(task: Task, job: Job, unit: Any, rescue: Rescue) -> Done:
    """What comes of a unit without the parts that end their workers; where none does, the nodes were lost: it is done again."""
    attempt = _remote(rescue.attempt, FEWER)
    tried = [attempt.remote(job, part) for part in rescue.parts(unit)]
    lost = {number for number, future in enumerate(tried) if not _lives(future)}
    try:
        return _got(_remote(task, RETRIES).remote(job, rescue.without(unit, lost)))
    except LOST as error:
        raise _ended(error) from error


def _lives(future: Any) -> bool:
    try:
        _got(future)
    except LOST:
        return False
    return True


def _ended(error: Exception) -> ConsilienceError:
    return ConsilienceError(
        f"A part of the work ended its worker again and again; what is done is kept ({error})."
    )
