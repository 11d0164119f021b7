"""What is received -> Report: files, pages, mail, documents, tables, the web."""

from consilience.intake.fetch import Fetcher
from consilience.intake.receive import MOST_BYTES, open_received, receive, receive_bytes, receive_line

__all__ = ["MOST_BYTES", "Fetcher", "open_received", "receive", "receive_bytes", "receive_line"]
