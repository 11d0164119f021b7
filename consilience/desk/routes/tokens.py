"""Tokens by which programs use the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from consilience.desk.refusals import refusals
from consilience.desk.rights import InPerson, TheDesk
from consilience.users import LONGEST_TOKEN_NAME, Role, Token, make_token, revoke_token, tokens_of

router = APIRouter(tags=["tokens"])
MOST_DAYS = 3650


class NewToken(BaseModel):
    """A token to make: what it is for, its role, at most one's own, and after how many days it ends, if ever."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_TOKEN_NAME)]
    role: Role = "reader"
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = None


class Made(BaseModel):
    """A token and its secret, which is shown this once."""

    secret: str
    token: Token


@router.get("/tokens")
def tokens(desk: TheDesk, session: InPerson) -> list[Token]:
    """One's own tokens, the last made first."""
    return tokens_of(desk.record, session.user.name)


@router.post("/tokens", status_code=201)
def make(given: NewToken, desk: TheDesk, session: InPerson) -> Made:
    """Makes a token."""
    ends = None if given.days is None else desk.record.now() + timedelta(days=given.days)
    secret, token = make_token(desk.record, session.user, given.name, given.role, ends)
    return Made(secret=secret, token=token)


@router.delete("/tokens/{id}", status_code=204, responses=refusals(_404="No such one"))
def revoke(id: Annotated[str, Path(max_length=64)], desk: TheDesk, session: InPerson) -> None:
    """Revokes a token."""
    revoke_token(desk.record, session.user.name, id)
