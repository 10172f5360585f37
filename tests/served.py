"""Starts the real server with a store of its own, for the tests that ask it over the network."""

from __future__ import annotations

import math
import os
import queue
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.measuring import wait_for
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
BARE = ROOT / "server" / "assets" / "bare_app.py"
SECONDS_TO_START = 600  # on a machine that does much else; one that fails says so at once
PORTAL = "https://portal.example"  # may frame a figure
STARTED = re.compile(r"http://127\.0\.0\.1:(?P<port>\d+)")


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    port: int
    folder: Path  # its store is here
    outward: Path  # one line for each address outside this machine that the server tried to reach

    @property
    def address(self) -> str:
        """Return its address, as a browser writes it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def megabytes(self) -> float:
        """Return its resident memory; nan where the system does not tell it of another process."""
        told = Path(f"/proc/{self.process.pid}/statm")
        if not told.exists():
            return math.nan
        return int(told.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def running_server(folder: Path, database: str = "", port: int = 0) -> Iterator[Served]:
    """Run a server that keeps its store in ``folder``, which holds what ships where there is none yet, or in a database
    of that address; it answers when this gives it, and is stopped in the end.

    Args:
        port: by default a free one.
    """
    own = f"sqlite:///{(folder / 'duibiao.db').as_posix()}"
    if not database and not (folder / "duibiao.db").exists():
        shipped_store(own)
    process = _start(folder, database or own, port)
    try:
        yield Served(process, _port_of(process), folder, folder / "outward.txt")
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def running_bare_app(folder: Path) -> Iterator[Served]:
    """Run the least that Streamlit can do, as anyone runs Streamlit: what ours is measured against."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "server.fileWatcherType": "none",
        "logger.hideWelcomeMessage": "true",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(BARE), *(f"--{k}={v}" for k, v in options.items())]
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield Served(process, port, folder, folder / "outward.txt")
    finally:
        process.terminate()
        process.wait(timeout=60)


def _start(folder: Path, database: str, port: int) -> subprocess.Popen[str]:
    settings = os.environ | {
        "DUIBIAO_DATABASE": database,
        "DUIBIAO_LOGS": str(folder / "logs"),
        "DUIBIAO_PORTALS": PORTAL,
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, str(ROOT / "tests" / "watched_server.py"), str(folder / "outward.txt"), str(port)]
    return subprocess.Popen(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )


def _port_of(process: subprocess.Popen[str]) -> int:
    """Return the port the server prints; what it prints later is read and dropped, so that it never waits for us."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_read_on, args=(process, lines), daemon=True).start()
    said = ""
    while line := lines.get(timeout=SECONDS_TO_START):
        said += line
        if started := STARTED.search(line):
            return int(started["port"])
    raise RuntimeError(f"the server did not start:\n{said}")


def _read_on(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout:
        lines.put(line)
    lines.put("")  # it has ended
