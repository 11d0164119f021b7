"""The account of a story as it stood at a moment: made again from what had been received by then."""

from __future__ import annotations

from datetime import datetime

from consilience.errors import NotThereError
from consilience.model import Account, Failure
from consilience.record.database import Record
from consilience.record.growing.coming import comings_of
from consilience.record.growing.lasting import with_lasting_ids
from consilience.record.history import known_as_of
from consilience.record.readings import readings_of
from consilience.record.stages import Stages


def account_as_of(record: Record, stages: Stages, story: str, moment: datetime) -> Account | Failure:
    """The account of a story from the versions that stood in it at a moment.

    Raises NotThereError where the story was not there then, RecordError for a moment without a time zone.
    """
    known = known_as_of(record, moment)
    held = dict(known.stories).get(story)
    if not held:
        raise NotThereError(f"There was no story {story} at {moment.isoformat()}.")
    current = dict(known.reports)
    versions = sorted(current[report] for report in held if report in current)
    readings, came = record.read(
        lambda connection: (list(readings_of(connection, versions)), comings_of(connection, versions))
    )
    told = stages.tell(story, readings)
    return with_lasting_ids(told, came) if isinstance(told, Account) else told
