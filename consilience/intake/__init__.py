"""What is received -> Report: files, pages, mail, documents, tables, the web."""

from consilience.intake.fetch import Fetcher
from consilience.intake.receive import receive

__all__ = ["Fetcher", "receive"]
