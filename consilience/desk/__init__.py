"""The desk: a web application over a record, live, for people who check.

`create_app(desk)` gives the application: `routes/` holds one router for each thing of the API and `pages/` one for each kind
of page; `rights.py` says who asks, `live.py` tells browsers what was written, `worker.py` does what waits in the record.
"""

from consilience.desk.app import create_app
from consilience.desk.desk import Desk

__all__ = ["Desk", "create_app"]
