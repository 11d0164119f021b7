"""What is received -> Report: files, pages, mail, documents, tables, the web."""

from consilience.intake.fetch import Fetcher
from consilience.intake.receive import open_received, receive

__all__ = ["Fetcher", "open_received", "receive"]
