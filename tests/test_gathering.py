"""What is sent within one turn of the loop is written at once, in its order, and before the connection is closed."""

from __future__ import annotations

import asyncio

from server.gathering import Gathered


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

    assert asyncio.run(turns()) == [b"ab", b"c", b"d", "closed"]


def test_all_else_is_asked_of_the_line_itself():
    async def asked() -> object:
        return Gathered(Line(), asyncio.get_running_loop()).get_extra_info("peername")

    assert asyncio.run(asked()) == "peername"
