"""Signing in and out: a page of our own, a cookie that scripts cannot read, and guesses that take ever longer."""

from __future__ import annotations

import hmac
import logging
import os
from html import escape
from urllib.parse import parse_qs, urlencode

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from streamlit.auth_util import encode_provider_token

from core import store
from core.store.editors import HOURS
from core.words import PRODUCT
from pages.ui.signing import BY_CODE, COOKIE, NOBODY_YET, START_CODE, has_office_login, start_code_mark
from server.caller import address_of
from server.paths import base_path, header

log = logging.getLogger("duibiao")
MOST_BYTES = 4096
WRONG = "姓名或密码不对。"
TOO_OFTEN = "试得太多了，请过 {seconds} 秒再试。"
ONE_AT_A_TIME = anyio.Semaphore(1)  # a hash takes 64 MB while it is computed

HEAD = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>登录 · {product}</title><style>
body{{font-family:"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif;color:#1F2933;max-width:24rem;margin:4rem auto;padding:0 1rem}}
label{{display:block;margin:1rem 0 .3rem}} input{{width:100%;box-sizing:border-box;font:inherit;padding:.5rem;border:1px solid #8795A1;border-radius:4px}}
button{{font:inherit;margin-top:1.2rem;padding:.5rem 1.4rem;border:0;border-radius:4px;background:#34495E;color:#fff;cursor:pointer}}
p.said{{color:#B42318}} a{{color:#34495E}}</style></head><body>
"""
SIGNED = f"""{HEAD}<h1>已登录</h1><p>{{name}}，可以导入、更正、确认。</p>
<form method="post" action="{{base}}/duibiao/sign-out"><input type="hidden" name="next" value="{{next}}">
<button type="submit">退出</button></form><p><a href="{{base}}/{{next}}">返回</a></p></body></html>"""
PAGE = (
    HEAD
    + """<h1>登录</h1><p>{told}</p>{said}
<form method="post" action="{base}/duibiao/sign-in"><input type="hidden" name="next" value="{next}">
<label for="name">姓名</label><input id="name" name="name" maxlength="40" autocomplete="username" required autofocus>
<label for="password">{secret}</label><input id="password" name="password" type="password" maxlength="200" autocomplete="current-password" required>
<button type="submit">登录</button></form>{office}<p><a href="{base}/{next}">返回</a></p></body></html>"""
)
OFFICE = '<p><a href="{base}/duibiao/office">用单位账号登录</a></p>'


async def sign_in_page(request: Request) -> Response:
    """Show the form, or who is signed in and the way out."""
    after = request.query_params.get("next", "")
    if token := request.cookies.get(COOKIE):
        name, _ = await anyio.to_thread.run_sync(store.signed_in, token)
        if name:
            words = {"product": PRODUCT, "name": escape(name)} | _way_back(after)
            return HTMLResponse(SIGNED.format(**words), headers={"Cache-Control": "no-store"})
    return await _page(after)


async def office_login(_: Request) -> Response:
    """Lead to the login of the office; where it leads back to is Streamlit's to say."""
    if not has_office_login():
        return PlainTextResponse("此路径不开放。", 404)
    query = urlencode({"provider": encode_provider_token("default")})
    return RedirectResponse(f"{base_path()}/auth/login?{query}", 303, {"Cache-Control": "no-store"})


async def sign_in(request: Request) -> Response:
    """Take name and password, and answer with the cookie, or with the form and what was wrong."""
    fields = await _form(request)
    name, password, after = (fields.get(key, "") for key in ("name", "password", "next"))
    address = address_of(request.scope)
    if wait := await anyio.to_thread.run_sync(store.take_guess, address, name):
        return await _page(after, TOO_OFTEN.format(seconds=int(wait) + 1), 429)
    async with ONE_AT_A_TIME:
        origin = await anyio.to_thread.run_sync(_accepted, name, password, address)
    if not origin:
        log.warning("sign-in refused name=%r from=%s", name[:40], address)
        return await _page(after, WRONG, 403)
    token = await anyio.to_thread.run_sync(store.sign_in, name.strip(), origin)
    log.info("sign-in name=%r from=%s", name[:40], address)
    answer = RedirectResponse(_inside(after), 303)
    answer.set_cookie(
        COOKIE, token, max_age=HOURS * 3600, path=base_path() or "/", secure=_is_secure(request), httponly=True, samesite="strict"
    )  # fmt: skip
    return answer


async def sign_out(request: Request) -> Response:
    """Let the cookie be good for nothing, on the server too."""
    fields = await _form(request)
    if token := request.cookies.get(COOKIE):
        await anyio.to_thread.run_sync(store.sign_out, token)
    answer = RedirectResponse(_inside(fields.get("next", "")), 303)
    answer.delete_cookie(COOKIE, path=base_path() or "/")
    return answer


def _accepted(name: str, password: str, address: str) -> str:
    """Return from where somebody signed in, in words; "" when he is refused."""
    code = os.environ.get(START_CODE, "")
    if code and name.strip() and not store.has_editors():
        given = password.replace("-", "").strip().lower()
        return f"{BY_CODE} {address} {start_code_mark()}" if hmac.compare_digest(given.encode(), code.encode()) else ""
    return address or "?" if store.is_password_of(name, password) else ""


async def _page(after: str, message: str = "", status: int = 200) -> Response:
    has_editors = await anyio.to_thread.run_sync(store.has_editors)
    words = {
        "product": PRODUCT,
        "told": "登录后可以导入、更正、确认；看数不需要登录。"
        if has_editors
        else f"{NOBODY_YET}也可以填启动时打印的启动码。",
        "said": f'<p class="said" role="alert">{escape(message)}</p>' if message else "",
        "secret": "密码" if has_editors else "启动码",
        "office": OFFICE.format(base=escape(base_path())) if has_office_login() else "",
    } | _way_back(after)
    return HTMLResponse(PAGE.format(**words), status, {"Cache-Control": "no-store"})


def _way_back(after: str) -> dict[str, str]:
    return {"base": escape(base_path()), "next": escape(_inside(after).removeprefix(f"{base_path()}/"))}


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {key: values[-1] for key, values in fields.items()}


def _inside(after: str) -> str:
    """Return an address of this site, whatever was asked for.

    >>> _inside("text?d=a"), _inside("//evil.example"), _inside("/\\\\evil.example")
    ('/text?d=a', '/evil.example', '/evil.example')
    """
    return f"{base_path()}/{''.join(c for c in after if c.isprintable()).lstrip('/' + chr(92))}"


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https" or header(request.scope, b"x-forwarded-proto") == "https"
