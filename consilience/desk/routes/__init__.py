"""The API: one router for each thing."""

from consilience.desk.routes import arrivals, live, stories

ROUTERS = (arrivals.router, live.router, stories.router)
