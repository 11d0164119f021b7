"""Who may use the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from consilience.desk.refusals import refusals
from consilience.desk.rights import Admin, AdminInPerson, TheDesk
from consilience.users import (
    LONGEST_NAME,
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    Account,
    Role,
    add_user,
    all_users,
    change_password,
    deactivate,
    set_role,
)

router = APIRouter(tags=["users"], responses=refusals(_404="No such user"))
Name = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME)]


class Secret(BaseModel):
    """A password for somebody; they can change it."""

    password: Annotated[str, Field(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD)]


class NewUser(Secret):
    """Somebody who is to use the desk."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    role: Role = "reader"


class NewRole(BaseModel):
    """What somebody may do from now on."""

    role: Role


@router.get("/users")
def users(desk: TheDesk, user: Admin) -> list[Account]:
    """Every user there is or was."""
    return all_users(desk.record)


@router.post("/users", status_code=201)
def add(given: NewUser, desk: TheDesk, user: AdminInPerson) -> Account:
    """Adds a user, or brings back one who was removed."""
    name = add_user(desk.record, given.name, given.role, given.password, who=user.name)
    return Account(name, given.role, True, True)


@router.put("/users/{name}/role", status_code=204)
def role(name: Name, given: NewRole, desk: TheDesk, user: AdminInPerson) -> None:
    """Gives a user another role and ends their sessions."""
    set_role(desk.record, name, given.role, who=user.name)


@router.put("/users/{name}/password", status_code=204)
def password(name: Name, given: Secret, desk: TheDesk, user: AdminInPerson) -> None:
    """Gives a user another password and ends their sessions."""
    change_password(desk.record, name, given.password, who=user.name)


@router.delete("/users/{name}", status_code=204)
def remove(name: Name, desk: TheDesk, user: AdminInPerson) -> None:
    """Removes a user; what they decided stays, with their name."""
    deactivate(desk.record, name, who=user.name)
