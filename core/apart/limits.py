"""How much one piece of work may take, and how a process takes these limits on itself."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
TOO_MUCH = 3  # exit status: the memory is spent
SPENT = (TOO_MUCH, -getattr(signal, "SIGPROF", TOO_MUCH))  # how a process ends that has used up what it may


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use. ``cpu`` and ``memory`` act on POSIX; ``seconds``, on the parent's clock, everywhere."""

    seconds: float = 20.0
    cpu: float = 10.0
    memory: int = 500 * MEGABYTE  # beyond what the process held before the task


def take(limits: Limits) -> None:
    """Let this process have no more than ``limits`` from now on; the next call counts anew.

    Time is counted by a timer that begins now. RLIMIT_CPU counts from the start of the process, and by another clock than
    the one that tells what was spent: on a busy machine they part, and a worker of some minutes died of a small file.
    """
    if os.name != "posix":
        return
    import resource

    signal.setitimer(signal.ITIMER_PROF, limits.cpu)
    if sys.platform == "linux":  # macOS refuses to limit address space
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = _address_space() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
