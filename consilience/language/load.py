"""Loads the language pipeline and checks that it gives what the readings need."""

from __future__ import annotations

import spacy
from spacy.language import Language

import consilience.language.reader  # noqa: F401  registers the factory
from consilience.errors import PipelineError

def load_pipeline(name: str | None = None) -> Language:
    """The pipeline in this package, or any installed spaCy pipeline by its name.

    Raises PipelineError when it is not installed or lacks what is required.
    """
    if name is None:
        nlp = spacy.blank("en")
        nlp.add_pipe("news_reader")
        nlp.max_length = 10_000_000
        return nlp
    try:
        return spacy.load(name)
    except OSError as error:
        raise PipelineError(f"The spaCy pipeline {name!r} is not installed.") from error
