"""How much may be sent at once, and to which host."""

from __future__ import annotations

from collections.abc import Set

from fastapi import HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from consilience.desk.answers import said
from consilience.intake.receive import MOST_BYTES

MOST_HEAD = 32 * 1024  # bytes of all headers
MOST_JSON = 12_000_000  # bytes: the most words that may be pasted, each character escaped
MOST_FORM = MOST_BYTES + 1_000_000  # bytes of a file, with what a form puts around it


class Bounded:
    """Middleware: refuses bodies that are too large, by what they say of themselves and by what comes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts what comes."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        request, came = Request(scope), 0
        most = MOST_FORM if request.headers.get("content-type", "").startswith("multipart/") else MOST_JSON
        if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEAD:
            return await said(request, 431, "The headers of the request are too long.")(scope, receive, send)
        length = request.headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 18 or int(length) > most:
            return await said(request, 413, _too_large(most))(scope, receive, send)

        async def received() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise HTTPException(413, _too_large(most))
            return message

        return await self._app(scope, received, send)


def _too_large(most: int) -> str:
    return f"More than {most // 1_000_000} MB were sent at once. Split it."


class OwnHost:
    """Middleware: refuses requests for another host, so that no foreign page reaches this desk under a name of its own
    (DNS rebinding)."""

    def __init__(self, app: ASGIApp, hosts: Set[str], origin: str) -> None:
        self._app, self._hosts, self._origin = app, hosts, origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what is for this host."""
        if scope["type"] == "http" and Request(scope).headers.get("host", "").lower() not in self._hosts:
            return await said(Request(scope), 421, f"This desk is at {self._origin}.")(scope, receive, send)
        return await self._app(scope, receive, send)
