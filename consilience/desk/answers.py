"""How errors are said."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from consilience.desk.pages.rendering import error_page


def said(request: Request, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """A sentence as JSON to programs, as a page to people."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message}, status, headers)
    return error_page(request, status, message, headers)
