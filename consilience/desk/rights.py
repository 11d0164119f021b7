"""Who asks, and whether they may."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, HTTPException, Path, Request

from consilience.desk.desk import Desk
from consilience.users import Role, User


def the_desk(request: Request) -> Desk:
    """The desk of the application."""
    return cast(Desk, request.app.state.desk)


def signed_in(request: Request) -> User:
    """Who asks. Raises 401 where nobody is signed in."""
    user = getattr(request.state, "user", None)
    if user is None:
        raise HTTPException(401, "Sign in first.")
    return cast(User, user)


def _at_least(role: Role) -> object:
    def check(user: Annotated[User, Depends(signed_in)]) -> User:
        if not user.may(role):
            raise HTTPException(403, f"This takes the role {role}; yours is {user.role}.")
        return user

    return Depends(check)


Id = Annotated[str, Path(pattern="^[0-9a-z]{1,40}$")]  # of a story, report, version or arrival
TheDesk = Annotated[Desk, Depends(the_desk)]
Reader = Annotated[User, _at_least("reader")]
Analyst = Annotated[User, _at_least("analyst")]
Admin = Annotated[User, _at_least("admin")]
