"""One's own account, and all accounts for administrators."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consilience.desk.pages.rendering import page
from consilience.desk.rights import Admin, InPerson, TheDesk
from consilience.users import ROLES, all_users, sessions_of, tokens_of

router = APIRouter()


@router.get("/me")
def me(request: Request, desk: TheDesk, session: InPerson) -> HTMLResponse:
    """One's own sessions, tokens and password."""
    user = session.user
    return page(
        request, "me.html", session=session, sessions=sessions_of(desk.record, user.name),
        tokens=tokens_of(desk.record, user.name), roles=[role for role in ROLES if user.may(role)],
    )  # fmt: skip


@router.get("/users")
def users(request: Request, desk: TheDesk, user: Admin) -> HTMLResponse:
    """Who may use the desk, and the forms to change that."""
    return page(request, "users.html", users=all_users(desk.record), roles=ROLES)
