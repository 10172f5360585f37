"""A browser's side of Streamlit's websocket, frame by frame: what a visitor could send who does not use our pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.served import Served

SECONDS = 60


@dataclass
class Shown:
    """What a run of a page sent: the ids of its widgets by kind and label, and its words."""

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)  # errors


class Frames:
    """One connection."""

    def __init__(self, server: Served, **headers: str) -> None:
        self.socket = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers={name.replace("_", "-"): value for name, value in headers.items()},
            max_size=None,
            legacy=True,
        )

    def run(self, page: str, query: Mapping[str, str], values: Mapping[str, str | bool] | None = None) -> Shown:
        """Run a page with widgets set to ``values`` (id → text, or True for a button that is pressed)."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(query)
        for id, value in (values or {}).items():
            widget = asked.rerun_script.widget_states.widgets.add(id=id)
            if isinstance(value, bool):
                widget.trigger_value = value
            else:
                widget.string_value = value
        self.socket.send(asked.SerializeToString())
        return self._shown()

    def _shown(self) -> Shown:
        shown = Shown()
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=SECONDS))
            element = told.delta.new_element
            kind = element.WhichOneof("type") if told.HasField("delta") else None
            if kind in ("button", "text_input", "text_area"):
                widget = getattr(element, kind)
                shown.ids[kind, widget.label] = widget.id
            elif kind == "alert" and element.alert.format == element.alert.ERROR:
                shown.alerts.append(element.alert.body)
            elif kind == "html":
                shown.words.append(element.html.body)
            if told.WhichOneof("type") == "script_finished" and told.script_finished == told.FINISHED_SUCCESSFULLY:
                return shown

    def close(self) -> None:
        """Leave."""
        self.socket.close()
