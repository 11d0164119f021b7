"""The spaCy pipeline: loading it, the trained weights, and what the rest requires of it."""

from consilience.language.load import load_pipeline

__all__ = ["load_pipeline"]
