"""Loads the language pipeline and checks that it gives what the readings need."""

from __future__ import annotations

import spacy
from spacy.language import Language

import consilience.language.clear_labels
import consilience.language.reader  # noqa: F401  both register their components
from consilience.errors import PipelineError
from consilience.language.requirements import check, uses_clear_labels

LONGEST = 10_000_000  # characters


def load_pipeline(name: str | None = None) -> Language:
    """The pipeline in this package, or any installed spaCy pipeline by its name or folder.

    One with ClearNLP labels is converted to Universal Dependencies. Raises PipelineError when it is not
    installed or lacks what is required.
    """
    if name is None:
        nlp = spacy.blank("en")
        nlp.add_pipe("news_reader")
    else:
        nlp = _installed(name)
    nlp.max_length = LONGEST
    return nlp


def _installed(name: str) -> Language:
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(f"The spaCy pipeline {name!r} cannot be loaded. Is it installed?") from error
    if uses_clear_labels(nlp):
        nlp.add_pipe("clear_to_ud", last=True)
    check(nlp)
    return nlp
