"""What is refused before Streamlit sees it: foreign names, foreign pages, and routes nobody here needs."""

from __future__ import annotations

import ipaddress
import os
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.paths import header, route_path

NAMES = "DUIBIAO_NAMES"  # environment: further names of this server, separated by commas
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
FOREIGN_NAME = (
    "本服务不认识这个网址里的名称“{name}”。\n"
    "请管理员启动时写明：python manage.py run --name {name}\n"
    "经反向代理访问时，还要让代理保留 Host 请求头。"
)


def own_names() -> frozenset[str]:
    """Return the names this server answers to, beside addresses and names without a dot."""
    declared = os.environ.get(NAMES, "").split(",")
    names = (socket.gethostname(), *declared)
    return frozenset(name.strip().lower() for name in names if name.strip())


def is_own_name(host: str, names: frozenset[str]) -> bool:
    """Say whether a Host header can mean this server.

    A page elsewhere that points its own domain at this address (DNS rebinding) needs a public name; addresses,
    names of the local network and declared names are not that.

    >>> is_own_name("10.1.2.3:8501", frozenset()), is_own_name("rebound.example.com", frozenset())
    (True, False)
    """
    name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    return "." not in name or name.endswith((".local", ".localhost")) or name in names or _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Gate:
    """Let through what belongs here.

    A websocket that another host's page opens is refused here and not by Streamlit, which would first ask an
    outside service for this machine's public address.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self.app = app
        self.names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on one request."""
        if scope["type"] == "lifespan" or (refusal := self._refusal(scope)) is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        host = header(scope, b"host")
        if not is_own_name(host, self.names):
            return PlainTextResponse(FOREIGN_NAME.format(name=urlsplit(f"//{host}").hostname), 421)
        if _is_closed(route_path(scope)):
            return PlainTextResponse("此路径不开放。", 404)
        if scope["type"] == "websocket" and not _same_origin(scope):
            return PlainTextResponse("只接受本站页面的连接。", 403)
        return None


def _is_closed(path: str) -> bool:
    return any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED)


def _same_origin(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")
