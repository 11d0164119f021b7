"""The cookie that holds a session's secret."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

from consilience.desk.allowances import address_of
from consilience.desk.desk import Desk
from consilience.errors import RecordError
from consilience.users import WHOLE, as_kept, sign_in, sign_out


def signed_in_by_password(request: Request, desk: Desk, name: str, password: str) -> str | None:
    """The secret of a new session, where name and password fit; the one of before ends. Raises 429 for too many attempts."""
    address = address_of(request)
    desk.access.allowances.take("addresses", address)
    desk.access.allowances.take("names", as_kept(name[:80]))
    secret = sign_in(desk.record, name, password, address=address)
    if secret is not None:
        end_session(request, desk)
    return secret


def end_session(request: Request, desk: Desk) -> None:
    """Ends the session that a request came with, if any."""
    session = request.state.session
    if session is not None:
        try:
            sign_out(desk.record, session.user.name, session.id)
        except RecordError:  # it ended meanwhile
            return


def give_cookie(response: Response, desk: Desk, secret: str) -> None:
    """Lets a browser keep the secret, out of reach of scripts and other sites."""
    response.set_cookie(
        desk.access.cookie, secret, int(WHOLE.total_seconds()), path="/",
        secure=desk.secure, httponly=True, samesite="lax",
    )  # fmt: skip


def take_cookie(response: Response, desk: Desk) -> None:
    """Lets a browser forget the secret; of the desk itself it keeps nothing."""
    response.delete_cookie(desk.access.cookie, path="/", secure=desk.secure, httponly=True, samesite="lax")
