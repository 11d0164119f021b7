"""Stories and their accounts."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response
from pydantic import AwareDatetime

from consilience.desk.rights import Id, Reader, TheDesk
from consilience.model import Failure
from consilience.presenting.contract import story_object, to_json
from consilience.record import account_as_of, account_of

router = APIRouter(tags=["stories"])


@router.get("/stories/{story}/account", responses={404: {"description": "No such story"}})
def account(story: Id, desk: TheDesk, user: Reader, as_of: AwareDatetime | None = None) -> Response:
    """The account of a story, as `consilience build --format json` has it; now, or as it was known at a moment."""
    told = (
        account_of(desk.record, story)
        if as_of is None
        else account_as_of(desk.record, desk.stages, story, as_of)
    )
    if isinstance(told, Failure):
        raise HTTPException(500, told.message)
    return Response(to_json(story_object(told)), media_type="application/json")
