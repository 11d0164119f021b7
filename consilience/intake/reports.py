"""What every kind of input ends in: a report with its receipt, or a failure that names it."""

from __future__ import annotations

import hashlib

from consilience.errors import InputError
from consilience.intake.language import code_of, language_of
from consilience.intake.pages import Page
from consilience.intake.text import warnings_on
from consilience.model import Failure, Received, Report

MOST_TEXT = 2_000_000  # characters of one report
Item = Report | Failure


def required(name: str, page: Page | None, code: str, message: str) -> Page:
    """The page. Raises InputError where there is none."""
    if page is None:
        raise InputError(name, code, message)
    return page


def report_of(
    name: str, received: Received, page: Page, encoding: str | None, warnings: tuple[str, ...] | None = None
) -> Report:
    """The report that a page is. Raises InputError for one without text, or with too much of it."""
    if not page.text.strip():
        raise InputError(name, "empty", "It holds no text.")
    if len(page.text) > MOST_TEXT:
        what = f"Its text is longer than {MOST_TEXT:,} characters. Split it into one file a report."
        raise InputError(name, "too_large", what)
    language = language_of(page.text) or code_of(page.language)
    notes = [*(warnings if warnings is not None else warnings_on(page.text)), *page.notes]
    if language not in (None, "en"):
        notes.append(f"The report seems to be in another language ({language}). It is kept, but not read.")
    return Report(
        id=received.sha256[:16], file=name, text=page.text, received=received, title=page.title, outlet=page.outlet,
        byline=page.byline, published=page.published, updated=page.updated, url=page.url, language=language,
        encoding=encoding, warnings=tuple(notes),
    )  # fmt: skip


def failure_of(error: InputError) -> Failure:
    """The Failure that stands for an error."""
    return Failure(error.file, error.code, error.message)


def hash_of(data: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()
