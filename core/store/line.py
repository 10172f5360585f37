"""The line to a PostgreSQL on another machine, which may fall silent: a network that is cut tells nobody so."""

from __future__ import annotations

import time
from collections.abc import Generator
from threading import Lock
from typing import Any, TypeVar

from psycopg import Connection, OperationalError
from psycopg.errors import ConnectionTimeout

SILENCE = 3.0  # seconds without an answer after which it is asked whether anybody is there
REST = 2.0  # seconds for which nobody is asked again after a silence
SILENT = "connection given up: the database server does not answer"
CONNECT = {  # an address that names one of them has its own way
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 15_000,  # milliseconds
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
}
# What the server holds for a program that was cut off, the writer's lock above all, is free again after 20 seconds.
AT_THE_SERVER = "SET tcp_keepalives_idle=10; SET tcp_keepalives_interval=3; SET tcp_keepalives_count=3"
Answer = TypeVar("Answer")


class Line:
    """Makes connections to one server, and knows whether it answers.

    A statement may take long: only when nothing is heard for a while does another connection ask whether the server is
    still there. After a silence everybody is refused at once for a moment, so that pages need not wait one by one.
    """

    def __init__(self) -> None:
        self._asking = Lock()
        self._settings: dict[str, Any] = {}
        self._heard = self._silent = float("-inf")

    def connect(self, settings: dict[str, Any]) -> Connection[Any]:
        """Return a connection with these settings of libpq; raises OperationalError where none is to be had within
        seconds.
        """
        self._settings = settings
        connection = self._reached()
        connection.autocommit = True
        connection.execute(AT_THE_SERVER)
        connection.autocommit = False
        return connection

    def answers(self) -> bool:
        """Say whether the server can still be reached; those who ask at the same time get the same answer."""
        with self._asking:
            if time.monotonic() - self._heard < SILENCE:
                return True
            try:
                self._reached().close()
            except ConnectionTimeout:
                return False
            except OperationalError:
                return True  # it is there and has no room, or the machine is and closes what it does not know
            return True

    def _reached(self) -> Watched:
        now = time.monotonic()
        if self._silent > self._heard:
            if now - self._silent < REST:
                raise ConnectionTimeout(SILENT)
            self._silent = now  # one tries, the others are refused meanwhile
        try:
            connection = Watched.connect(**(CONNECT | self._settings))
        except ConnectionTimeout:
            self._silent = time.monotonic()
            raise
        self._heard = time.monotonic()
        connection.line = self
        return connection


class Watched(Connection[Any]):
    """A connection that is given up when it waits for an answer and the server cannot be reached any more."""

    line: Line | None = None

    def wait(self, gen: Generator[Any, Any, Answer], interval: float = 0.1, timeout: float | None = None) -> Answer:
        """Wait as psycopg does, which looks up ten times a second."""
        return super().wait(self._watched(gen), interval, timeout)

    def _watched(self, steps: Generator[Any, Any, Answer]) -> Generator[Any, Any, Answer]:
        heard = time.monotonic()
        try:
            wanted = next(steps)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > SILENCE:
                    self._end_unless_answered()
                    heard = time.monotonic()
                wanted = steps.send(ready)
        except StopIteration as end:
            return end.value

    def _end_unless_answered(self) -> None:
        if self.line and not self.line.answers():
            self.close()
            raise OperationalError(SILENT)
