"""The store of what ships: built once for all processes of a run, copied to every test that wants one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from core.store import ADDRESS, backup, open_store, restore

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "DUIBIAO_TEST_FOLDER"  # of this run: its first process makes and removes it
SECONDS_TO_BUILD = 600  # of a machine that is busy with other things


def shipped_store(address: str) -> str:
    """Fill the empty store of this address, on either database, as a build would, and return the address."""
    built = _built_once()
    if address.startswith("sqlite:///"):
        shutil.copyfile(built, address.removeprefix("sqlite:///"))
    else:
        restore(_backed_up(built), store=open_store(address))
    return address


def _built_once() -> Path:
    """Return the file of the store that the first who asks has built; whoever asks meanwhile waits for it."""
    folder = Path(os.environ[FOLDER])
    built = folder / "shipped.db"
    if not built.exists():
        with closing(sqlite3.connect(folder / "lock", timeout=SECONDS_TO_BUILD, isolation_level=None)) as lock:
            lock.execute("BEGIN EXCLUSIVE")
            if not built.exists():
                _build(folder / "half.db").rename(built)
    return built


def _build(file: Path) -> Path:
    """Build a store in a process of its own: whatever a test has changed in this one, it is what ships."""
    settings = os.environ | {ADDRESS: f"sqlite:///{file}", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-P", "-m", "core.cli", "build"], cwd=ROOT, env=settings, check=True)
    return file


def _backed_up(built: Path) -> Path:
    file = built.with_suffix(".zip")
    if not file.exists():
        half = built.with_name(f"{os.getpid()}.zip")
        backup(half, store=open_store(f"sqlite:///{built}"))
        half.replace(file)
    return file
