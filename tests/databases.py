"""Real databases for the tests of the record: SQLite files, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import glob
import os
import shutil
import socket
import subprocess
import tempfile
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine

PROGRAMS = max(glob.glob("/usr/lib/postgresql/*/bin"), default="")


def _program(name: str) -> str:
    return shutil.which(name, path=f"{PROGRAMS}:{os.environ['PATH']}") or name


class PostgreSQL:
    """A server in a folder of its own, on a free port of this machine."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="consilience-pg-"))
        self._numbers = count()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        if os.getuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "--auth=trust", "--username=desk", "--encoding=UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        options = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def new_database(self) -> str:
        """The address of an empty database."""
        name = f"desk{next(self._numbers)}"
        engine = create_engine(self.address("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        engine.dispose()
        return self.address(name)

    def address(self, name: str) -> str:
        return f"postgresql+psycopg://desk@127.0.0.1:{self._port}/{name}"

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        command = [_program(program), "-D", str(self._folder / "data"), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with open(os.devnull, "wb") as nowhere:  # a pipe would stay open as long as the server runs
            done = subprocess.run(command, stdout=nowhere, stderr=nowhere, cwd="/", check=False)
        assert done.returncode == 0, f"{program} failed; see {self._folder / 'log'}"
