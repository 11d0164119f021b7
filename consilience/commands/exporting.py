"""`consilience export`: accounts in the formats of others, and as evidence bundles."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from consilience.commands.keeping import record_room
from consilience.commands.terminal import (
    DONE,
    SOME_FAILED,
    Commands,
    command,
    complain,
    database_argument,
    input_arguments,
    items_of,
    reading_arguments,
    write_file,
)
from consilience.errors import NotThereError
from consilience.exporting import FORMATS, NOTHING, Decided, export
from consilience.model import Account, Failure

Told = Account | Failure


def add_to(commands: Commands) -> None:
    """Adds the command."""
    what = (
        "Give out the accounts of reports, or of the stories of a record, in a format that other tools read."
    )
    parser = command(commands, "export", _export, what)
    input_arguments(parser, "*")
    reading_arguments(parser, "where to write, - for stdout (default: a file named after the story)")
    parser.add_argument("--format", choices=list(FORMATS), required=True, help="; ".join(_explained()))
    parser.add_argument(
        "--story", action="append", metavar="ID",
        help="a story of the record, once for each; without it and without PATH, all of them",
    )  # fmt: skip
    database_argument(parser)


def _explained() -> Iterator[str]:
    return (f"{form.name}: {form.title}" for form in FORMATS.values())


def _export(options: argparse.Namespace) -> int:
    told = list(_built(options) if options.inputs else _kept(options))
    for one in told:
        if isinstance(one, Failure):
            complain(one)
    accounts = [one for one in told if isinstance(one, Account)]
    if not accounts:
        print("consilience: There is no account to export.", file=sys.stderr)
        return SOME_FAILED
    made = export(accounts, options.format, NOTHING if options.inputs else _decided(options, accounts))
    if options.out == "-":
        sys.stdout.buffer.write(made.data)
    else:
        target = options.out or made.name
        write_file(Path(target), made.data)
        print(f"The export is in {target}", file=sys.stderr)
    return DONE if len(accounts) == len(told) else SOME_FAILED


def _decided(options: argparse.Namespace, accounts: list[Account]) -> Decided:
    record = record_room()
    with record.open_record(options.database, create=False) as opened:
        held = {account.story.id: account for account in accounts}
        return Decided(record.judgements_of(opened, held), record.grades_by_source(opened))


def _built(options: argparse.Namespace) -> Iterator[Told]:
    from consilience.pipeline import build_readings

    build = build_readings(items_of(options))
    yield from build.accounts
    yield from build.failures


def _kept(options: argparse.Namespace) -> Iterator[Told]:
    """The accounts of a record's stories. Raises NotThereError for one that was asked for and is not there."""
    record = record_room()
    with record.open_record(options.database, create=False) as opened:
        if options.story:
            yield from (record.account_of(opened, story) for story in options.story)
            return
        for story, _ in record.known_as_of(opened, opened.now()).stories:
            try:
                yield record.account_of(opened, story)
            except NotThereError as waiting:
                yield Failure(story, "waiting", str(waiting))
