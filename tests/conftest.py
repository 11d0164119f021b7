"""One language pipeline for the whole run, and texts read through the public path."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import settings
from spacy.language import Language

from consilience.language import load_pipeline
from consilience.model import Reading, Received, Report
from consilience.reading import read_report

settings.register_profile("untimed", deadline=None)  # how long an example takes says nothing of what it tests
settings.load_profile("untimed")

ReadText = Callable[..., Reading]


def report_of(text: str, **meta: str | None) -> Report:
    """A report of a text, as intake would give it."""
    name = str(meta.pop("file", None) or "report.txt")
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Report(
        sha[:16], name, text, Received(name, text.encode("utf-8", "replace"), "text/plain", sha), **meta
    )  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def language() -> Language:
    return load_pipeline()


@pytest.fixture(scope="session")
def read_text(language: Language) -> ReadText:
    return lambda text, **meta: read_report(report_of(text, **meta), language)
