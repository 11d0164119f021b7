"""What the commands have in common: their arguments, their progress, and files written whole."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import TextIO, TypeAlias

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from consilience.model import Failure, Reading

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
PIPELINE = "an installed spaCy pipeline to use instead of the one shipped"
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Item = Reading | Failure
Run = Callable[[argparse.Namespace], int]


def command(commands: Commands, name: str, run: Run, what: str) -> argparse.ArgumentParser:
    """A command without arguments of its own yet."""
    parser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=run, out=None)
    return parser


def reading_arguments(parser: argparse.ArgumentParser, out: str) -> None:
    """Arguments of what reads and writes."""
    parser.add_argument("--out", metavar="FILE", help=out)
    parser.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    parser.add_argument("--quiet", action="store_true", help="no progress bar")


def input_arguments(parser: argparse.ArgumentParser, count: str = "+") -> None:
    """What is read, and whether the pages of lists are fetched."""
    parser.add_argument(
        "inputs", nargs=count, metavar="PATH", help="files, folders, http(s) addresses, or - for stdin"
    )
    parser.add_argument(
        "--fetch", action="store_true", help="also fetch the pages that lists of addresses name (GDELT)"
    )


def database_argument(parser: argparse.ArgumentParser) -> None:
    """Which record."""
    parser.add_argument(
        "--database", metavar="URL", default="consilience.sqlite",
        help="a file, or postgresql+psycopg://USER@HOST/NAME (default: consilience.sqlite in this folder)",
    )  # fmt: skip


def items_of(options: argparse.Namespace) -> Iterator[Item]:
    """The readings of the inputs, counted on the terminal."""
    from consilience.intake import Fetcher
    from consilience.language import load_pipeline
    from consilience.pipeline import read

    language = load_pipeline(options.pipeline)
    fetcher = Fetcher() if options.fetch else None
    items = read(options.inputs, language=language, stdin=sys.stdin.buffer, fetcher=fetcher)
    return _progress(items, options)


def _progress(items: Iterable[Item], options: argparse.Namespace) -> Iterator[Item]:
    """The items as they come, counted on the terminal where there is one."""
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} read"),
        console=console, transient=True, disable=options.quiet or not console.is_terminal,
    ) as progress:  # fmt: skip
        task = progress.add_task("Reading", total=None)
        for item in items:
            progress.advance(task)
            yield item


def complain(failure: Failure) -> None:
    """Names an input that failed."""
    print(f"consilience: {failure.file}: {failure.message}", file=sys.stderr)


def status(failed: int) -> int:
    """The exit status."""
    return SOME_FAILED if failed else DONE


def write_file(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


class Target:
    """A file written whole or not at all, or standard output."""

    def __init__(self, name: str | None) -> None:
        self._name = None if name in (None, "-") else name
        self._held = StringIO()

    def __enter__(self) -> TextIO:
        return sys.stdout if self._name is None else self._held

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._name is not None and kind is None:
            write_file(Path(self._name), self._held.getvalue().encode("utf-8"))
