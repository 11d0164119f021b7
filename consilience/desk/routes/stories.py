"""Stories and their accounts."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from consilience.desk.rights import Reader, TheDesk
from consilience.model import Failure
from consilience.presenting.contract import story_object, to_json
from consilience.record import account_of

router = APIRouter(tags=["stories"])


@router.get("/stories/{story}/account", responses={404: {"description": "No such story"}})
def account(story: str, desk: TheDesk, user: Reader) -> Response:
    """The account of a story, as `consilience build --format json` has it."""
    told = account_of(desk.record, story)
    if isinstance(told, Failure):
        raise HTTPException(500, told.message)
    return Response(to_json(story_object(told)), media_type="application/json")
