"""The headers every answer carries: what the page may load, and from where (nowhere but here)."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and plotly write styles at run time
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",  # a screen recording, before it is saved
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
    "form-action": "'self'",
}
DENIED = ("camera", "microphone", "geolocation", "payment", "usb", "serial", "midi")
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",  # with no-referrer a form of ours would come from nowhere: Origin: null
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


PORTAL = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?")
EMBEDDED = b"embed=true"  # in the address of a figure that a portal shows


def portals_in(written: str) -> tuple[str, ...]:
    """Return the addresses of portals, separated by spaces or commas; each names one site, without a path.

    Raises:
        ValueError: one of them is not written so.

    >>> portals_in("http://localhost/, http://127.0.0.1:8080")
    ('http://localhost', 'http://127.0.0.1:8080')
    """
    portals = tuple(part.rstrip("/").lower() for part in re.split(r"[\s,]+", written) if part)
    if wrong := [part for part in portals if not PORTAL.fullmatch(part)]:
        raise ValueError(f"--embed 要写门户的网址，http:// 或 https:// 加域名，不带路径；这里写的是 {wrong[0]}。")
    return portals


def content_policy(script_hashes: tuple[str, ...], portals: tuple[str, ...] = ()) -> str:
    """Return the content policy that allows the page's own scripts, the inline ones with these hashes, and the frames
    of these portals.
    """
    allowed = POLICY | {
        "script-src": " ".join((POLICY["script-src"], *script_hashes)),
        "frame-ancestors": " ".join((POLICY["frame-ancestors"], *portals)),
    }
    return "; ".join(f"{directive} {sources}" for directive, sources in allowed.items())


class SecurityHeaders:
    """Add the headers to every answer; a figure made for it may stand in the frame of a named portal."""

    def __init__(self, app: ASGIApp, script_hashes: tuple[str, ...], portals: tuple[str, ...] = ()) -> None:
        self.app = app
        self.headers = FIXED | {"Content-Security-Policy": content_policy(script_hashes)}
        self.framed = {name: words for name, words in FIXED.items() if name != "X-Frame-Options"}
        self.framed["Content-Security-Policy"] = content_policy(script_hashes, portals)
        self.portals = portals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the headers back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = self.portals and EMBEDDED in scope["query_string"].split(b"&")
        headers = self.framed if asked else self.headers

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)
