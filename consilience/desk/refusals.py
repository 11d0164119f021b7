"""What the API may answer besides JSON of its own, as its description has it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Said(BaseModel):
    """What went wrong, in a sentence."""

    detail: str


def refusals(**said: str) -> dict[int | str, dict[str, Any]]:
    """The description of answers by their status, as `refusals(_404="No such user")`."""
    return {int(code.strip("_")): {"model": Said, "description": what} for code, what in said.items()}


def given_as(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """The description of an answer that is of one of these kinds; their parameters are left out."""
    kinds = sorted({one.partition(";")[0].strip() for one in media_types})
    return {200: {"description": "What was asked for", "content": {kind: {} for kind in kinds}}}


EVERYWHERE = refusals(
    _400="What was sent cannot be taken",
    _401="Nobody is signed in",
    _403="The role does not reach that far, or this is not from a page of the session",
    _409="It does not fit what the record holds",
    _413="Too much at once",
    _421="The desk is at another address",
    _429="Asked too often; Retry-After says for how long to wait",
    _503="The record cannot be reached",
)
