"""Desks at work: a real server on a free port of this machine, with users of every role and clients that are signed in."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import spacy

from consilience.arriving import stages_for_record
from consilience.desk import Desk
from consilience.desk.access import Access
from consilience.desk.allowances import Allowances, Rates
from consilience.desk.entrance import Entrance
from consilience.desk.serve import server_of
from consilience.desk.worker import Task
from consilience.record import Record, Stages
from consilience.users import ROLES, Role, User, add_user, make_token

PASSWORD = "seven ferries left before noon"
PEOPLE: dict[Role, str] = {"reader": "rosa", "analyst": "anton", "admin": "ada"}
AMPLE = Rates(*["100000/minute"] * 5)
UNREAD = stages_for_record(
    spacy.blank("en")
)  # reads no words: quick to have, and every text a report with nothing in it


@dataclass(slots=True)
class Served:
    """A running desk. `told` holds what was shown to who started it."""

    desk: Desk
    origin: str
    told: list[str]
    _closing: ExitStack = field(default_factory=ExitStack)

    def stranger(self, **settings: object) -> httpx.Client:
        """A browser of nobody, which says where its requests come from."""
        headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        client = httpx.Client(base_url=self.origin, headers=headers, timeout=30, **settings)  # type: ignore[arg-type]
        return self._closing.enter_context(client)

    def client(self, role: Role) -> httpx.Client:
        """A browser in which the user of a role has signed in."""
        client = self.stranger()
        signed_in = client.post("/api/session", json={"name": PEOPLE[role], "password": PASSWORD})
        client.headers["X-CSRF-Token"] = signed_in.raise_for_status().json()["csrf"]
        return client

    def program(self, role: Role) -> httpx.Client:
        """A program with a token of the user of a role."""
        secret, _ = make_token(self.desk.record, User(PEOPLE[role], role), "a program", role, None)
        headers = {"Authorization": f"Bearer {secret}"}
        return self._closing.enter_context(httpx.Client(base_url=self.origin, headers=headers, timeout=30))


@contextmanager
def serving(
    record: Record, stages: Stages = UNREAD, *, tasks: Sequence[Task] = (), rates: Rates = AMPLE,
    public: str | None = None, local: bool = False, trusted: Sequence[str] = (), people: bool = True, **more: Any,
) -> Iterator[Served]:  # fmt: skip
    """A desk over a record as long as it is needed; `public` is the address of a proxy before it, `more` is as `Desk.of` has it."""
    listener = socket.create_server(("127.0.0.1", 0))
    own, told = f"http://127.0.0.1:{listener.getsockname()[1]}", list[str]()
    entrance = Entrance(own, told.append) if local else None
    if people:
        for role in ROLES:
            add_user(record, PEOPLE[role], role, PASSWORD, who="the tests")
    desk = Desk.of(
        record, stages, tasks=tasks, access=Access(public or own, entrance, Allowances(rates)), **more
    )
    server = server_of(desk, trusted)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    served = Served(desk, own, told)
    try:
        yield served
    finally:
        served._closing.close()
        server.should_exit = True
        thread.join()
        listener.close()
