"""The desk of a soak run, in a process of its own: as `consilience serve` has it, but asking feeds on this machine.

`python -m benchmarks.soak.desk DATABASE FEEDS READERS` prints its address, and ends with SIGTERM.
"""

from __future__ import annotations

import logging
import socket
import sys

from consilience.arriving import processes_for_record
from consilience.desk import Desk
from consilience.desk.access import Access
from consilience.desk.allowances import Allowances, Rates
from consilience.desk.serve import server_of
from consilience.gathering import read_feeds
from consilience.intake import Fetcher
from consilience.record import open_record


def main(database: str, feeds: str, readers: int) -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        open_record(database) as record,
        processes_for_record(readers) as processes,
    ):
        origin = f"http://127.0.0.1:{listener.getsockname()[1]}"
        desk = Desk.of(
            record, processes.stages, at_once=processes.count, sources=read_feeds(feeds),
            fetcher=Fetcher(allowed=lambda address: address.startswith("127.")),
            access=Access(origin, None, Allowances(Rates(users="100000/minute"))),
        )  # fmt: skip
        print(origin, flush=True)
        server_of(desk).run(sockets=[listener])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
