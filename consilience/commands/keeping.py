"""`consilience verify` and `rebuild`: whether what is kept is whole, and what is derived of it made again."""

from __future__ import annotations

import argparse
from pathlib import Path
from types import ModuleType

from consilience.commands.terminal import DONE, PIPELINE, SOME_FAILED, Commands, command, database_argument
from consilience.errors import RecordError


def add_to(commands: Commands) -> None:
    """Adds the commands."""
    what = "Find any tampering with a record or an evidence bundle, or loss of it."
    verify = command(commands, "verify", _verify, what)
    verify.add_argument(
        "bundle", nargs="?", metavar="BUNDLE.zip", help="an evidence bundle instead of a record"
    )
    database_argument(verify)
    verify.add_argument(
        "--head",
        metavar="NUMBER:HASH",
        help="the end of the log as it was noted before, to find one written anew",
    )
    rebuild = command(commands, "rebuild", _rebuild, "Make everything that is derived in a record again.")
    database_argument(rebuild)
    rebuild.add_argument("--pipeline", metavar="NAME", help=PIPELINE)


def _verify(options: argparse.Namespace) -> int:
    if options.bundle is not None:
        return _verify_bundle(options.bundle)
    record = record_room()
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


def _verify_bundle(name: str) -> int:
    from consilience.exporting import verify_bundle

    with Path(name).open("rb") as stream:
        verdict = verify_bundle(name, stream)
    for line in (*verdict.problems, *verdict.notes):
        print(line)
    print(f"{verdict.files} files, {verdict.reports} reports and {verdict.quotes} quoted passages were read.")
    print(f"The hash of the bundle's hashes is {verdict.seal}.")
    if verdict.problems:
        return SOME_FAILED
    print(
        "All is as it was written. Whoever made the bundle can tell you that hash: if it is the same, it is theirs."
    )
    return DONE


def _rebuild(options: argparse.Namespace) -> int:
    record = record_room()
    from consilience.arriving import stages_for_record
    from consilience.language import load_pipeline

    with record.open_record(options.database, create=False) as opened:
        record.rebuild(opened, stages_for_record(load_pipeline(options.pipeline)))
    print("All readings, stories and accounts were made again.")
    return DONE


def record_room() -> ModuleType:
    """The package of the record. Raises RecordError where what it needs is not installed."""
    try:
        from consilience import record
    except ImportError as error:
        raise RecordError(
            f"{error.name} is missing. Install it with `pip install 'consilience[desk]'`."
        ) from error
    return record
