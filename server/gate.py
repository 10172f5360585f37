"""What is refused before Streamlit sees it: foreign names, foreign pages, and routes nobody here needs."""

from __future__ import annotations

import ipaddress
import os
import re
import socket

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from server.paths import header, route_path

NAMES = "DUIBIAO_NAMES"  # environment: further names of this server, separated by commas
HOST = re.compile(r"(?:\[(?P<address>[0-9A-Fa-f:.%]+)\]|(?P<name>[A-Za-z0-9._-]*))(?::(?P<port>[0-9]{1,5}))?")
CLOSED = ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent")
LOGIN = ("/auth", "/oauth2callback")  # of an office that has one
SAFE = ("GET", "HEAD", "OPTIONS")
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
    name = name_in(host)
    return "." not in name or name.endswith((".local", ".localhost")) or name in names or _is_address(name)


def name_in(host: str) -> str:
    """Return the name in a Host header, in lower case.

    Raises:
        ValueError: it is not written as a host: ``[::1``, ``a:b``, two of them.
    """
    written = HOST.fullmatch(host)
    if not written or int(written["port"] or 1) not in range(1, 65536):
        raise ValueError(host)
    return (written["address"] or written["name"]).lower().rstrip(".")


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

    def __init__(self, app: ASGIApp, names: frozenset[str], closed: tuple[str, ...] = (*CLOSED, *LOGIN)) -> None:
        self.app = app
        self.names = names
        self.closed = closed

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
        try:
            own = is_own_name(host, self.names)
        except ValueError:
            return PlainTextResponse("请求头 Host 的写法不对。", 400)
        if not own:
            return PlainTextResponse(FOREIGN_NAME.format(name=name_in(host)), 421)
        if _is_below(route_path(scope), self.closed):
            return PlainTextResponse("此路径不开放。", 404)
        if (scope["type"] == "websocket" or scope["method"] not in SAFE) and not _same_origin(scope):
            return PlainTextResponse("只接受本站页面的连接。", 403)
        return None


def closed_routes(office_login: bool) -> tuple[str, ...]:
    """Return the routes that nobody needs: those of a login too where an office has none."""
    return CLOSED if office_login else (*CLOSED, *LOGIN)


def _is_below(path: str, closed: tuple[str, ...]) -> bool:
    return any(path == route or path.startswith(f"{route}/") for route in closed)


def _same_origin(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host", "")
