"""A way to a server that can be cut without a word: what is sent is taken and goes nowhere, as on a cut network."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url

SIZE = 1 << 16


class Way:
    """A port of this machine that leads to another one for as long as it is let."""

    def __init__(self, port: int) -> None:
        self.port, self.swallow = port, b""
        self._then: Callable[[], None] = lambda: None
        self.open = threading.Event()
        self.open.set()
        self._own = socket.create_server(("127.0.0.1", 0), backlog=100)
        threading.Thread(target=self._take, daemon=True).start()

    @property
    def own_port(self) -> int:
        """Return where it begins."""
        return self._own.getsockname()[1]

    def cut(self) -> None:
        """Let nothing through any more; nobody is told."""
        self.open.clear()

    def mend(self) -> None:
        """Let all through again, what was held up first."""
        self.swallow = b""
        self.open.set()

    def cut_after(self, sent: bytes, then: Callable[[], None]) -> None:
        """Let this through to the server, call ``then``, and let nothing through from then on."""
        self.swallow, self._then = sent, then

    def close(self) -> None:
        """Take nobody more."""
        self._own.close()
        self.open.set()

    def _take(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                taken, _ = self._own.accept()
                threading.Thread(target=self._lead, args=(taken,), daemon=True).start()

    def _lead(self, taken: socket.socket) -> None:
        self.open.wait()
        with taken, suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as server:
            other = {taken: server, server: taken}
            while True:
                for end in select.select(list(other), [], [])[0]:
                    self.open.wait()
                    if not (sent := end.recv(SIZE)):
                        return
                    other[end].sendall(sent)
                    if end is taken and self.swallow and self.swallow in sent:  # the answer to a COMMIT reads alike
                        self._then()
                        self.cut()


@contextmanager
def way_to(address: str) -> Iterator[tuple[str, Way]]:
    """Give the address of a database behind such a way, and the way."""
    url = make_url(address)
    way = Way(url.port or 5432)
    try:
        yield url.set(port=way.own_port).render_as_string(hide_password=False), way
    finally:
        way.close()
