"""What somebody may do at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "analyst", "admin"]
ROLES: tuple[Role, ...] = ("reader", "analyst", "admin")  # each may do what those before it may


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who is signed in, by session or token."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the role reaches that far."""
        return ROLES.index(self.role) >= ROLES.index(role)
