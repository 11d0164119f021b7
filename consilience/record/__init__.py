"""What was received and what was decided, kept for ever; and the stories that follow from it, in SQLite or PostgreSQL."""

from consilience.record.accounts import account_of
from consilience.record.arrivals import Arrival, arrival_with, original_of, receive
from consilience.record.database import Record, open_record
from consilience.record.differences import Difference, differences
from consilience.record.history import Known, known_as_of
from consilience.record.log import Entry, entries_about, entries_after, last_number
from consilience.record.past import account_as_of
from consilience.record.people import keep_apart, merge, split
from consilience.record.processes import Processes
from consilience.record.readings import Version, reading_of, versions_of
from consilience.record.rebuild import rebuild
from consilience.record.stages import Sign, Stages
from consilience.record.verify import Head, Verdict, verify
from consilience.record.whereabouts import heir_of, members_of, story_with
from consilience.record.work import work

__all__ = [
    "Arrival",
    "Difference",
    "Entry",
    "Head",
    "Known",
    "Processes",
    "Record",
    "Sign",
    "Stages",
    "Verdict",
    "Version",
    "account_as_of",
    "account_of",
    "arrival_with",
    "differences",
    "entries_about",
    "entries_after",
    "heir_of",
    "keep_apart",
    "known_as_of",
    "last_number",
    "members_of",
    "merge",
    "open_record",
    "original_of",
    "reading_of",
    "rebuild",
    "receive",
    "split",
    "story_with",
    "verify",
    "versions_of",
    "work",
]
