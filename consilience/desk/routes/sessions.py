"""Signing in and out, one's own sessions and one's own password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response
from pydantic import BaseModel, Field

from consilience.desk.allowances import address_of
from consilience.desk.cookies import end_session, give_cookie, signed_in_by_password, take_cookie
from consilience.desk.csrf import csrf_of
from consilience.desk.refusals import refusals
from consilience.desk.rights import InPerson, Reader, TheDesk
from consilience.users import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    Role,
    change_own_password,
    session_of,
    sessions_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
)

router = APIRouter(tags=["sessions"])
Password = Annotated[str, Field(max_length=LONGEST_PASSWORD)]


class Credentials(BaseModel):
    """A name and its password."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    password: Password


class Me(BaseModel):
    """Who asks; `csrf` goes into the header X-CSRF-Token of what a session changes, and is empty for a token."""

    name: str
    role: Role
    csrf: str


class OwnSession(BaseModel):
    """A session; moments in UTC. `current` is the one that asks."""

    id: str
    made: str
    used: str
    ends: str
    current: bool


class NewPassword(BaseModel):
    """The password until now, empty where there was none, and the one from now on."""

    old: Password = ""
    new: Password


@router.get("/session")
def who_am_i(request: Request, user: Reader) -> Me:
    """Who asks."""
    return Me(name=user.name, role=user.role, csrf=request.state.csrf)


@router.post(
    "/session",
    responses=refusals(_401="Name or password is wrong"),
)
def begin(given: Credentials, request: Request, response: Response, desk: TheDesk) -> Me:
    """Signs in with name and password; the answer sets a cookie."""
    secret = signed_in_by_password(request, desk, given.name, given.password)
    if secret is None:
        raise HTTPException(
            401, "Name or password is wrong.", {"WWW-Authenticate": 'Bearer realm="Consilience"'}
        )
    give_cookie(response, desk, secret)
    session = session_of(desk.record, secret)
    if session is None:
        raise HTTPException(409, "The account was changed meanwhile. Sign in again.")
    return Me(name=session.user.name, role=session.user.role, csrf=csrf_of(secret))


@router.delete("/session", status_code=204)
def end(request: Request, response: Response, desk: TheDesk, session: InPerson) -> None:
    """Signs out."""
    end_session(request, desk)
    take_cookie(response, desk)


@router.get("/sessions")
def sessions(desk: TheDesk, session: InPerson) -> list[OwnSession]:
    """One's own sessions, the last used first."""
    return [
        OwnSession(id=one.id, made=one.made, used=one.used, ends=one.ends, current=one.id == session.id)
        for one in sessions_of(desk.record, session.user.name)
    ]


@router.delete("/sessions", status_code=204)
def end_all(response: Response, desk: TheDesk, session: InPerson) -> None:
    """Signs out everywhere."""
    sign_out_everywhere(desk.record, session.user.name)
    take_cookie(response, desk)


@router.delete("/sessions/{id}", status_code=204, responses=refusals(_404="No such one"))
def end_one(id: Annotated[str, Path(max_length=64)], desk: TheDesk, session: InPerson) -> None:
    """Ends one of one's own sessions."""
    sign_out(desk.record, session.user.name, id)


@router.put("/password", status_code=204)
def change(
    given: NewPassword, request: Request, response: Response, desk: TheDesk, session: InPerson
) -> None:
    """Changes one's own password and ends all other sessions; the answer sets a new cookie."""
    name = session.user.name
    desk.access.allowances.take("names", name)
    change_own_password(desk.record, name, given.old, given.new)
    secret = sign_in(desk.record, name, given.new, address=address_of(request))
    if secret is not None:
        give_cookie(response, desk, secret)
