"""What is finished stays finished: files appear whole, and a marker says that a unit of a stage is done."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from consilience.errors import UsageError

WORK = "work"  # the folder in the output that a run needs to go on; it may be removed afterwards


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Lets `write` fill a file beside `path`, and only then gives it that name; two that write the same do not meet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        write(part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """Writes JSON whole or not at all, the same bytes for the same value."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)
    write_whole(path, lambda part: part.write_text(text, encoding="ascii"))


@dataclass(frozen=True, slots=True)
class Done:
    """A unit of a stage that is finished, and what there was in it: {"reports": 200, "errors": 1, ...}."""

    number: int
    counts: Mapping[str, int]


def mark_done(out: Path, stage: str, done: Done) -> None:
    """Says that all files of a unit are written; the last thing that a unit does."""
    write_json(_marker(out, stage, done.number), dict(done.counts))


def done_before(out: Path, stage: str, number: int) -> Done | None:
    """The unit as an earlier run finished it; None where it has not."""
    path = _marker(out, stage, number)
    return Done(number, json.loads(path.read_text("ascii"))) if path.exists() else None


def _marker(out: Path, stage: str, number: int) -> Path:
    return out / WORK / "done" / stage / f"{number:06d}.json"


def claim(out: Path, manifest: Mapping[str, Any]) -> None:
    """Makes the folder that of this input and these settings.

    Raises UsageError where it is already that of others, or holds other things.
    """
    path = out / WORK / "manifest.json"
    if path.exists():
        begun = json.loads(path.read_text("ascii"))
        differing = sorted(
            key for key in begun.keys() | manifest.keys() if begun.get(key) != manifest.get(key)
        )
        if differing:
            raise UsageError(
                f"{out} was begun with other {' and '.join(differing)}. Give the same, or another folder."
            )
        return
    held = [path.name for path in out.iterdir()] if out.exists() else []
    if held not in ([], [WORK]) or (out / WORK / "done").exists():
        raise UsageError(f"{out} is not empty and was not begun by this command. Give another folder.")
    write_json(path, manifest)


def sweep(out: Path) -> None:
    """Removes what a run that was ended had half written."""
    for part in out.rglob(".*.part"):
        part.unlink()
