"""With several workers, a cookie says which of them keeps a visitor: whoever answers with a page writes its own."""

from __future__ import annotations

import os

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.logs import NUMBER
from server.paths import base_path, header
from server.workers import COOKIE


class KeptByWorker:
    """Tell the browser which worker answers, where there are several."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.number = os.environ.get(NUMBER, "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a proxy must not send another visitor's over the same connection."""
        if scope["type"] != "http" or not self.number:
            await self.app(scope, receive, send)
            return
        known = f"{COOKIE}={self.number}" in header(scope, b"cookie").replace(" ", "").split(";")
        proxied = bool(header(scope, b"x-forwarded-for"))
        cookie = f"{COOKIE}={self.number}; Path={base_path() or '/'}; HttpOnly; SameSite=Lax"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = [] if known else [(b"set-cookie", cookie.encode())]
                closing = [(b"connection", b"close")] if proxied else []
                message = {**message, "headers": [*message.get("headers", ()), *added, *closing]}
            await send(message)

        await self.app(scope, receive, answer)
