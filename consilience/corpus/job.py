"""What every task of a run is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from consilience.corpus.checkpoints import Done


@dataclass(frozen=True, slots=True)
class Job:
    """`out` is the folder that all workers see; `pipeline` an installed spaCy pipeline to use instead of the one shipped."""

    out: Path
    pipeline: str | None = None


Task = Callable[[Job, Any], Done]  # does one unit of a stage, writes what it gives and marks it done
