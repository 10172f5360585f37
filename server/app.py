"""The ASGI app: Streamlit's with a warm start, Chinese texts, strict headers and packed files. See ``python -m
server``.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from core.errors import StoreError
from core.library.link import START
from core.store import data_version, trouble
from core.version import VERSION as VERSION_OF_PRODUCT
from pages.ui import replay, shell
from pages.ui.embedding import PORTALS
from pages.ui.figures import AT, LIBRARY
from pages.ui.signing import has_office_login
from server.api import facts, openapi, screen
from server.bundles import FOREVER, PackedBundles, pack_bundles
from server.caller import CallerHeader
from server.chinese import load_words, script
from server.collecting import keep_memory_flat, settle
from server.gate import Gate, closed_routes, own_names
from server.headers import SecurityHeaders, portals_in
from server.index_page import ChinesePage, read_index
from server.keeping import KeptByWorker
from server.parcels import install
from server.paths import ASSETS, BUNDLES, CACHE, ROOT, base_path
from server.rates import RateLimit
from server.short import short
from server.signing import office_login, sign_in, sign_in_page, sign_out
from server.uploads import UploadLimit
from server.warm import warm, warm_further
from server.writers import WritersOnly

install()
replay.install()
log = logging.getLogger("duibiao")
PAGE_SCRIPT = script(load_words())
PAGE_STYLE = shell.STYLE.read_text("utf-8")
VERSION, LOOK = (hashlib.sha256(content.encode()).hexdigest()[:12] for content in (PAGE_SCRIPT, PAGE_STYLE))
PLOTLY = {
    f"{AT}{path}": bundle for path, bundle in pack_bundles(LIBRARY, CACHE / "plotly").items()
}  # what draws figures
PAGE = read_index(BUNDLES / "index.html", f"./duibiao/page.js?{VERSION}", f"./duibiao/house.css?{LOOK}")
shell.styled_already()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up before the first visitor, and keep the memory flat for as long as there are any."""
    await anyio.to_thread.run_sync(warm)
    settle()
    async with anyio.create_task_group() as beside:
        beside.start_soon(keep_memory_flat)
        beside.start_soon(partial(anyio.to_thread.run_sync, warm_further, abandon_on_cancel=True))
        yield
        beside.cancel_scope.cancel()


async def healthz(_: Request) -> Response:
    """Say that the server is up, and at which version its data is; 503 with the reason while the store is not well."""
    words = await anyio.to_thread.run_sync(trouble)
    try:
        version = await anyio.to_thread.run_sync(data_version)
    except StoreError as error:
        words = words or str(error)  # what is wrong is looked at every two seconds only
    if words:
        return JSONResponse({"status": "trouble", "reason": words}, 503, {"Cache-Control": "no-store"})
    status = {"status": "ok", "version": VERSION_OF_PRODUCT, "data_version": version}
    return JSONResponse(status, headers={"Cache-Control": "no-store"})


async def out_of_reach(request: Request, error: Exception) -> Response:
    """Say why the store could not be asked, instead of an empty 500."""
    log.warning("%s: %s", request.url.path, error)
    return JSONResponse({"error": str(error)}, 503, {"Cache-Control": "no-store", "Retry-After": "5"})


async def start(request: Request) -> Response:
    """Lead a link that names the first page to it: Streamlit knows it only as the root."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{base_path()}/{query}", status_code=307)


async def page_script(_: Request) -> Response:
    """Send the script with the Chinese words; its address changes with its content."""
    return Response(PAGE_SCRIPT, media_type="text/javascript", headers={"Cache-Control": FOREVER})


async def page_style(_: Request) -> Response:
    """Send the style of the house; its address changes with its content."""
    return Response(PAGE_STYLE, media_type="text/css", headers={"Cache-Control": FOREVER})


async def icon(_: Request) -> Response:
    """Send the icon of the browser tab."""
    return FileResponse(ASSETS / "icon.svg", media_type="image/svg+xml")


app = st.App(
    ROOT / "app.py",
    lifespan=lifespan,
    routes=[
        Route(f"{base_path()}/{START}", start),
        Route(f"{base_path()}/healthz", healthz),
        Route(f"{base_path()}/m/{{code}}", short),
        Route(f"{base_path()}/api/facts", facts),
        Route(f"{base_path()}/api/screens/{{page}}", screen),
        Route(f"{base_path()}/api/openapi.json", openapi),
        Route(f"{base_path()}/duibiao/office", office_login),
        Route(f"{base_path()}/duibiao/sign-in", sign_in_page),
        Route(f"{base_path()}/duibiao/sign-in", sign_in, methods=["POST"]),
        Route(f"{base_path()}/duibiao/sign-out", sign_out, methods=["POST"]),
        Route(f"{base_path()}/duibiao/page.js", page_script),
        Route(f"{base_path()}/duibiao/house.css", page_style),
        Route(f"{base_path()}/duibiao/icon.svg", icon),
    ],
    exception_handlers={StoreError: out_of_reach},
    middleware=[
        Middleware(KeptByWorker),
        Middleware(CallerHeader),
        Middleware(SecurityHeaders, script_hashes=PAGE.script_hashes, portals=portals_in(os.environ.get(PORTALS, ""))),
        Middleware(Gate, names=own_names(), closed=closed_routes(has_office_login())),
        Middleware(RateLimit),
        Middleware(WritersOnly),
        Middleware(UploadLimit),
        Middleware(PackedBundles, bundles=pack_bundles(BUNDLES, CACHE / "bundles") | PLOTLY),
        Middleware(ChinesePage, page=PAGE),
    ],
)
