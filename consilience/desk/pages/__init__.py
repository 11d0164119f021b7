"""The pages: one router for each kind of them."""

from consilience.desk.pages import accounts, adding, entering, reports, stories

PAGES = (accounts.router, adding.router, entering.router, reports.router, stories.router)
