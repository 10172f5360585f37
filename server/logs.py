"""The log: one line a write, an import, an error, a sign-in, in files that take turns; each line can carry the id that
an error page shows.
"""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core.declarations import DATA

NUMBER = "DUIBIAO_WORKER"  # environment: which of several workers this process is; each has files of its own
FOLDER = "DUIBIAO_LOGS"  # environment: where the files lie, data/logs unless it says otherwise
BYTES, FILES = 5 * 1024 * 1024, 6
LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
OURS = ("duibiao", "core", "server", "pages")


def folder() -> Path:
    """Return where the log files lie."""
    return Path(os.environ.get(FOLDER) or DATA / "logs")


def start_logging() -> Path:
    """Write what happens to ``duibiao.log``, or to a worker's own, from now on, and return the file."""
    number = os.environ.get(NUMBER, "")
    file = folder() / (f"duibiao-{number}.log" if number else "duibiao.log")
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(file, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8")
    handler.setFormatter(_OneLine(LINE))
    logging.getLogger().addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    return file


class _OneLine(logging.Formatter):
    """What visitors typed must not begin a line of its own; a traceback follows its line, indented."""

    def format(self, record: logging.LogRecord) -> str:
        first, *rest = super().format(record).splitlines() or [""]
        return "\n    ".join((first, *rest))
