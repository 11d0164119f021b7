"""Every scorer of ../shared/eval over what `consilience` prints: `python -m benchmarks.accuracy [--only WORD ...]`.

Prints a table, then one JSON line. The stories' measures are stated in score_story.py.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
COMMAND = [sys.executable, "-m", "consilience.cli"]


def story(folder: Path) -> dict[str, object]:
    """The scores of one story."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "story.json"
        build = [*COMMAND, "build", str(folder / "reports"), "--format", "json", "--out", str(out), "--quiet"]
        subprocess.run(build, check=False)
        score = [sys.executable, str(SHARED / "eval/score_story.py"), str(folder / "gold.json"), str(out)]
        printed = subprocess.run(score, capture_output=True, text=True, check=True).stdout
    return dict(json.loads(printed.strip().splitlines()[-1]))


def sets(only: list[str]) -> dict[str, object]:
    """The scores of the sets of single reports and of grouping; their own table is passed through."""
    run = [
        sys.executable,
        str(SHARED / "eval/run_eval.py"),
        *(["--only", *only] if only else []),
        "--",
        *COMMAND,
    ]
    printed = subprocess.run(run, capture_output=True, text=True, check=False).stdout.strip().splitlines()
    print("\n".join(printed[:-1]))
    return dict(json.loads(printed[-1]))


def rows(scores: dict[str, object], name: str = "") -> list[tuple[str, str]]:
    """Nested scores as lines."""
    if set(scores) == {"p", "r", "f1"}:
        return [(name, f"F1 {scores['f1']}  P {scores['p']}  R {scores['r']}")]
    found: list[tuple[str, str]] = []
    for key, value in scores.items():
        path = f"{name}.{key}".strip(".")
        found += rows(value, path) if isinstance(value, dict) else [(path, str(value))]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only", nargs="*", default=[], help="words in the names of sets; `stories` for these alone"
    )
    only = parser.parse_args().only
    results: dict[str, object] = {}
    if only != ["stories"]:
        results |= sets(only)
    if not only or "stories" in only:
        for folder in sorted((SHARED / "stories").glob("*/gold.json")):
            scores = story(folder.parent)
            results[folder.parent.name] = scores
            print(folder.parent.name)
            for key, value in rows(scores):
                print(f"    {key:28} {value}")
    print(json.dumps(results))


if __name__ == "__main__":
    main()
