"""The spaCy pipeline: loading it, the trained weights, and what the rest requires of it."""

from consilience.language.load import load_pipeline
from consilience.language.parses import Parses

__all__ = ["Parses", "load_pipeline"]
