"""What each answer carries so that browsers guard it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

GUARDS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
BY_HTTPS = {"Strict-Transport-Security": "max-age=63072000"}  # two years


def guards(path: str, secure: bool) -> dict[str, str]:
    """The headers of any answer to a request for a path."""
    kept = "no-cache" if path.startswith("/static/") else "no-store"
    return GUARDS | {"Cache-Control": kept} | (BY_HTTPS if secure else {})


class Guarded:
    """Middleware: gives all answers these headers, whoever made them."""

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds them to the answer's own."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(guards(scope["path"], self._secure))
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)
