"""One run of a page, which has a thread to itself while it lasts: its id, in the log, in 变更记录 and on an error page."""

from __future__ import annotations

import threading
from secrets import token_hex

RUN = threading.local()


def begin_run() -> None:
    """Give the run that begins an id of its own."""
    RUN.id = token_hex(4)


def run_id() -> str:
    """Return the id of this run, "" outside of one."""
    return getattr(RUN, "id", "")
