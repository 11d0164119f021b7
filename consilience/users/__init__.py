"""Who may use the desk, and as what: names, roles, passwords, sessions and tokens."""

from consilience.users.roles import ROLES, Role, User

__all__ = ["ROLES", "Role", "User"]
