"""The pages: one router for each kind of them."""

from consilience.desk.pages import adding, alerts, checking, feeds, judging, reports, stories
from consilience.desk.pages.rendering import error_page

PAGES = (
    adding.router,
    alerts.router,
    checking.router,
    feeds.router,
    judging.router,
    reports.router,
    stories.router,
)

__all__ = ["PAGES", "error_page"]
