"""`consilience corpus`: any number of articles into tables."""

from __future__ import annotations

import argparse
import sys

from consilience.commands.terminal import PIPELINE, Commands, command, status
from consilience.errors import UsageError


def add_to(commands: Commands) -> None:
    """Adds the command."""
    what = "Read a corpus of any size into Parquet tables: what `build` gives, for millions of articles."
    parser = command(commands, "corpus", _corpus, what)
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
    parser.add_argument("--pipeline", metavar="NAME", help=PIPELINE)
    parser.add_argument("--quiet", action="store_true", help="no progress display")


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
    return status(found.errors)
