"""The headers every answer carries: what the page may load, and from where (nowhere but here)."""

from __future__ import annotations

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
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in DENIED),
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(script_hashes: tuple[str, ...]) -> str:
    """Return the content policy that allows the page's own scripts and the inline ones with these hashes."""
    allowed = POLICY | {"script-src": " ".join((POLICY["script-src"], *script_hashes))}
    return "; ".join(f"{directive} {sources}" for directive, sources in allowed.items())


class SecurityHeaders:
    """Add the headers to every answer."""

    def __init__(self, app: ASGIApp, script_hashes: tuple[str, ...]) -> None:
        self.app = app
        self.headers = FIXED | {"Content-Security-Policy": content_policy(script_hashes)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and the headers back."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)
