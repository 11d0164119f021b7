"""Coming in and going out: by name and password, or by the link on one's own machine."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from consilience.desk.allowances import address_of
from consilience.desk.cookies import end_session, give_cookie, signed_in_by_password, take_cookie
from consilience.desk.csrf import check_form
from consilience.desk.pages.rendering import page
from consilience.desk.rights import InPerson, TheDesk
from consilience.users import enter

router = APIRouter()
OWN_PATH = re.compile(
    r"/(?![/\\])[!-\[\]-~]{0,2000}"
)  # a path of this desk; of no other, whatever a browser makes of it
Line = Annotated[str, Form(max_length=2001)]


@router.get("/sign-in")
def sign_in_page(
    request: Request, desk: TheDesk, then: Annotated[str, Query(max_length=2001)] = "/"
) -> Response:
    """The form to sign in; on one's own machine, where the link is found."""
    return _form(request, desk, 200, "", own_path(then))


@router.post("/sign-in")
def sign_in(
    request: Request, desk: TheDesk, name: Line = "", password: Line = "", then: Line = "/", csrf: Line = ""
) -> Response:
    """Signs in and goes where one wanted to go."""
    check_form(request, csrf)
    try:
        secret = signed_in_by_password(request, desk, name, password)
    except HTTPException as often:
        return _form(request, desk, often.status_code, str(often.detail), own_path(then), often.headers)
    if secret is None:
        return _form(request, desk, 403, "Name or password is wrong.", own_path(then))
    return _come_in(desk, secret, own_path(then))


@router.post("/sign-out")
def sign_out(request: Request, desk: TheDesk, session: InPerson, csrf: Line = "") -> Response:
    """Signs out."""
    check_form(request, csrf)
    end_session(request, desk)
    response = RedirectResponse("/sign-in", 303)
    take_cookie(response, desk)
    return response


@router.get("/enter")
def come_by_link(
    request: Request, desk: TheDesk, key: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Signs in who runs the desk on their own machine, once for each link."""
    entrance = desk.access.entrance
    if entrance is None:
        raise HTTPException(404, "Nobody comes into this desk by a link. Sign in.")
    desk.access.allowances.take("addresses", address_of(request))
    if not entrance.admits(key):
        raise HTTPException(
            403, "The link was used before, or is not the last one. Ask for a new one at /sign-in."
        )
    secret = enter(desk.record, address=address_of(request))
    end_session(request, desk)
    return _come_in(desk, secret, "/")


@router.post("/enter")
def new_link(request: Request, desk: TheDesk) -> Response:
    """Tells a new link where the program runs."""
    if desk.access.entrance is None:
        raise HTTPException(404, "Nobody comes into this desk by a link. Sign in.")
    desk.access.allowances.take("addresses", address_of(request))
    desk.access.entrance.new_link()
    return page(request, "signing_in.html", link="told", said="", then="/")


def own_path(then: str) -> str:
    """Where to go: a path of this desk, or its first page."""
    return then if OWN_PATH.fullmatch(then) else "/"


def _form(
    request: Request,
    desk: TheDesk,
    status: int,
    said: str,
    then: str,
    headers: Mapping[str, str] | None = None,
) -> Response:
    link = "is" if desk.access.entrance is not None else ""
    return page(request, "signing_in.html", status, headers, link=link, said=said, then=then)


def _come_in(desk: TheDesk, secret: str, then: str) -> Response:
    response = RedirectResponse(then, 303)
    give_cookie(response, desk, secret)
    return response
