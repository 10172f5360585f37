"""How much may be uploaded: the widget's limits act in the browser only, and the route takes what any session sends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import cast

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.paths import header, route_path

ROUTE = "/_stcore/upload_file/"
MEGABYTE = 1024 * 1024
SESSION_LIMIT = 120 * MEGABYTE  # one visitor: a folder of reports
SERVER_LIMIT = 600 * MEGABYTE  # everyone together


def held_bytes() -> Mapping[str, int]:
    """Return how many bytes of uploaded files the server holds in memory, by session."""
    from streamlit import runtime
    from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

    if not runtime.exists():
        return {}
    manager = cast(MemoryUploadedFileManager, runtime.get_instance().uploaded_file_mgr)
    stored = manager.file_storage
    return {session: sum(len(file.data) for file in list(files.values())) for session, files in list(stored.items())}


class UploadLimit:
    """Refuse an upload that would make a session, or all of them, hold too much; what is under way counts."""

    def __init__(self, app: ASGIApp, held: Callable[[], Mapping[str, int]] = held_bytes) -> None:
        self.app = app
        self.held = held
        self.under_way: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on one request."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if not path.startswith(ROUTE) or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        session = path.removeprefix(ROUTE).split("/")[0]
        written = header(scope, b"content-length")
        if not written.isdecimal():
            await PlainTextResponse("上传须写明大小（Content-Length）。", 411)(scope, receive, send)
        elif not self._fits(session, int(written)):
            await PlainTextResponse("上传的文件合计过大，请分批导入。", 413)(scope, receive, send)
        else:
            await self._pass_on(session, int(written), scope, receive, send)

    def _fits(self, session: str, size: int) -> bool:
        held = self.held()
        of_session = held.get(session, 0) + self.under_way[session] + size
        of_all = sum(held.values()) + self.under_way.total() + size
        return of_session <= SESSION_LIMIT and of_all <= SERVER_LIMIT

    async def _pass_on(self, session: str, size: int, scope: Scope, receive: Receive, send: Send) -> None:
        self.under_way[session] += size
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way[session] -= size
            if not self.under_way[session]:
                del self.under_way[session]
