"""Stories in the formats of others."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from consilience.desk.desk import Desk
from consilience.desk.refusals import given_as, refusals
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.stories import Asking, told_account
from consilience.errors import NotThereError
from consilience.exporting import FORMATS, Decided, export
from consilience.model import Account
from consilience.record import Record, StoryQuery, account_of, find_stories, grades_by_source, judgements_of

router = APIRouter(
    tags=["exports"],
    responses=given_as(*(one.media_type for one in FORMATS.values())) | refusals(_404="No such story"),
)
MOST = 1_000  # stories of one export
Named = Annotated[str, Path(pattern=f"^({'|'.join(FORMATS)})$")]


@router.get("/stories/{story}/export/{name}", response_class=Response)
def export_story(story: Id, name: Named, desk: TheDesk, user: Reader) -> Response:
    """A story in a format, with what people decided of it; the same bytes as long as neither changes."""
    return _given([told_account(desk, story)], name, desk.record)


@router.get("/export/{name}", response_class=Response)
def export_stories(name: Named, desk: TheDesk, user: Reader, query: Asking) -> Response:
    """All stories that fit, or everything, in a format; the first 1,000."""
    held = _accounts(desk, query)
    if not held:
        raise NotThereError("No story with an account fits what was asked for.")
    return _given(held, name, desk.record)


def _accounts(desk: Desk, query: StoryQuery) -> list[Account]:
    held: list[Account] = []
    after: str | None = None
    while len(held) < MOST:
        found = find_stories(desk.record, query, after=after, limit=100)
        told = (account_of(desk.record, one.id) for one in found.stories)
        held += [account for account in told if isinstance(account, Account)]
        if found.next is None:
            break
        after = found.next
    return held[:MOST]


def _given(accounts: list[Account], name: str, record: Record) -> Response:
    held = {account.story.id: account for account in accounts}
    file = export(accounts, name, Decided(judgements_of(record, held), grades_by_source(record)))
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)
