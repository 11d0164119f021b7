"""The pages: one router for each kind of them."""

from consilience.desk.pages import accounts, entering, stories

PAGES = (accounts.router, entering.router, stories.router)
