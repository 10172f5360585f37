"""What is sent to a browser within one turn of the loop is written at once: to hand a piece to the machine costs more than
to make it, and a run of a page sends some sixty.
"""

from __future__ import annotations

import struct
from asyncio import AbstractEventLoop, Transport
from collections.abc import Iterable

from uvicorn._types import ASGISendEvent
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Opcode
from websockets.protocol import OPEN

WHOLE = 0x80 | Opcode.BINARY  # the first byte of a frame that is a message by itself


class Frames(bytes):
    """Messages as a websocket writes them, each in a frame of its own: one by one they took fifty calls on their way."""

    @classmethod
    def of(cls, messages: Iterable[bytes]) -> Frames:
        """Return messages in their frames, as a server sends them (RFC 6455, 5.2: whole, not masked)."""
        return cls(b"".join(part for message in messages for part in (_head(len(message)), message)))


def _head(length: int) -> bytes:
    if length < 126:
        return struct.pack("!BB", WHOLE, length)
    if length < 65536:
        return struct.pack("!BBH", WHOLE, 126, length)
    return struct.pack("!BBQ", WHOLE, 127, length)


class Gathered:
    """A transport that writes once a turn of the loop, in the order in which it was asked."""

    def __init__(self, transport: Transport, loop: AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        """Let a piece wait for what else is written in this turn."""
        if not self._pieces:
            self._loop.call_soon(self._flush)
        self._pieces.append(piece)

    def close(self) -> None:
        """Write what waits, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        if pieces:
            self._transport.write(b"".join(pieces))

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)


class GatheringProtocol(WebSocketsSansIOProtocol):
    """A websocket whose frames are written together."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to write together."""
        super().connection_made(Gathered(transport, self.loop))  # type: ignore[arg-type]

    async def send(self, message: ASGISendEvent) -> None:
        """Send a message, or many in their frames."""
        frames = message.get("bytes")
        if not isinstance(frames, Frames):
            return await super().send(message)
        await self.writable.wait()
        if self.disconnected or self.conn.state is not OPEN:
            raise ClientDisconnected
        self.transport.write(frames)
