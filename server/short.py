"""``/m/{code}``: where a short link leads. Only to pages of this house: what is kept is a page and what is chosen on it."""

from __future__ import annotations

import re

import anyio
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from core import store
from core.library.link import START, Link
from pages.ui.address import PATHS
from pages.ui.basket import SHORT
from server.paths import base_path

CODE = re.compile(r"[a-z2-7]{8,52}")
LONGEST = (
    4_000  # letters of an address that every proxy lets through; a longer basket is read from the store by its page
)
UNKNOWN = "没有这个短链接：可能抄错了，或者它是在另一个库里做的。"


async def short(request: Request) -> Response:
    """Lead to the page that a short link stands for."""
    code = request.path_params["code"]
    written = await anyio.to_thread.run_sync(store.lengthen, code) if CODE.fullmatch(code) else ""
    link = Link.parse(written)
    if not written or link.page not in PATHS:
        return PlainTextResponse(UNKNOWN, 404)
    if link.page == "basket" and len(written) > LONGEST:
        link = Link("basket", ((SHORT, code),))
    path, _, query = link.written().partition("?")
    page = "" if path == START else path
    return RedirectResponse(f"{base_path()}/{page}{'?' if query else ''}{query}", 307, {"Cache-Control": "no-store"})
