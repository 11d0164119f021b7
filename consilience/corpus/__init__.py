"""The same stages over millions of reports, on one machine or many."""

from consilience.corpus.progress import Watch
from consilience.corpus.run import Settings, Summary, read_corpus

__all__ = ["Settings", "Summary", "Watch", "read_corpus"]
