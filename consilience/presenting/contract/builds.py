"""A whole run, as one object or a line for each story."""

from __future__ import annotations

from collections.abc import Iterable

from consilience.model import Build, Failure
from consilience.presenting.contract.readings import reading_object, report_object
from consilience.presenting.contract.stories import story_object
from consilience.presenting.contract.values import Object


def build_object(build: Build, *, brief: bool = False) -> Object:
    """What `consilience build --format json` prints; `brief` leaves the analysis fields of reports out."""
    reports = [report_object(one.report) if brief else reading_object(one) for one in build.readings]
    return {
        "reports": reports,
        "stories": [story_object(account) for account in build.accounts],
        "failures": [failure_object(failure) for failure in build.failures],
    }


def build_lines(build: Build) -> Iterable[Object]:
    """What `consilience build --format jsonl` prints: one story a line, then one line for each failure."""
    yield from (story_object(account) for account in build.accounts)
    yield from (failure_object(failure) for failure in build.failures)


def failure_object(failure: Failure) -> Object:
    """One line for an input that could not be read."""
    return {"file": failure.file, "error": {"code": failure.code, "message": failure.message}}
