"""Only those who may write may send files: the route of uploads takes what any session sends."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

import anyio
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui.signing import COOKIE, NOT_ALLOWED, has_office_login, verified_address, writer_with
from server.caller import caller_of
from server.paths import header, route_path
from server.uploads import ROUTE

SAFE = ("GET", "HEAD", "OPTIONS")


class WritersOnly:
    """Refuse an upload, or its removal, by anybody who may not write."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on one request."""
        path = route_path(scope) if scope["type"] == "http" else ""
        if path.startswith(ROUTE) and scope["method"] not in SAFE:
            session = path.removeprefix(ROUTE).split("/")[0]
            if not await anyio.to_thread.run_sync(_may_write, scope, session):
                await PlainTextResponse(NOT_ALLOWED, 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _may_write(scope: Scope, session: str) -> bool:
    return writer_with(_cookie(scope), _office_address(session), caller_of(scope).local) is not None


def _cookie(scope: Scope) -> str:
    try:
        morsel = SimpleCookie(header(scope, b"cookie")).get(COOKIE)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _office_address(session: str) -> str:
    """Return the address that the office's login told of a session of Streamlit."""
    from streamlit import runtime

    if not has_office_login() or not runtime.exists():
        return ""
    info = runtime.get_instance()._session_mgr.get_session_info(session)
    return verified_address(dict(info.session._user_info)) if info else ""
