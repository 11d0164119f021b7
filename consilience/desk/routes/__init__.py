"""The API: one router for each thing."""

from consilience.desk.routes import arrivals, deciding, live, reports, stories

ROUTERS = (arrivals.router, deciding.router, live.router, reports.router, stories.router)
