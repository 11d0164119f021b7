"""The tasks done by Ray: on the cores of this machine, or on a cluster whose nodes all see the output folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from consilience.corpus.checkpoints import Done
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
RETRIES = 8  # of a unit whose worker or node is lost
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

    def run(self, task: Task, job: Job, units: Iterable[Any]) -> Iterator[Done]:
        """Each unit when it is done, in no order; a new one is taken when one is done."""
        remote = ray.remote(num_cpus=1, max_retries=RETRIES)(task)
        waiting: list[Any] = []
        for unit in units:
            waiting.append(remote.remote(job, unit))
            if len(waiting) >= AHEAD * self.workers:
                done, waiting = _first(waiting)
                yield done
        while waiting:
            done, waiting = _first(waiting)
            yield done

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
            ray.init(num_cpus=workers, num_gpus=0, include_dashboard=False, **said)
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f"Ray cannot be started or reached: {error}") from error


def _knock(address: str) -> None:
    """Raises OSError at once where nobody answers: Ray itself would ask for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=KNOCK).close()


def _first(waiting: list[Any]) -> tuple[Done, list[Any]]:
    ready, rest = ray.wait(waiting, num_returns=1)
    try:
        done = ray.get(ready[0])
    except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError) as error:
        what = f"A part of the work ended its worker {RETRIES + 1} times; what is done is kept ({error})."
        raise ConsilienceError(what) from error
    assert isinstance(done, Done)  # noqa: S101  for the type checker
    return done, rest
