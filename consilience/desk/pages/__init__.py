"""The pages: one router for each kind of them."""

from consilience.desk.pages import stories
from consilience.desk.pages.rendering import error_page

PAGES = (stories.router,)

__all__ = ["PAGES", "error_page"]
