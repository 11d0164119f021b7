"""What holds against those who would misuse a desk, tried on a real server."""

from __future__ import annotations

import http.client
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from desks import AMPLE, PASSWORD, PEOPLE, Served, serving
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Mount

from consilience.desk import signing_in
from consilience.desk.rights import AtLeast
from consilience.record import Record, entries_after
from consilience.users import ROLES, Role, deactivate, own_name

OPEN_ROUTES = {
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/enter"),
    ("POST", "/enter"),
    ("POST", "/api/session"),
}
