"""A browser's side of Streamlit's websocket, frame by frame: what a visitor could send who does not use our pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.served import Served

SECONDS = 300  # a machine that does much else answers late, and nothing is wrong


@dataclass
class Shown:
    """What a run of a page sent: the ids of its widgets by kind and label, and its words."""

    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)  # errors


class Frames:
    """One connection."""

    def __init__(self, server: Served, token: str = "", **headers: str) -> None:
        """Connect; ``token`` is what tells the pages of this server from those of others, for who is signed in."""
        self.port, self.session = server.port, ""
        self.socket = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            subprotocols=["streamlit", *filter(None, [token])],
            additional_headers={name.replace("_", "-"): value for name, value in headers.items()},
            max_size=None,
            open_timeout=SECONDS,
            ping_interval=None,  # who waits says how long: a machine may be too busy to answer at once
            legacy=True,
        )

    def run(
        self, page: str, query: Mapping[str, str], values: Mapping[str, str | bool | FileUploaderState] | None = None
    ) -> Shown:
        """Run a page with widgets set to ``values`` (id → text, files, or True for a button that is pressed)."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(query)
        for id, value in (values or {}).items():
            widget = asked.rerun_script.widget_states.widgets.add(id=id)
            if isinstance(value, bool):
                widget.trigger_value = value
            elif isinstance(value, FileUploaderState):
                widget.file_uploader_state_value.CopyFrom(value)
            else:
                widget.string_value = value
        self.socket.send(asked.SerializeToString())
        return self._shown()

    def _shown(self) -> Shown:
        shown = Shown()
        while True:
            told = ForwardMsg.FromString(self.socket.recv(timeout=SECONDS))
            self.session = told.new_session.initialize.session_id or self.session
            element = told.delta.new_element
            kind = element.WhichOneof("type") if told.HasField("delta") else None
            if kind in ("button", "text_input", "text_area", "file_uploader"):
                widget = getattr(element, kind)
                shown.ids[kind, widget.label] = widget.id
            elif kind == "alert" and element.alert.format == element.alert.ERROR:
                shown.alerts.append(element.alert.body)
            elif kind == "html":
                shown.words.append(element.html.body)
            if told.WhichOneof("type") == "script_finished" and told.script_finished == told.FINISHED_SUCCESSFULLY:
                return shown

    def upload(self, data: bytes, name: str) -> FileUploaderState:
        """Send a file as a chooser does, and return what to set its widget to; a page must have run before."""
        asked = BackMsg()
        asked.file_urls_request.request_id = uuid4().hex
        asked.file_urls_request.file_names.append(name)
        asked.file_urls_request.session_id = self.session
        self.socket.send(asked.SerializeToString())
        while not (told := ForwardMsg.FromString(self.socket.recv(timeout=SECONDS))).HasField("file_urls_response"):
            pass
        [place] = told.file_urls_response.file_urls
        self._put(place.upload_url, data, name)
        state = FileUploaderState()
        state.uploaded_file_info.add(name=name, size=len(data), file_id=place.file_id, file_urls=place)
        return state

    def _put(self, path: str, data: bytes, name: str) -> None:
        edge = uuid4().hex
        head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request("GET", "/_stcore/health")
        answer = connection.getresponse()
        answer.read()
        token = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        sent = {
            "Cookie": token, "X-Xsrftoken": token.partition("=")[2],
            "Content-Type": f"multipart/form-data; boundary={edge}",
        }  # fmt: skip
        connection.request("PUT", path, head + data + f"\r\n--{edge}--\r\n".encode(), sent)
        answer = connection.getresponse()
        status, told = answer.status, answer.read()[:200]
        connection.close()
        if status != 204:
            raise ConnectionError(f"PUT {path}: {status} {told!r}")

    def close(self) -> None:
        """Leave."""
        self.socket.close()
