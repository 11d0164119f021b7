"""The API: one router for each thing."""

from consilience.desk.routes import (
    arrivals,
    checking,
    deciding,
    exports,
    feeds,
    judging,
    live,
    reports,
    sessions,
    stories,
    tokens,
    users,
    watches,
)

ROUTERS = (
    arrivals.router,
    checking.router,
    deciding.router,
    exports.router,
    feeds.router,
    judging.router,
    live.router,
    reports.router,
    sessions.router,
    stories.router,
    tokens.router,
    users.router,
    watches.router,
)
