"""The command line: `consilience read`, `build`, `corpus`, `demo`, `gather`, `serve`, `users`, `verify` and `rebuild`."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from importlib.resources import as_file, files
from io import StringIO, TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import TextIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from consilience.errors import ConsilienceError, RecordError, UsageError
from consilience.model import Build, Failure, Reading
from consilience.presenting.contract import (
    Json,
    Object,
    build_lines,
    build_object,
    failure_object,
    reading_object,
    to_json,
)
from consilience.presenting.digest import print_digest
from consilience.presenting.page import render_page, render_pages

FRUITLESS = 2  # rounds of `gather` that bring nothing although something waits
DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2
PIPELINE = "an installed spaCy pipeline to use instead of the one shipped"
Item = Reading | Failure


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
    build = _command(commands, "build", _build, "Make one account of reports, as a page, JSON or text.")
    _inputs(build)
    build.add_argument(
        "--format", choices=["html", "json", "jsonl", "text"], default="html", help="default: html"
    )
    build.add_argument(
        "--brief", action="store_true", help="json: leave out the readings of the single reports"
    )
    build.add_argument(
        "--aliases",
        metavar="FILE",
        help="names of one body or country, in TOML: aliases = [[NAME, OTHER NAME], …]",
    )
    read = _command(commands, "read", _read, "Read each report by itself and print what it says, as JSON.")
    _inputs(read)
    read.add_argument("--format", choices=["jsonl", "json"], default="jsonl", help="default: jsonl")
    _corpus_command(commands)
    _command(commands, "demo", _demo, "Make the account of six sample reports that come with Consilience.")
    gather = _record_command(commands, "gather", _gather, "Ask all feeds once and keep what is new.")
    gather.add_argument("--feeds", metavar="FILE", required=True, help="what to gather from, in TOML")
    verify = _record_command(commands, "verify", _verify, "Find any tampering with a record, or loss of it.")
    verify.add_argument(
        "--head",
        metavar="NUMBER:HASH",
        help="the end of the log as it was noted before, to find one written anew",
    )
    rebuild = _record_command(
        commands, "rebuild", _rebuild, "Make everything that is derived in a record again."
    )
    rebuild.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    _serve_command(commands)
    _users_command(commands)
    return parser


def _serve_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    serve = _record_command(
        commands, "serve", _serve, "Open the desk in the browser: reports in, stories that grow."
    )
    serve.add_argument("--port", type=_port, default=8321, metavar="N", help="default: 8321")
    serve.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine alone")
    serve.add_argument("--feeds", metavar="FILE", help="what to gather from, in TOML (docs/feeds.md)")
    serve.add_argument("--alerts", metavar="FILE", help="the server that takes mail, in TOML (docs/alerts.md)")
    serve.add_argument(
        "--local-webhooks", action="store_true", help="let webhooks go to this machine and its network too"
    )
    serve.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    serve.add_argument(
        "--public-url",
        metavar="URL",
        help="the address that browsers use, when a proxy stands before the desk",
    )
    serve.add_argument(
        "--trusted-proxy", metavar="ADDRESS", action="append", default=[],
        help="an address or network whose X-Forwarded- headers are believed; may be given several times",
    )  # fmt: skip


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= (port := int(text[:6])) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port. Give a number up to 65535.")
    return port


def _users_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    users = _record_command(commands, "users", _users, "Say who may use the desk, and as what.")
    users.add_argument("action", choices=["add", "list", "password", "role", "remove"])
    users.add_argument("name", nargs="?", metavar="NAME")
    users.add_argument(
        "--role", choices=["reader", "analyst", "admin"], help="of who is added (default: reader) or changed"
    )


def _record_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: object, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=run, out=None)
    parser.add_argument(
        "--database", metavar="URL", default="consilience.sqlite",
        help="a file, or postgresql+psycopg://USER@HOST/NAME (default: consilience.sqlite in this folder)",
    )  # fmt: skip
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: object, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what)
    parser.set_defaults(run=run)
    parser.add_argument(
        "--out",
        metavar="FILE",
        help="where to write (build: account.html unless another format, a page for each story if it is a folder; "
        "else stdout)",
    )
    parser.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser


def _corpus_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    what = "Read a corpus of any size into Parquet tables: what `build` gives, for millions of articles."
    parser = commands.add_parser("corpus", help=what, description=what)
    parser.set_defaults(run=_corpus)
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT",
        help="WARC, JSON Lines, Parquet or CSV files, folders, or addresses such as s3://BUCKET/PATH",
    )  # fmt: skip
    parser.add_argument(
        "--out", metavar="FOLDER", required=True, help="where the tables go; begun runs go on"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--ray-address", metavar="ADDRESS", help="a Ray cluster that sees --out")
    parser.add_argument("--batch", type=int, metavar="N", default=200, help="articles a batch (default: 200)")
    parser.add_argument("--engine", choices=["auto", "local", "ray"], default="auto", help="default: auto")
    parser.add_argument(
        "--pipeline", metavar="NAME", help="an installed spaCy pipeline to use instead of the one shipped"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress display")


def _inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs", nargs="+", metavar="PATH", help="files, folders, http(s) addresses, or - for stdin"
    )


def _read(options: argparse.Namespace) -> int:
    failed = 0
    with _Target(options.out) as out:
        objects = (_object(item) for item in _progress(_items(options), options))
        if options.format == "json":
            held: list[Json] = list(objects)
            failed = sum(isinstance(o, dict) and "error" in o for o in held)
            out.write(to_json(held, indent=2) + "\n")
            return _status(failed)
        for item in objects:
            failed += "error" in item
            out.write(to_json(item) + "\n")
            out.flush()
    return _status(failed)


def _object(item: Item) -> Object:
    if isinstance(item, Failure):
        _complain(item)
        return failure_object(item)
    return reading_object(item)


def _build(options: argparse.Namespace) -> int:
    from consilience.pipeline import build_readings
    from consilience.reconciling import aliases_with

    aliases = aliases_with(options.aliases) if options.aliases else None
    items = list(_progress(_items(options), options))
    for item in items:
        if isinstance(item, Failure):
            _complain(item)
    if not any(isinstance(item, Reading) for item in items):
        print("consilience: No report could be read, so that there is no account.", file=sys.stderr)
        return SOME_FAILED
    build = build_readings(items, aliases=aliases)
    target = options.out or ("account.html" if options.format == "html" else None)
    if options.format == "html" and target and (target.endswith(os.sep) or Path(target).is_dir()):
        _write_pages(build, Path(target))
    else:
        with _Target(target) as out:
            _write(build, options, out)
    if options.format == "html" and target != "-":
        print(f"The account is in {target}", file=sys.stderr)
    return _status(len(build.failures))


def _write(build: Build, options: argparse.Namespace, out: TextIO) -> None:
    if options.format == "html":
        out.write(render_page(build))
    elif options.format == "json":
        out.write(to_json(build_object(build, brief=options.brief), indent=2) + "\n")
    elif options.format == "jsonl":
        out.writelines(to_json(line) + "\n" for line in build_lines(build))
    else:
        print_digest(build, Console(file=out, width=None if out.isatty() else 80))


def _write_pages(build: Build, folder: Path) -> None:
    """A page for each story, and one that leads to them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in render_pages(build).items():
        with _Target(str(folder / name)) as out:
            out.write(page)


def _corpus(options: argparse.Namespace) -> int:
    try:
        from consilience.corpus import Settings, Watch, read_corpus
    except ModuleNotFoundError as missing:
        raise UsageError(
            f"{missing.name} is not installed. Try: pip install 'consilience[corpus]'"
        ) from missing
    settings = Settings(options.workers, options.ray_address, options.batch, options.engine, options.pipeline)
    found = read_corpus(options.inputs, options.out, settings, watch=Watch(quiet=options.quiet))
    said = f"{found.reports:,} reports in {found.stories:,} stories, {found.errors:,} errors: {options.out}"
    print(f"consilience: {said}", file=sys.stderr)
    return _status(found.errors)


def _demo(options: argparse.Namespace) -> int:
    with as_file(files("consilience.sample").joinpath("reports")) as folder:
        options.inputs = [str(folder)]
        options.format, options.brief, options.aliases = "html", False, None
        options.out = options.out or "consilience-demo.html"
        return _build(options)


def _gather(options: argparse.Namespace) -> int:
    record = _record_room()
    from consilience.gathering import Gatherer, read_feeds

    sources = read_feeds(options.feeds)
    for mistake in sources.mistakes:
        print(f"consilience: {mistake}", file=sys.stderr)
    received, failed, fruitless = 0, len(sources.mistakes), 0
    with record.open_record(options.database) as opened:
        gatherer = Gatherer(opened, sources)
        while True:  # a file is received when it was the same in two rounds
            found = gatherer.gather()
            for failure in found.failures:
                _complain(failure)
            received, failed = received + found.received, failed + len(found.failures)
            fruitless = 0 if found.received else fruitless + 1
            if not found.waiting or fruitless > FRUITLESS:
                break
            time.sleep(gatherer.due())
    print(f"{received} received.")
    return _status(failed)


def _verify(options: argparse.Namespace) -> int:
    record = _record_room()
    known = record.Head.of(options.head) if options.head else None
    with record.open_record(options.database, create=False) as opened:
        verdict = record.verify(opened, known)
    for problem in verdict.problems:
        print(problem)
    print(f"{verdict.entries} entries of the log and {verdict.receipts} receipts were read.")
    print(f"The log ends with {verdict.head}.")
    if verdict.problems:
        return SOME_FAILED
    print(
        "All is as it was written. Note the end of the log elsewhere: --head with it proves that nothing was cut off."
    )
    return DONE


def _rebuild(options: argparse.Namespace) -> int:
    record = _record_room()
    from consilience.arriving import stages_for_record
    from consilience.language import load_pipeline

    with record.open_record(options.database, create=False) as opened:
        record.rebuild(opened, stages_for_record(load_pipeline(options.pipeline)))
    print("All readings, stories and accounts were made again.")
    return DONE


def _serve(options: argparse.Namespace) -> int:
    _record_room()
    from consilience.desk.serve import Serving, serve

    serve(
        Serving(
            options.host, options.port, options.database, options.pipeline, options.public_url, options.trusted_proxy,
            options.feeds, options.alerts, options.local_webhooks,
        ),
        lambda line: print(line, flush=True),
    )  # fmt: skip
    return DONE


def _users(options: argparse.Namespace) -> int:
    _record_room()
    from consilience.users.commands import Asked, manage

    for line in manage(Asked(options.action, options.name, options.role, options.database)):
        print(line)
    return DONE


def _record_room() -> ModuleType:
    try:
        from consilience import record
    except ImportError as error:
        raise RecordError(
            f"{error.name} is missing. Install it with `pip install 'consilience[desk]'`."
        ) from error
    return record


def _items(options: argparse.Namespace) -> Iterator[Item]:
    from consilience.language import load_pipeline
    from consilience.pipeline import read

    language = load_pipeline(options.pipeline)
    return read(options.inputs, language=language, stdin=sys.stdin.buffer)


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


def _complain(failure: Failure) -> None:
    print(f"consilience: {failure.file}: {failure.message}", file=sys.stderr)


def _status(failed: int) -> int:
    return SOME_FAILED if failed else DONE


class _Target:
    """A file written whole or not at all, or standard output."""

    def __init__(self, name: str | None) -> None:
        self._name = None if name in (None, "-") else name
        self._held = StringIO()

    def __enter__(self) -> TextIO:
        return sys.stdout if self._name is None else self._held

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._name is not None and kind is None:
            path = Path(self._name)
            part = path.with_name(path.name + ".part")
            try:
                part.write_text(self._held.getvalue(), encoding="utf-8", newline="\n")
                part.replace(path)
            except OSError:
                part.unlink(missing_ok=True)
                raise


if __name__ == "__main__":
    sys.exit(main())
