"""The application: its routes, its files, and how errors are said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from consilience.desk.desk import Desk
from consilience.desk.pages import PAGES, error_page
from consilience.desk.routes import ROUTERS
from consilience.errors import ConsilienceError, NotThereError


def create_app(desk: Desk) -> FastAPI:
    """The application over a desk; its worker runs from start-up to shutdown."""
    app = FastAPI(
        title="Consilience", version=version("consilience"), lifespan=_lifespan, docs_url=None, redoc_url=None,
        description="Reports arrive, stories grow, changes are told, people check.",
    )  # fmt: skip
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("consilience.desk").joinpath("static"))))
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(ConsilienceError, _own_error)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    desk: Desk = app.state.desk
    desk.worker.start()
    try:
        yield
    finally:
        desk.worker.stop()


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  what it is registered for
    return _said(request, error.status_code, str(error.detail), dict(error.headers or {}))


async def _own_error(request: Request, error: Exception) -> Response:
    return _said(request, 404 if isinstance(error, NotThereError) else 400, str(error), {})


def _said(request: Request, status: int, message: str, headers: dict[str, str]) -> Response:
    """A sentence as JSON to programs, as a page to people."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": message}, status, headers)
    return error_page(request, status, message, headers)
