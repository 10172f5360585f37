"""What a test lets other processes do; on its own, so that such a process loads nothing else."""

from __future__ import annotations

import os
import signal


def ends_over_thirteen(n: int) -> int:
    """Return the number; a process that is given 13 ends."""
    if n == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return n
