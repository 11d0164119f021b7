"""The command line: `consilience` and its commands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from io import TextIOWrapper

from consilience.commands import corpus, desk, exporting, keeping, reading
from consilience.commands.terminal import SOME_FAILED, WRONG_USAGE
from consilience.errors import ConsilienceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command. Exit status: 0 when all was read, 1 when some input failed, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, TextIOWrapper):  # the same bytes whatever the terminal speaks
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        return int(options.run(options))
    except ConsilienceError as error:
        print(f"consilience: {error}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:
        sys.stderr.close()
        return SOME_FAILED
    except OSError as error:
        print(f"consilience: {error.filename or options.out}: {error.strerror}.", file=sys.stderr)
        return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="consilience",
        description="Reads reports of one event and shows what they say together, with the words that say it.",
    )
    parser.add_argument("--version", action="version", version=f"consilience {version('consilience')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (reading, exporting, corpus, desk, keeping):
        group.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
