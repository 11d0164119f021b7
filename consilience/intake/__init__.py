"""What is received -> Report: files, pages, mail, documents, news standards, tables, archives, the web."""

from consilience.intake.fetch import Fetcher
from consilience.intake.opening import MOST_BYTES, open_received, receive_bytes, receive_line
from consilience.intake.receive import receive

__all__ = ["MOST_BYTES", "Fetcher", "open_received", "receive", "receive_bytes", "receive_line"]
