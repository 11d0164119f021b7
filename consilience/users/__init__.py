"""Who may use the desk, and as what: names, roles, passwords, sessions and tokens."""
