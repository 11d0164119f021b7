"""The whole path: inputs -> reports -> readings -> stories -> accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from spacy.language import Language
from spacy.tokens import Doc

from consilience.intake import Fetcher, receive
from consilience.language import load_pipeline
from consilience.model import Account, Build, Failure, Reading, Report, Story
from consilience.reading import read_report
from consilience.reconciling import Aliases, reconcile
from consilience.stories import find_stories


def read(
    inputs: Iterable[str],
    *,
    language: Language | None = None,
    stdin: BinaryIO | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Reading | Failure]:
    """Reads each report by itself, in input order; what cannot be read comes as a Failure.

    `inputs` are paths, folders, `-` or http(s) addresses; `language` a pipeline from `load_pipeline`; with a `fetcher`,
    the pages that lists of addresses name are fetched.
    """
    language = language or load_pipeline()
    for received in receive(inputs, stdin=stdin, fetcher=fetcher):
        yield received if isinstance(received, Failure) else read_one(received, language)


def read_one(report: Report, language: Callable[[str], Doc]) -> Reading | Failure:
    """One report's reading; a fault of ours in one report does not end the run for the others."""
    try:
        return read_report(report, language)
    except Exception as fault:
        what = f"It could not be read because of a fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
        return Failure(report.file, "fault", what)


def build(
    inputs: Iterable[str],
    *,
    language: Language | None = None,
    stdin: BinaryIO | None = None,
    aliases: Aliases | None = None,
) -> Build:
    """Groups the reports into stories and gives an account of each; `aliases` as `aliases_with` gives them."""
    return build_readings(read(inputs, language=language, stdin=stdin), aliases=aliases)


def build_readings(items: Iterable[Reading | Failure], *, aliases: Aliases | None = None) -> Build:
    """The accounts of readings that are already made."""
    items = list(items)
    readings = tuple(x for x in items if isinstance(x, Reading))
    failures = tuple(x for x in items if isinstance(x, Failure))
    accounts = [account_of(story, aliases) for story in find_stories([r for r in readings if r.read])]
    failures += tuple(a for a in accounts if isinstance(a, Failure))
    return Build(readings, tuple(a for a in accounts if isinstance(a, Account)), failures)


def account_of(story: Story, aliases: Aliases | None) -> Account | Failure:
    """One story's account; a fault of ours in one story does not end the run for the others."""
    try:
        return reconcile(story, aliases)
    except Exception as fault:
        what = f"The account of its story could not be made because of a fault in Consilience ({type(fault).__name__}: {fault}). Please report it."
        return Failure(story.readings[0].report.file, "fault", what)
