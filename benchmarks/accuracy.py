"""Single reports and grouping: every scorer of ../shared/eval, `python -m benchmarks.accuracy [--only WORD ...]`.

Prints a table, then one JSON line. Stories have a benchmark of their own, `benchmarks.story`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
COMMAND = [sys.executable, "-m", "consilience.cli"]


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], help="words in the names of sets")
    print(json.dumps(sets(parser.parse_args().only)))


if __name__ == "__main__":
    main()
