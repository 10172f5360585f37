"""Viewers without a browser: they open pages and click over the websocket, as a page in a browser would."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

SECONDS = 60


class Viewer:
    """One visitor with one open page."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.bytes = 0
        self.sent: list[ForwardMsg] = []  # in the last run

    def open(self, page: str, query: str = "") -> int:
        """Run a page; return how many elements it sent.

        Raises:
            RuntimeError: the page ended with an error of its own.
        """
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        self._socket.send(asked.SerializeToString())
        return self._until_finished()

    def _until_finished(self) -> int:
        elements, self.sent = 0, []
        while True:
            data = self._socket.recv(timeout=SECONDS)
            self.bytes += len(data)
            message = ForwardMsg.FromString(data)
            self.sent.append(message)
            kind = message.WhichOneof("type")
            elements += kind == "delta"
            if kind == "delta" and message.delta.new_element.HasField("exception"):
                raise RuntimeError(message.delta.new_element.exception.message)
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return elements


@contextmanager
def viewer(port: int) -> Iterator[Viewer]:
    """Give one viewer, whose session ends with it."""
    address = f"127.0.0.1:{port}"
    with connect(
        f"ws://{address}/_stcore/stream",
        origin=Origin(f"http://{address}"),
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        open_timeout=SECONDS,
    ) as socket:
        yield Viewer(socket)
