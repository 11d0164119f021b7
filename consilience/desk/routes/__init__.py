"""The API: one router for each thing."""

from consilience.desk.routes import arrivals, checking, deciding, judging, live, reports, stories, watches

ROUTERS = (
    arrivals.router,
    checking.router,
    deciding.router,
    judging.router,
    live.router,
    reports.router,
    stories.router,
    watches.router,
)
