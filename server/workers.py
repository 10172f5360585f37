"""Several processes behind one port: each connection is handed, as it is, to the process that keeps its visitor.

The process that listens reads the head of a connection without taking it (``MSG_PEEK``), finds in a cookie which worker
keeps this visitor's pages, and hands the connection itself over (``send_fds``). From then on nothing stands between
visitor and worker: no byte is copied, and the worker sees the visitor's own address. Linux and macOS can do so.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import count

import uvicorn

from server.counts import COUNTS, shared_counts
from server.logs import NUMBER

CHANNEL = "DUIBIAO_CHANNEL"  # environment: the socket over which a worker is handed its connections
COOKIE = "duibiao_worker"
NAMED = re.compile(rb"^cookie:.*?\b" + COOKIE.encode() + rb"=(\d{1,3})\b", re.IGNORECASE | re.MULTILINE)
MOST = 65_536  # bytes of a head
SILENT, SLOW = 60.0, 10.0  # seconds that a connection may say nothing, and that its head may take
AGAIN = 0.02  # seconds between two looks at a head that is not whole
REST = 1.0  # seconds before a worker that ended is started again
NOT_HERE = (
    "--workers 要把连接交给别的进程，这台机器的系统（Windows）做不到；请起几个端口，由代理分派，见 docs/deployment.md。"
)

log = logging.getLogger("duibiao")


def possible() -> bool:
    """Say whether this system can hand a connection to another process."""
    return hasattr(socket, "send_fds")


class Worker:
    """One of the processes that serve, and the way to it."""

    def __init__(self, number: int, command: Sequence[str], counts: int) -> None:
        self.number, self.command, self.counts = number, command, counts
        self.ready = asyncio.Event()
        self.channel: socket.socket | None = None

    async def keep(self) -> None:
        """Run the process, and another one whenever it ends."""
        while True:
            await self._run()
            log.warning("worker %d ended and is started again", self.number)
            await asyncio.sleep(REST)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        environment = {CHANNEL: str(theirs.fileno()), NUMBER: str(self.number), COUNTS: str(self.counts)}
        process = subprocess.Popen(self.command, env=os.environ | environment, pass_fds=[theirs.fileno(), self.counts])
        theirs.close()
        ours.setblocking(False)
        try:
            with suppress(ConnectionError):  # it ended with connections that it had not taken yet
                if await loop.sock_recv(ours, 1):  # it says when it is ready
                    self.channel = ours
                    self.ready.set()
                    await loop.sock_recv(ours, 1)  # nothing more comes before its end
        finally:
            self.ready.clear()
            self.channel = None
            ours.close()  # which ends it
            await asyncio.to_thread(process.wait)

    async def take(self, connection: socket.socket) -> bool:
        """Hand a connection over; say whether the worker has it."""
        while self.channel is not None:
            try:
                socket.send_fds(self.channel, [b"c"], [connection.fileno()])
            except BlockingIOError:  # it has many to take yet
                await asyncio.sleep(AGAIN)
            except OSError:
                return False
            else:
                return True
        return False


async def share_out(listener: socket.socket, command: Sequence[str], number: int, announcement: str) -> None:
    """Start so many workers, say where they are, and hand them what connects, for ever."""
    with shared_counts() as counts:
        workers = [Worker(n, command, counts) for n in range(number)]
        await _share_out(listener, workers, announcement)


async def _share_out(listener: socket.socket, workers: Sequence[Worker], announcement: str) -> None:
    async with asyncio.TaskGroup() as tasks:
        for worker in workers:
            tasks.create_task(worker.keep())
        for worker in workers:
            await worker.ready.wait()
        print(announcement, flush=True)
        listener.setblocking(False)
        turn = count()
        while True:
            connection, _ = await asyncio.get_running_loop().sock_accept(listener)
            tasks.create_task(_hand_over(connection, workers, next(turn)))


async def _hand_over(connection: socket.socket, workers: Sequence[Worker], turn: int) -> None:
    with connection, suppress(OSError, TimeoutError):  # whoever connected has gone, or says nothing
        head = await _head(connection)
        named = NAMED.search(head.replace(b"\r", b""))
        first = int(named[1]) % len(workers) if named else turn % len(workers)
        for worker in (*workers[first:], *workers[:first]):
            if head and await worker.take(connection):
                return


async def _head(connection: socket.socket) -> bytes:
    """Return the head of a request and leave it where it is; b"" when whoever connected has gone."""
    connection.setblocking(False)
    async with asyncio.timeout(SILENT):
        await _readable(connection)
    async with asyncio.timeout(SLOW):
        while True:
            seen = connection.recv(MOST, socket.MSG_PEEK)
            if not seen or b"\r\n\r\n" in seen or len(seen) == MOST:
                return seen
            await asyncio.sleep(AGAIN)


async def _readable(connection: socket.socket) -> None:
    loop, came = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(connection, came.set)
    try:
        await came.wait()
    finally:
        loop.remove_reader(connection)


class HandedServer(uvicorn.Server):
    """A server that is handed its connections."""

    def __init__(self, settings: uvicorn.Config, channel: socket.socket) -> None:
        super().__init__(settings)
        self.channel = channel

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start without a port, then take connections."""
        await super().startup(sockets=[])
        loop = asyncio.get_running_loop()
        self.channel.setblocking(False)
        loop.add_reader(self.channel, self._take)
        await loop.sock_sendall(self.channel, b"r")

    def _take(self) -> None:
        try:
            message, descriptors, _, _ = socket.recv_fds(self.channel, 1, 1)
        except BlockingIOError:
            return
        if not message:  # the process that listens has ended
            asyncio.get_running_loop().remove_reader(self.channel)
            self.should_exit = True
        for descriptor in descriptors:
            connection = socket.socket(fileno=descriptor)
            task = asyncio.get_running_loop().create_task(self._serve_one(connection))
            self.server_state.tasks.add(task)
            task.add_done_callback(self.server_state.tasks.discard)

    async def _serve_one(self, connection: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        connection.setblocking(False)
        await loop.connect_accepted_socket(self._protocol, connection)

    def _protocol(self) -> asyncio.Protocol:
        kind = self.config.http_protocol_class
        return kind(config=self.config, server_state=self.server_state, app_state=self.lifespan.state)  # type: ignore[call-arg]


def serve_handed(settings: uvicorn.Config) -> None:
    """Serve as a worker until the process that listens ends."""
    with socket.socket(fileno=int(os.environ[CHANNEL])) as channel:
        HandedServer(settings, channel).run()


def command_of_worker() -> list[str]:
    """Return how a worker is started: as this process was, its choices included."""
    return [sys.executable, "-P", "-m", "server", *sys.argv[1:]]
