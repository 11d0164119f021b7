"""The pages: one router for each kind of them."""

from consilience.desk.pages import (
    accounts,
    adding,
    alerts,
    atom,
    checking,
    entering,
    feeds,
    judging,
    reports,
    stories,
)

PAGES = (
    accounts.router,
    adding.router,
    alerts.router,
    atom.router,
    checking.router,
    entering.router,
    feeds.router,
    judging.router,
    reports.router,
    stories.router,
)
