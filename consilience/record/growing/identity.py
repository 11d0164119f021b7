"""Which story a group of reports is: the one that most of them stood in before, or a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select, update

from consilience.record.database import Record
from consilience.record.lists.story_rows import unfile_story
from consilience.record.log import Entry, append, canonical, digest
from consilience.record.schema import accounts, head, members, stories

Groups = Sequence[Sequence[str]]


def take_places(connection: Connection, record: Record, groups: Groups, home: Mapping[str, str]) -> set[str]:
    """Puts the reports of each group into its story and logs what changed; gives the stories that did.

    `home` is the story that each report stands in now, none where it is new.
    """
    names = _names(groups, home, _ages(connection, set(home.values())))
    ending = set(home.values()) - set(names)
    changed = set(ending)
    for group, name in zip(groups, names, strict=True):
        came: dict[str, list[str]] = defaultdict(list)  # by the story that they stood in; "" for new reports
        for report in group:
            if home.get(report, "") != name:
                came[home.get(report, "")].append(report)
        story = name or begin(connection, record, came)
        for before, reports in sorted(came.items()):
            heir = before in ending and _heir(before, groups, home) == group
            place(
                connection,
                record,
                "merged" if heir else "moved" if before else "joined",
                story,
                reports,
                before,
            )
        changed |= {story, *came} - {""} if came else set()
    return changed


def _ages(connection: Connection, some: set[str]) -> dict[str, int]:
    query = select(stories.c.id, stories.c.started).where(stories.c.id.in_(sorted(some)))
    return dict(connection.execute(query).tuples().all())


def _names(groups: Groups, home: Mapping[str, str], ages: Mapping[str, int]) -> list[str | None]:
    """For each group the story that goes on in it: the largest share of a story first, then the older story."""
    names: list[str | None] = [None] * len(groups)
    shares = [
        (-count, ages[story], number, story)
        for number, group in enumerate(groups)
        for story, count in Counter(home[report] for report in group if report in home).items()
    ]
    for _, _, number, story in sorted(shares):
        if names[number] is None and story not in names:
            names[number] = story
    return names


def _heir(story: str, groups: Groups, home: Mapping[str, str]) -> Sequence[str]:
    """The group that holds most of a story's reports."""
    return max(groups, key=lambda group: sum(home.get(report) == story for report in group))


def begin(connection: Connection, record: Record, came: dict[str, list[str]]) -> str:
    """Starts a story with new reports, or with those that leave the story that most come from; takes these from `came`."""
    before = max(came, key=lambda story: (story != "", len(came[story]), story))
    reports = came.pop(before)
    last = connection.execute(select(head.c.hash)).scalar_one()
    story = "s" + digest(canonical([last, reports]))[:15]
    connection.execute(insert(stories).values(id=story, started=0, untold=0))
    entry = place(connection, record, "divided" if before else "started", story, reports, before)
    connection.execute(
        update(stories).where(stories.c.id == story).values(started=entry.number, untold=entry.number)
    )
    return story


def place(
    connection: Connection,
    record: Record,
    kind: str,
    story: str,
    reports: Sequence[str],
    before: str = "",
) -> Entry:
    """Puts reports into a story and logs it; a story that is `merged` into it ends."""
    about: dict[str, object] = {"story": story, "reports": sorted(reports)}
    entry = append(connection, record, kind, about | ({"from": before} if before else {}))
    for report in reports:
        if not connection.execute(
            update(members).where(members.c.report == report).values(story=story)
        ).rowcount:
            connection.execute(insert(members).values(report=report, story=story))
    if kind == "merged":
        connection.execute(update(stories).where(stories.c.id == before).values(into=story, untold=0))
        connection.execute(delete(accounts).where(accounts.c.story == before))
        unfile_story(connection, before)
    return entry
