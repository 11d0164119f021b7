"""What was received and what was decided, kept for ever; and the stories that follow from it, in SQLite or PostgreSQL."""

from consilience.record.arrivals import Arrival, receive
from consilience.record.database import Record, open_record
from consilience.record.log import Entry
from consilience.record.verify import Head, Verdict, verify

__all__ = ["Arrival", "Entry", "Head", "Record", "Verdict", "open_record", "receive", "verify"]
