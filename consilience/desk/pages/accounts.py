"""One's own account, and all accounts for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse

from consilience.desk.csrf import check_form
from consilience.desk.desk import Desk
from consilience.desk.pages.rendering import page
from consilience.desk.rights import Admin, InPerson, TheDesk
from consilience.users import (
    LONGEST_TOKEN_NAME,
    ROLES,
    Role,
    Session,
    all_users,
    make_token,
    sessions_of,
    tokens_of,
)

router = APIRouter()
DAYS = {
    "30": "30 days",
    "90": "90 days",
    "365": "a year",
    "": "no end",
}  # of a token, as the form offers them


@router.get("/me")
def me(request: Request, desk: TheDesk, session: InPerson) -> HTMLResponse:
    """One's own sessions, tokens and password."""
    return _me(request, desk, session, "")


@router.post("/me/tokens")
def make(
    request: Request, desk: TheDesk, session: InPerson,
    name: Annotated[str, Form(min_length=1, max_length=LONGEST_TOKEN_NAME)],
    role: Annotated[Role, Form()] = "reader",
    days: Annotated[str, Form(pattern="^(30|90|365|)$")] = "",
    csrf: Annotated[str, Form(max_length=100)] = "",
) -> HTMLResponse:  # fmt: skip
    """Makes a token and shows it, this once."""
    check_form(request, csrf)
    ends = desk.record.now() + timedelta(days=int(days)) if days else None
    secret, _ = make_token(desk.record, session.user, name, role, ends)
    return _me(request, desk, session, secret)


@router.get("/users")
def users(request: Request, desk: TheDesk, user: Admin) -> HTMLResponse:
    """Who may use the desk, and the forms to change that."""
    return page(request, "users.html", users=all_users(desk.record), roles=ROLES)


def _me(request: Request, desk: Desk, session: Session, secret: str) -> HTMLResponse:
    user = session.user
    return page(
        request, "me.html", session=session, sessions=sessions_of(desk.record, user.name), secret=secret,
        tokens=tokens_of(desk.record, user.name), roles=[role for role in ROLES if user.may(role)], days=DAYS,
    )  # fmt: skip
