"""The pages: one router for each kind of them."""

from consilience.desk.pages import adding, reports, stories
from consilience.desk.pages.rendering import error_page

PAGES = (adding.router, reports.router, stories.router)

__all__ = ["PAGES", "error_page"]
