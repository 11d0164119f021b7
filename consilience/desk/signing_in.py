"""Middleware that finds out who asks, by session or token, and lets nobody else's page ask in their name (CSRF)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consilience.desk.allowances import address_of
from consilience.desk.answers import said
from consilience.desk.csrf import csrf_of, refuse_foreign
from consilience.desk.desk import Desk
from consilience.errors import ConsilienceError
from consilience.users import Session, User, session_of, user_of_token

OPEN = frozenset({"/sign-in", "/enter", "/api/session", "/openapi.json"})  # to everybody; and /static/
KEYED = re.compile(
    r"/(stories|watches)/\w{1,40}/(changes|feed)\.atom"
)  # by a key in the address, which the page looks at
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
STREAM = "text/event-stream"
LOOK = 15.0  # seconds between two looks whether who listens is still signed in


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, and how that is known: by `session`, whose requests carry `csrf`, or by token, or not at all."""

    user: User | None = None
    session: Session | None = None
    csrf: str = ""


class SigningIn:
    """Sets `user`, `session` and `csrf` of a request's state; refuses what nobody, or somebody else, asks."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may be asked."""
        if scope["type"] != "http" or scope["path"].startswith("/static/"):
            return await self._app(scope, receive, send)
        request = Request(scope)
        try:
            asking = await asyncio.to_thread(self._asking, request, True)
            self._allow(request, asking)
        except HTTPException as refused:
            return await refusal(request, refused)(scope, receive, send)
        except ConsilienceError as error:
            return await said(request, 503, str(error))(scope, receive, send)
        scope.setdefault("state", {}).update(user=asking.user, session=asking.session, csrf=asking.csrf)
        return await _while_signed_in(self._app, scope, receive, send, lambda: self._left(request))

    def _asking(self, request: Request, used: bool) -> Asking:
        """Who asks. Raises 401 for a token that is none; a session that ended is nobody's."""
        given = request.headers.get("authorization")
        if given is not None:
            scheme, _, token = given.partition(" ")
            user = user_of_token(self._desk.record, token.strip()) if scheme.lower() == "bearer" else None
            if user is None:
                raise HTTPException(401, "That is no token, or it has ended.", _challenge("invalid_token"))
            return Asking(user)
        secret = request.cookies.get(self._desk.access.cookie)
        session = session_of(self._desk.record, secret, used=used) if secret else None
        if secret is None or session is None:
            return Asking()
        return Asking(session.user, session, csrf_of(secret))

    def _allow(self, request: Request, asking: Asking) -> None:
        """Raises for what is asked too often, in another's name, or by nobody."""
        take, path = self._desk.access.allowances.take, request.url.path
        if asking.user is None:
            take("strangers", address_of(request))
        else:
            take("users", asking.user.name)
            if request.method == "POST" and path.startswith("/api/arrivals"):
                take("uploads", asking.user.name)
        if request.method not in SAFE and "authorization" not in request.headers:
            refuse_foreign(request, self._desk.secure, asking.csrf)
        if asking.user is None and path not in OPEN and not KEYED.fullmatch(path):
            raise HTTPException(401, "Sign in first.", _challenge())

    def _left(self, request: Request) -> bool:
        """Whether who asked is no longer signed in."""
        try:
            return request.state.user is not None and self._asking(request, False).user is None
        except HTTPException:
            return True
        except ConsilienceError:  # a database that went away says nothing of it
            return False


def refusal(request: Request, refused: HTTPException) -> Response:
    """The answer to what is refused; who only has to sign in is led there."""
    path = request.url.path
    by_reader = path.startswith("/api/") or KEYED.fullmatch(path)  # which follows no link to sign in
    if refused.status_code == 401 and request.method in {"GET", "HEAD"} and not by_reader:
        asked = path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?then={quote(asked, safe='')}", 303)
    return said(request, refused.status_code, str(refused.detail), refused.headers)


def _challenge(error: str = "") -> dict[str, str]:
    return {"WWW-Authenticate": 'Bearer realm="Consilience"' + (f', error="{error}"' if error else "")}


async def _while_signed_in(
    app: ASGIApp, scope: Scope, receive: Receive, send: Send, left: Callable[[], bool]
) -> None:
    """Runs the application; a stream without end ends once `left` says so or the server stops, and ends as HTTP wants it."""
    streaming = False

    async def received() -> Message:
        coming = asyncio.ensure_future(receive())
        try:
            while not (await asyncio.wait({coming}, timeout=LOOK))[0]:
                if await asyncio.to_thread(left):
                    return {"type": "http.disconnect"}
            return coming.result()
        finally:
            coming.cancel()

    async def sent(message: Message) -> None:
        nonlocal streaming
        if message["type"] == "http.response.start":
            streaming = Headers(raw=message["headers"]).get("content-type", "").startswith(STREAM)
        elif not message.get("more_body", False):
            streaming = False
        await send(message)

    await app(scope, received, sent)
    if streaming:
        await send({"type": "http.response.body", "body": b""})
