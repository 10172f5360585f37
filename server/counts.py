"""A table that the workers of one server share in memory: for each key a moment until which it counts."""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

COUNTS = "DUIBIAO_COUNTS"  # environment: the file that a worker is given to share
SLOT = struct.Struct("=8sd")  # key, seconds of the machine's clock
SLOTS = 1 << 14
TRIED = 8  # slots in which a key may stand; when all are taken, the one that counts least gives way
SIZE = SLOT.size * SLOTS


@dataclass
class Slot:
    """Where a key stands, and until when it counts."""

    at: int
    until: float


@contextmanager
def shared_counts() -> Iterator[int]:
    """Give the descriptor of an empty table, a file without a name, for workers to map."""
    with TemporaryFile() as file:
        file.truncate(SIZE)
        yield file.fileno()


class Counts:
    """The table: of this process alone, or the one that a file holds."""

    def __init__(self, descriptor: int = -1) -> None:
        self._descriptor = descriptor
        self._table = mmap.mmap(descriptor, SIZE)

    @contextmanager
    def slot(self, key: bytes, now: float) -> Iterator[Slot]:
        """Give the slot of a key, ``until`` 0.0 where it counts no more; what it says in the end is kept.

        >>> table = Counts()
        >>> with table.slot(b"12345678", 5.0) as slot: slot.until = 7.0
        >>> with table.slot(b"12345678", 6.0) as slot: slot.until
        7.0
        >>> with table.slot(b"12345678", 8.0) as slot: slot.until
        0.0
        """
        with self._held():
            slot = self._found(key, now)
            yield slot
            SLOT.pack_into(self._table, slot.at, key, slot.until)

    def _found(self, key: bytes, now: float) -> Slot:
        first = int.from_bytes(key) % SLOTS
        places = [(first + n) % SLOTS * SLOT.size for n in range(TRIED)]
        slots = {at: SLOT.unpack_from(self._table, at) for at in places}
        own = next((at for at, (known, until) in slots.items() if known == key and until > now), None)
        if own is not None:
            return Slot(own, slots[own][1])
        return Slot(min(places, key=lambda at: slots[at][1]), 0.0)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the table against the other processes that share it."""
        if self._descriptor < 0:
            yield
            return
        import fcntl

        fcntl.lockf(self._descriptor, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._descriptor, fcntl.LOCK_UN)
