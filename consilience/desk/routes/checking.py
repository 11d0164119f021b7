"""What there is to check."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from consilience.desk.refusals import refusals
from consilience.desk.rights import Id, Reader, TheDesk
from consilience.desk.routes.stories import After, Limit
from consilience.record import CheckPage, ItemKind, to_check

router = APIRouter(tags=["checking"])
Kinds = Annotated[list[ItemKind], Query(max_length=6)]


@router.get(
    "/inbox",
    responses=refusals(_404="No such story", _409="A place in the list that is none"),
)
def inbox(
    desk: TheDesk,
    user: Reader,
    kind: Kinds = [],  # noqa: B006  FastAPI copies it
    story: Id | None = None,
    after: After = None,
    limit: Limit = 50,
) -> CheckPage:
    """A page of what nobody has judged yet, that on which most rests first."""
    return to_check(desk.record, kinds=kind, story=story, after=after, limit=limit)
