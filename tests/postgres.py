"""A PostgreSQL of the tests' own, which can also be killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text

from core.commands import own_postgresql
from core.commands.own_postgresql import programs

__all__ = ["GIVEN", "Postgres", "own_schema", "programs", "running_postgres"]
GIVEN = "DUIBIAO_TEST_POSTGRES"  # the address of a server to use instead


class Postgres(own_postgresql.Postgres):
    """A running server that a test may kill."""

    def kill(self) -> None:
        """End it and its children as a power cut would."""
        pid = int((self.folder / "data" / "postmaster.pid").read_text("ascii").splitlines()[0])
        children = [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent_of(stat) == pid]
        for process in (pid, *children):
            os.kill(process, signal.SIGKILL)
        (self.folder / "data" / "postmaster.pid").unlink()  # nobody may be there to bury the dead it names


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Run a server; it is stopped and its folder removed in the end."""
    with own_postgresql.running_postgres(Postgres) as server:
        yield server


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
