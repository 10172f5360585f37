"""What is sent within one turn of the loop is written at once, in its order, and before the connection is closed."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from websockets.frames import Frame, Opcode

from server.gathering import Frames, Gathered


class Line:
    """A transport that notes what is asked of it."""

    def __init__(self) -> None:
        self.done: list[bytes | str] = []

    def write(self, piece: bytes) -> None:
        self.done.append(piece)

    def close(self) -> None:
        self.done.append("closed")

    def get_extra_info(self, name: str) -> str:
        return name


def done(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401
    """Return what a coroutine returns, in a thread that has no loop: a browser that is open keeps one in this."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()


def test_what_is_written_in_one_turn_goes_out_together():
    async def turns() -> list[bytes | str]:
        line = Line()
        gathered = Gathered(line, asyncio.get_running_loop())
        for piece in (b"a", b"b"):
            gathered.write(piece)
        assert line.done == []
        await asyncio.sleep(0)
        gathered.write(b"c")
        await asyncio.sleep(0)
        gathered.write(b"d")
        gathered.close()
        await asyncio.sleep(0)
        return line.done

    assert done(turns()) == [b"ab", b"c", b"d", "closed"]


def test_all_else_is_asked_of_the_line_itself():
    async def asked() -> object:
        return Gathered(Line(), asyncio.get_running_loop()).get_extra_info("peername")

    assert done(asked()) == "peername"


@pytest.mark.parametrize("length", [0, 125, 126, 65535, 65536])
def test_a_message_stands_in_the_frame_that_a_websocket_gives_it(length):
    message = b"a" * length
    framed = Frame(Opcode.BINARY, message).serialize(mask=False)

    assert Frames.of([message, b"b"]) == framed + b"\x82\x01b"
