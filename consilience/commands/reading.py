"""`consilience read`, `build` and `demo`: reports in, accounts out, nothing kept."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import TextIO

from rich.console import Console

from consilience.commands.terminal import (
    SOME_FAILED,
    Commands,
    Item,
    Target,
    command,
    complain,
    input_arguments,
    items_of,
    reading_arguments,
    status,
)
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

OUT = "where to write (build: account.html unless another format, a page for each story if it is a folder; else stdout)"


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    build = command(commands, "build", _build, "Make one account of reports, as a page, JSON or text.")
    reading_arguments(build, OUT)
    input_arguments(build)
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
    read = command(commands, "read", _read, "Read each report by itself and print what it says, as JSON.")
    reading_arguments(read, OUT)
    input_arguments(read)
    read.add_argument("--format", choices=["jsonl", "json"], default="jsonl", help="default: jsonl")
    demo = command(
        commands, "demo", _demo, "Make the account of six sample reports that come with Consilience."
    )
    reading_arguments(demo, OUT)


def _read(options: argparse.Namespace) -> int:
    failed = 0
    with Target(options.out) as out:
        objects = (_object(item) for item in items_of(options))
        if options.format == "json":
            held: list[Json] = list(objects)
            failed = sum(isinstance(o, dict) and "error" in o for o in held)
            out.write(to_json(held, indent=2) + "\n")
            return status(failed)
        for item in objects:
            failed += "error" in item
            out.write(to_json(item) + "\n")
            out.flush()
    return status(failed)


def _object(item: Item) -> Object:
    if isinstance(item, Failure):
        complain(item)
        return failure_object(item)
    return reading_object(item)


def _build(options: argparse.Namespace) -> int:
    from consilience.pipeline import build_readings
    from consilience.reconciling import aliases_with

    aliases = aliases_with(options.aliases) if options.aliases else None
    items = list(items_of(options))
    for item in items:
        if isinstance(item, Failure):
            complain(item)
    if not any(isinstance(item, Reading) for item in items):
        print("consilience: No report could be read, so that there is no account.", file=sys.stderr)
        return SOME_FAILED
    build = build_readings(items, aliases=aliases)
    target = options.out or ("account.html" if options.format == "html" else None)
    if options.format == "html" and target and (target.endswith(os.sep) or Path(target).is_dir()):
        _write_pages(build, Path(target))
    else:
        with Target(target) as out:
            _write(build, options, out)
    if options.format == "html" and target != "-":
        print(f"The account is in {target}", file=sys.stderr)
    return status(len(build.failures))


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
        with Target(str(folder / name)) as out:
            out.write(page)


def _demo(options: argparse.Namespace) -> int:
    with as_file(files("consilience.sample").joinpath("reports")) as folder:
        options.inputs, options.fetch = [str(folder)], False
        options.format, options.brief, options.aliases = "html", False, None
        options.out = options.out or "consilience-demo.html"
        return _build(options)
