"""How much one piece of work may take, and how a process takes these limits on itself."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20
TOO_MUCH = 3  # exit status: the memory is spent
SPENT = (TOO_MUCH, -getattr(signal, "SIGXCPU", TOO_MUCH))  # how a process ends that has used up what it may


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may use. ``cpu`` and ``memory`` act on POSIX; ``seconds``, on the parent's clock, everywhere."""

    seconds: float = 20.0
    cpu: float = 10.0
    memory: int = 500 * MEGABYTE  # beyond what the process held before the task


def take(limits: Limits) -> None:
    """Let this process have no more than ``limits`` from now on; the next call counts anew."""
    if os.name != "posix":
        return
    import resource

    spent = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + limits.cpu) + 1)
    if sys.platform == "linux":  # macOS refuses to limit address space
        _lower(resource.RLIMIT_AS, _address_space() + limits.memory)


def _lower(kind: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * os.sysconf("SC_PAGE_SIZE")
