"""Who may use the desk, and as what: names, roles, passwords, sessions and tokens."""

from consilience.users.accounts import (
    Account,
    add_user,
    all_users,
    change_own_password,
    change_password,
    deactivate,
    has_passwords,
    set_role,
)
from consilience.users.names import LONGEST as LONGEST_NAME
from consilience.users.names import as_kept, own_name
from consilience.users.passwords import LONGEST as LONGEST_PASSWORD
from consilience.users.passwords import SHORTEST as SHORTEST_PASSWORD
from consilience.users.roles import ROLES, Role, User
from consilience.users.sessions import (
    WHOLE,
    Session,
    enter,
    session_of,
    sessions_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from consilience.users.tokens import LONGEST_NAME as LONGEST_TOKEN_NAME
from consilience.users.tokens import Token, make_token, revoke_token, tokens_of, user_of_token

__all__ = [
    "LONGEST_NAME",
    "LONGEST_PASSWORD",
    "LONGEST_TOKEN_NAME",
    "ROLES",
    "SHORTEST_PASSWORD",
    "WHOLE",
    "Account",
    "Role",
    "Session",
    "Token",
    "User",
    "add_user",
    "all_users",
    "as_kept",
    "change_own_password",
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
