"""What was received and what was decided, kept for ever; and the stories that follow from it, in SQLite or PostgreSQL."""

from consilience.record.arrivals import Arrival, arrival_with, original_of, receive
from consilience.record.database import Record, open_record
from consilience.record.decisions.judgements import judgements, judgements_of
from consilience.record.decisions.judging import (
    SOURCE_GRADES,
    STATEMENT_GRADES,
    Grade,
    grade_source,
    grade_statement,
    grades,
    grades_by_source,
    judge,
)
from consilience.record.decisions.people import keep_apart, merge, split
from consilience.record.decisions.saying import says
from consilience.record.differences import Difference, differences
from consilience.record.growing.accounts import account_of
from consilience.record.growing.whereabouts import heir_of, members_of, story_with
from consilience.record.history import Known, known_as_of
from consilience.record.lists.find_reports import (
    ReportBrief,
    ReportPage,
    ReportQuery,
    find_reports,
    outlets_of,
)
from consilience.record.lists.find_stories import StoryBrief, StoryPage, find_stories, story_brief
from consilience.record.lists.inbox import CheckPage, ToCheck, to_check
from consilience.record.lists.items import ItemKind
from consilience.record.lists.snippets import Snippet
from consilience.record.lists.story_query import Box, StoryQuery
from consilience.record.log import Entry, entries_about, entries_after, last_number
from consilience.record.past import account_as_of
from consilience.record.processes import Processes
from consilience.record.readings import Version, reading_of, versions_of
from consilience.record.rebuild import rebuild
from consilience.record.stages import Sign, Stages
from consilience.record.verify import Head, Verdict, verify
from consilience.record.work import work

__all__ = [
    "SOURCE_GRADES",
    "STATEMENT_GRADES",
    "Arrival",
    "Box",
    "CheckPage",
    "Difference",
    "Entry",
    "Grade",
    "Head",
    "ItemKind",
    "Known",
    "Processes",
    "Record",
    "ReportBrief",
    "ReportPage",
    "ReportQuery",
    "Sign",
    "Snippet",
    "Stages",
    "StoryBrief",
    "StoryPage",
    "StoryQuery",
    "ToCheck",
    "Verdict",
    "Version",
    "account_as_of",
    "account_of",
    "arrival_with",
    "differences",
    "entries_about",
    "entries_after",
    "find_reports",
    "find_stories",
    "grade_source",
    "grade_statement",
    "grades",
    "grades_by_source",
    "heir_of",
    "judge",
    "judgements",
    "judgements_of",
    "keep_apart",
    "known_as_of",
    "last_number",
    "members_of",
    "merge",
    "open_record",
    "original_of",
    "outlets_of",
    "reading_of",
    "rebuild",
    "receive",
    "says",
    "split",
    "story_brief",
    "story_with",
    "to_check",
    "verify",
    "versions_of",
    "work",
]
