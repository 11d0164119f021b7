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
from consilience.exporting import FORMATS, Exported, export
from consilience.model import Account
from consilience.record import StoryQuery, account_of, find_stories

router = APIRouter(
    tags=["exports"],
    responses=given_as(*(one.media_type for one in FORMATS.values())) | refusals(_404="No such story"),
)
MOST = 1_000  # stories of one export
Named = Annotated[str, Path(pattern=f"^({'|'.join(FORMATS)})$")]


@router.get("/stories/{story}/export/{name}", response_class=Response)
def export_story(story: Id, name: Named, desk: TheDesk, user: Reader) -> Response:
    """A story in a format; the same bytes as long as it does not change."""
    return _given(export([told_account(desk, story)], name))


@router.get("/export/{name}", response_class=Response)
def export_stories(name: Named, desk: TheDesk, user: Reader, query: Asking) -> Response:
    """All stories that fit, or everything, in a format; the first 1,000."""
    held = _accounts(desk, query)
    if not held:
        raise NotThereError("No story with an account fits what was asked for.")
    return _given(export(held, name))


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


def _given(file: Exported) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)
