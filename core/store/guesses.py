"""How often somebody may try to sign in: counted in the store, so that all processes on it count together."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from core.store import schema
from core.store.engine import Store, open_store, reading, writing

GUESSES = schema.guesses


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many tries at once, and how many a second from then on."""

    burst: int
    a_second: float

    def wait(self, full_at: float, at: float) -> float:
        """Return how many seconds to wait for the next try, 0.0 when it may be now.

        Args:
            full_at: when all tries are there again if no more are made.

        >>> Allowance(2, 0.5).wait(full_at=0, at=100), Allowance(2, 0.5).wait(104, 100), Allowance(2, 0.5).wait(102, 100)
        (0.0, 2.0, 0.0)
        """
        return max(0.0, full_at - at - (self.burst - 1) / self.a_second)


FROM, AS = Allowance(8, 0.1), Allowance(12, 0.05)  # an address, a name


def take_guess(address: str, name: str, *, at: float | None = None, store: Store | None = None) -> float:
    """Count one try to sign in and return 0.0, or count nothing and return how many seconds to wait.

    Args:
        at: seconds since 1970, now unless told otherwise.
    """
    opened, at = store or open_store(), time.time() if at is None else at
    asked = {f"from {address}": FROM, f"as {name.strip()[:40]}": AS}
    with reading(opened) as connection:
        wait = _wait(connection, asked, at)
    if wait:
        return wait  # whoever tries without end writes nothing
    with writing(opened) as connection:
        connection.execute(delete(GUESSES).where(GUESSES.c.full_at <= at))
        if wait := _wait(connection, asked, at):
            return wait
        for key, allowed in asked.items():
            full_at = max(_full_at(connection, key), at) + 1 / allowed.a_second
            connection.execute(delete(GUESSES).where(GUESSES.c.key == key))
            connection.execute(insert(GUESSES).values(key=key, full_at=full_at))
    return 0.0


def _wait(connection: Connection, asked: dict[str, Allowance], at: float) -> float:
    return max(allowed.wait(_full_at(connection, key), at) for key, allowed in asked.items())


def _full_at(connection: Connection, key: str) -> float:
    return connection.scalar(select(GUESSES.c.full_at).where(GUESSES.c.key == key)) or 0.0
