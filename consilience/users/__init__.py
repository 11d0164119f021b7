"""Who may use the desk, and as what: names, roles, passwords, sessions and tokens."""

from consilience.users.accounts import (
    Account,
    add_user,
    all_users,
    change_password,
    deactivate,
    has_passwords,
    set_role,
)
from consilience.users.names import own_name
from consilience.users.roles import ROLES, Role, User
from consilience.users.sessions import (
    Session,
    enter,
    session_of,
    sessions_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from consilience.users.tokens import Token, make_token, revoke_token, tokens_of, user_of_token

__all__ = [
    "ROLES",
    "Account",
    "Role",
    "Session",
    "Token",
    "User",
    "add_user",
    "all_users",
    "change_password",
    "deactivate",
    "enter",
    "has_passwords",
    "make_token",
    "own_name",
    "revoke_token",
    "session_of",
    "sessions_of",
    "set_role",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "tokens_of",
    "user_of_token",
]
