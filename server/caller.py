"""Who stands at the other end of a request, as far as the network tells: this machine itself, or an address.

A proxy on this machine may forward what comes from anywhere without a word of it. So a request counts as made here only
where nothing speaks against it: no header of a proxy, no name or path declared under which a proxy serves us, and the
address asked for is this machine's own, with the port on which we listen ourselves. Whoever is taken for a stranger
can write with the code printed at the start.

The answer travels on as a header that nobody outside can write, so that pages see it as well.
"""

from __future__ import annotations

import ipaddress
import os

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui.caller import HEADER, Caller
from server.gate import NAMES
from server.paths import base_path, header

FORWARDED = (b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via", b"x-forwarded-host", b"x-forwarded-proto")


def address_of(scope: Scope) -> str:
    """Return the address a request comes from; the last one a proxy of this machine names, where there is one."""
    peer = (scope.get("client") or ("", 0))[0]
    named = header(scope, b"x-forwarded-for").rsplit(",", 1)[-1].strip()
    return _plain(named) or peer if named and _is_loopback(peer) else peer


def caller_of(scope: Scope) -> Caller:
    """Return whether a request was certainly made on this machine, with no proxy between, and its address."""
    peer = (scope.get("client") or ("", 0))[0]
    proxied = bool(base_path() or os.environ.get(NAMES)) or any(header(scope, name) for name in FORWARDED)
    return Caller(_is_loopback(peer) and not proxied and _asked_for_us(scope), address_of(scope))


def _asked_for_us(scope: Scope) -> bool:
    """Say whether the address asked for is this machine's own at the port we listen on, not that of a proxy."""
    name, _, port = header(scope, b"host").rpartition(":")
    own = name == "localhost" or _is_loopback(name.strip("[]"))
    return own and port == str((scope.get("server") or ("", 0))[1]) and scope.get("http_version") != "1.0"


def _is_loopback(address: str) -> bool:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return (getattr(parsed, "ipv4_mapped", None) or parsed).is_loopback


def _plain(address: str) -> str:
    try:
        return str(ipaddress.ip_address(address.strip("[]")))
    except ValueError:
        return ""


class CallerHeader:
    """Tell the app who calls, in a header of our own; what a client sent under its name is dropped."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the header."""
        if scope["type"] in ("http", "websocket"):
            name = HEADER.lower().encode()
            caller = (name, caller_of(scope).written().encode())
            scope = {**scope, "headers": [*((k, v) for k, v in scope["headers"] if k != name), caller]}
        await self.app(scope, receive, send)
