"""The API: one router for each thing."""

from consilience.desk.routes import (
    arrivals,
    deciding,
    live,
    reports,
    sessions,
    stories,
    tokens,
    users,
)

ROUTERS = (
    arrivals.router,
    deciding.router,
    live.router,
    reports.router,
    sessions.router,
    stories.router,
    tokens.router,
    users.router,
)
