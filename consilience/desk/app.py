"""The application: its routes, its files, and how errors are said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import iter_route_contexts
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from consilience.desk.answers import said
from consilience.desk.desk import Desk
from consilience.desk.errors import FaultError
from consilience.desk.guards import Guarded, guards
from consilience.desk.pages import PAGES
from consilience.desk.refusals import EVERYWHERE
from consilience.desk.requests import Bounded, OwnHost
from consilience.desk.routes import ROUTERS
from consilience.desk.signing_in import SigningIn, refusal
from consilience.errors import ConsilienceError, InputError, NotThereError, RecordError


class Described(FastAPI):
    """An application whose description names the cookie that its own desk gives."""

    def openapi(self) -> dict[str, Any]:
        """The description of the API."""
        described = super().openapi()
        described["components"]["securitySchemes"]["APIKeyCookie"]["name"] = self.state.desk.access.cookie
        return described


def create_app(desk: Desk) -> FastAPI:
    """The application over a desk; its worker runs from start-up to shutdown."""
    app = Described(
        title="Consilience", version=version("consilience"), lifespan=_lifespan, docs_url=None, redoc_url=None,
        description="Reports arrive, stories grow, changes are told, people check.",
        responses=EVERYWHERE,
    )  # fmt: skip
    app.state.desk = desk
    for router in ROUTERS:
        app.include_router(router, prefix="/api")
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("consilience.desk").joinpath("static"))))
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(ConsilienceError, _own_error)
    app.add_exception_handler(Exception, _fault)
    app.add_middleware(SigningIn, desk=desk)  # the last added is the first that a request passes
    app.add_middleware(Bounded)
    app.add_middleware(OwnHost, hosts=desk.access.hosts, origin=desk.access.origin)
    app.add_middleware(Guarded, secure=desk.secure)
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
    if error.status_code == 405:
        error.headers = {"Allow": ", ".join(sorted(_methods(request)))}
    return refusal(request, error)


def _methods(request: Request) -> set[str]:
    """What may be asked of a path: several routes may have it, and Starlette names the methods of the first."""
    routes = [one for one in iter_route_contexts(request.app.routes) if one.methods]
    path = next((one.path for one in routes if one.path_regex.match(request.url.path)), None)
    return {method for one in routes if one.path == path for method in one.methods or ()}


async def _wrong_request(request: Request, error: Exception) -> Response:
    """What a request lacks; nothing of what it has, which may be a password."""
    assert isinstance(error, RequestValidationError)  # noqa: S101  what it is registered for
    wrong = [{"loc": one["loc"], "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    if request.url.path.startswith("/api/"):
        return JSONResponse({"detail": wrong}, 422)
    return said(request, 422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in wrong))


async def _own_error(request: Request, error: Exception) -> Response:
    """What cannot be as things stand, or cannot be had, is said so; what else is refused is wrong in itself."""
    kinds: list[tuple[type[Exception], int]] = [
        (NotThereError, 404),
        (FaultError, 500),
        (RecordError, 409),
        (InputError, 409),
    ]
    status = next((status for kind, status in kinds if isinstance(error, kind)), 400)
    return said(request, status, str(error))


async def _fault(request: Request, error: Exception) -> Response:
    """Made outside all middleware, and therefore with its headers."""
    message = f"A fault in Consilience ({type(error).__name__}). Please report it."
    return said(request, 500, message, guards(request.url.path, request.app.state.desk.secure))
