"""The first page a browser gets: Streamlit's index.html, said to be Chinese, with the script that keeps it so and the
style of the house.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.words import PRODUCT
from server.paths import header, route_path

OWN_HTML = ("/media/", "/component/", "/_stcore/", "/duibiao/")  # answers that are not the page, whatever their type

ICON = '<link rel="icon" type="image/svg+xml" href="./duibiao/icon.svg" />'
NOSCRIPT = "<noscript><p>请在浏览器中启用 JavaScript，再打开本页。</p></noscript>"
ROOM = '<div id="root"></div>'  # where Streamlit draws

REWRITES = (
    (r'<html lang="en">', '<html lang="zh-CN" translate="no">'),
    (r"<title>[^<]*</title>", f"<title>{PRODUCT}</title>"),
    (r'<link rel="shortcut icon"[^>]*>', ICON),
    (r"<noscript>.*?</noscript>", NOSCRIPT),
    (ROOM, ROOM),
)  # each must be found: an upgrade that changes the page is noticed at the start
LEFT_OUT = (
    r'<link\s+rel="preload"[^>]*as="font"[^>]*>\s*',  # our theme uses fonts of the machine
    r"<!--\s*Machine-readable.*?-->\s*",
    r'<link rel="service-desc"[^>]*>\s*',
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(?P<code>.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The page, ready to be sent, and the hashes of its inline scripts."""

    plain: bytes
    packed: bytes  # gzip
    etag: str
    script_hashes: tuple[str, ...]  # as a content policy writes them: 'sha256-…'


def read_index(file: Path, script: str, style: str) -> IndexPage:
    """Return the page made of Streamlit's ``index.html``.

    Args:
        script: address of what is run first.
        style: address of what holds beside Streamlit's own styles; it stands behind these, which it must overrule.
    """
    html = file.read_text("utf-8")
    for pattern, new in REWRITES:
        html, number = re.subn(pattern, new, html, count=1, flags=re.DOTALL)
        if not number:
            raise RuntimeError(f"{file}: {pattern} 不在页面里，Streamlit 的版本与 requirements.txt 不一致。")
    for pattern in LEFT_OUT:
        html = re.sub(pattern, "", html, flags=re.DOTALL)
    html = html.replace("</title>", f'</title>\n    <script src="{script}"></script>', 1)
    plain = html.replace(ROOM, f'<link rel="stylesheet" href="{style}" />\n    {ROOM}', 1).encode()
    return IndexPage(plain, gzip.compress(plain, mtime=0), _etag(plain), _hashes(html))


def _hashes(html: str) -> tuple[str, ...]:
    digests = (hashlib.sha256(match["code"].encode()).digest() for match in INLINE.finditer(html))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:20]}"'


class ChinesePage:
    """Send the page in place of Streamlit's own, wherever that would have been sent."""

    def __init__(self, app: ASGIApp, page: IndexPage) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; replace the one answer that is the page."""
        if scope["type"] != "http" or route_path(scope).startswith(OWN_HTML):
            await self.app(scope, receive, send)
            return
        replaced = False

        async def send_page(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                replaced = _is_page(message)
                if replaced:
                    await self._answer(scope, message, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, send_page)

    async def _answer(self, scope: Scope, start: Message, send: Send) -> None:
        known = header(scope, b"if-none-match") == self.page.etag
        packed = "gzip" in header(scope, b"accept-encoding")
        body = b"" if known else self.page.packed if packed else self.page.plain
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("last-modified", "content-encoding", "accept-ranges"):
            del headers[name]
        headers.update({"etag": self.page.etag, "vary": "Accept-Encoding", "content-length": str(len(body))})
        if packed and not known:
            headers["content-encoding"] = "gzip"
        status = 304 if known else 200
        await send({"type": "http.response.start", "status": status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _is_page(start: Message) -> bool:
    kind = MutableHeaders(raw=list(start["headers"])).get("content-type", "")
    return start["status"] == 200 and kind.startswith("text/html")
