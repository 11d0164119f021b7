"""Who asks, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Path, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer

from consilience.desk.desk import Desk
from consilience.users import Role, Session, User

bearer = HTTPBearer(auto_error=False, description="A token of the page /me.")
cookie = APIKeyCookie(
    name="__Host-consilience",
    auto_error=False,
    description="The session that POST /api/session begins; its name is another at each desk. What changes something also "
    "takes the headers X-CSRF-Token and Origin.",
)


def the_desk(request: Request) -> Desk:
    """The desk of the application."""
    return cast(Desk, request.app.state.desk)


def signed_in(
    request: Request, _: Annotated[object, Security(bearer)], __: Annotated[object, Security(cookie)]
) -> User:
    """Who asks. Raises 401 where nobody is signed in."""
    user = getattr(request.state, "user", None)
    if user is None:
        raise HTTPException(401, "Sign in first.", {"WWW-Authenticate": 'Bearer realm="Consilience"'})
    return cast(User, user)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Lets those through whose role reaches that far; raises 403 for others.

    With `in_person` it takes a session: by a token nobody can make accounts, passwords or tokens that outlast it.
    """

    role: Role
    in_person: bool = False

    def __call__(self, request: Request, user: Annotated[User, Depends(signed_in)]) -> User:
        """Who asks."""
        if not user.may(self.role):
            raise HTTPException(403, f"This takes the role {self.role}; yours is {user.role}.")
        if self.in_person and request.state.session is None:
            raise HTTPException(403, "A token is not enough for this. Sign in.")
        return user


def session_at(request: Request, _: Annotated[User, Depends(AtLeast("reader", True))]) -> Session:
    """The session of who asks in person."""
    return cast(Session, request.state.session)


ID = "^[0-9a-z]{1,40}$"  # of a story, report, version or arrival
Id = Annotated[str, Path(pattern=ID)]
TheDesk = Annotated[Desk, Depends(the_desk)]
Reader = Annotated[User, Depends(AtLeast("reader"))]
Analyst = Annotated[User, Depends(AtLeast("analyst"))]
Admin = Annotated[User, Depends(AtLeast("admin"))]
InPerson = Annotated[Session, Depends(session_at)]
AdminInPerson = Annotated[User, Depends(AtLeast("admin", in_person=True))]
