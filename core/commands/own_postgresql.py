"""A PostgreSQL of our own for measuring and trying: made in a temporary folder, started on a free port, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from core.errors import DuibiaoError

USER = "postgres"
NOT_INSTALLED = "本机没有装 PostgreSQL（找不到 initdb）。"


def programs() -> Path | None:
    """Return the folder of initdb and postgres, the newest; None where they are not installed."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[-3].split(".")[0])
    )
    on_path = shutil.which("initdb")
    return installed[-1].parent if installed else Path(on_path).parent if on_path else None


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
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", options, "-s", "-w", "start")

    def stop(self) -> None:
        """Stop it without waiting for its clients."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "-s", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        as_user: dict[str, Any] = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        folder_of = programs()
        if folder_of is None:
            raise DuibiaoError(NOT_INSTALLED)
        command = [str(folder_of / program), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE if program == "initdb" else None,
            stderr=subprocess.STDOUT if program == "initdb" else None, text=True, **as_user,
        )  # fmt: skip
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} failed:\n{done.stdout}\n{log.read_text('utf-8') if log.exists() else ''}")


Server = TypeVar("Server", bound=Postgres)


@contextmanager
def running_postgres(kind: type[Server]) -> Iterator[Server]:
    """Run a server of a kind; it is stopped and its folder removed in the end."""
    folder = Path(tempfile.mkdtemp(prefix="duibiao-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(folder, USER, USER)
    server = kind(folder, _free_port())
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
