"""What is sent to a browser within one turn of the loop is written at once: to hand a piece to the machine costs more than
to make it, and a run of a page sends some forty.
"""

from __future__ import annotations

from asyncio import AbstractEventLoop, Transport

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


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
