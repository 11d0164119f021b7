"""The API: one router for each thing."""

from consilience.desk.routes import arrivals, live, sessions, stories, tokens, users

ROUTERS = (arrivals.router, live.router, sessions.router, stories.router, tokens.router, users.router)
