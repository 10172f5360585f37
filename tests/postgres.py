"""A PostgreSQL of the tests' own: made in a temporary folder, started on a free port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

GIVEN = "DUIBIAO_TEST_POSTGRES"  # the address of a server to use instead
USER = "postgres"


def programs() -> Path | None:
    """Return the folder of initdb and postgres, the newest; None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3].split(".")[0]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Postgres:
    """A running server; ``address`` is its database."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self.address = f"postgresql://{USER}@127.0.0.1:{port}/{USER}"
        self._run("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale")
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stop it without waiting for its clients."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-w", "stop")

    def kill(self) -> None:
        """End it and its children as a power cut would."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text("ascii").splitlines()[0])
        children = [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_of(stat) == pid]
        for process in (pid, *children):
            os.kill(process, signal.SIGKILL)
        (self.folder / "data" / "postmaster.pid").unlink()  # nobody may be there to bury the dead it names

    def _run(self, program: str, *arguments: str) -> None:
        as_user = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(programs() / program), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if program == "initdb" else None,
            stderr=subprocess.STDOUT if program == "initdb" else None, text=True, **as_user,
        )  # fmt: skip
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log.read_text('utf-8') if log.exists() else ''}")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server; it is stopped and its folder removed in the end."""
    folder = Path(tempfile.mkdtemp(prefix="duibiao-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER, USER)
    server = Postgres(folder, _free_port())
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


@contextmanager
def own_schema(server: str) -> Iterator[str]:
    """Give an address of the server under which nothing is there yet, and clear away what was made there."""
    schema = f"t{uuid4().hex[:12]}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schema}"
    with admin.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    admin.dispose()


def _parent_of(stat: Path) -> int:
    try:
        return int(stat.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
    except OSError:  # it has ended meanwhile
        return -1


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
