"""Who acts on a page: an editor who is signed in, this machine while there are no editors, or a viewer who changes
nothing that others see.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit import config
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.secrets import secrets_singleton

from core import store
from core.errors import StoreError
from core.store.acting import Actor, acting
from pages.ui.caller import caller, chosen, cookie, path
from pages.ui.escape import escape
from pages.ui.escape import escape_html as e
from pages.ui.runs import run_id

COOKIE = "duibiao_editor"
START_CODE = "DUIBIAO_START_CODE"  # environment: the code printed at the start while there are no editors
BY_CODE = "启动码"  # the origin of a sign-in by that code
NOT_ALLOWED = "只有登录的编辑可以这样做，什么都没有改动。请先登录。"
NOBODY_YET = "还没有设立编辑：现在只有在本机用 localhost 打开的页面可以写入。管理员在服务器上运行 python manage.py editors add 姓名 后，编辑即可登录。"


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who may write; ``name`` "": this machine, whoever sits at it says who."""

    name: str


def writer() -> Writer | None:
    """Return who may write in the run of this page; None for a viewer, and for everybody while the store is out of
    reach.
    """
    return _signed(caller().local)


def _signed(local: bool) -> Writer | None:
    try:
        return writer_with(cookie(COOKIE), _office_address(), local)
    except StoreError:
        return None


def writer_with(token: str, address: str, local: bool) -> Writer | None:
    """Return who may write, by what came with a request.

    Args:
        token: of the cookie that a sign-in leaves, "" for none.
        address: that the office's login tells, "" for none.
        local: asked on this machine, no proxy between.
    """
    if token and (name := _holder(token)):
        return Writer(name)
    if address and (name := store.editor_with_address(address)):
        return Writer(name)
    return Writer("") if local and not store.has_editors() else None


def _holder(token: str) -> str:
    name, origin = store.signed_in(token)
    if origin.startswith(BY_CODE):
        return name if origin.endswith(start_code_mark()) and not store.has_editors() else ""
    return name


def start_code_mark() -> str:
    """Return what tells the code of this start from those of earlier ones, without saying it."""
    import hashlib

    code = os.environ.get(START_CODE, "")
    return hashlib.sha256(code.encode()).hexdigest()[:16] if code else "none"


@cache
def has_office_login() -> bool:
    """Return whether an office's login (OIDC) is configured."""
    return secrets_singleton.load_if_toml_exists() and bool(get_secrets_auth_section())


def _office_address() -> str:
    if not has_office_login() or not st.user.is_logged_in:
        return ""
    return verified_address(st.user.to_dict())


def verified_address(claims: dict[str, object]) -> str:
    """Return the mail address that an office's login vouches for, "" where it does not."""
    return str(claims.get("email") or "") if claims.get("email_verified", True) else ""


def actor(name: str = "") -> Actor:
    """Return who acts in the run of this page, and from where."""
    return Actor(name, f"页面 {caller().address}".strip(), run_id())


@contextmanager
def writing_as(who: str = "") -> Iterator[str]:
    """Let what is done inside be done by whoever is signed in, and give his name.

    Args:
        who: the name that was typed; it counts only where this machine writes and there are no editors.

    Raises:
        StoreError: a viewer.
    """
    signed = writer()
    if signed is None:
        raise StoreError(NOT_ALLOWED)
    name = signed.name or who.strip()
    with acting(actor(name)):
        yield name


def ask_who(label: str) -> str:
    """Return who answers: the editor who is signed in, else what is typed."""
    signed = writer()
    if signed and signed.name:
        st.caption(f"署名：{escape(signed.name)}")
        return signed.name
    return st.text_input(label, max_chars=40)


def may_write(what: str) -> bool:
    """Return whether a form that writes is to be shown; where it is not, say who may and where to sign in.

    Args:
        what: 更正、导入 …, for the sentence.
    """
    if writer():
        return True
    words = f"{what}由登录的编辑来做。" if _has_editors() else NOBODY_YET
    if address := _office_address():
        words = f"{what}由编辑来做，账号 {address} 没有登记为编辑；管理员可用 python manage.py editors add 姓名 --mail {address} 登记。"
    st.html(f'<p class="duibiao-choice">{e(words)}<a href="{e(sign_in_address())}" target="_self">登录</a></p>')
    if has_office_login():
        st.button("用单位账号登录", on_click=st.login, key=f"office_{what}")
    return False


def _has_editors() -> bool:
    try:
        return store.has_editors()
    except StoreError:  # a banner says what is wrong
        return True


def signed_badge() -> str:
    """Return the way to signing in or out, as HTML."""
    signed, address = _signed(local=False), _office_address()  # this machine has no name
    words = f"编辑：{signed.name}" if signed and signed.name else address or "登录"
    if address:
        return f'<a href="{e(base_path())}/auth/logout" target="_self">{e(words)}（退出）</a>'
    return f'<a href="{e(sign_in_address())}" target="_self">{e(words)}</a>'


def sign_in_address() -> str:
    """Return the address of the form for signing in, which leads back here."""
    return f"{base_path()}/duibiao/sign-in?next={quote(_here())}"


def base_path() -> str:
    """Return the path a proxy serves the app under, "" for the root."""
    written = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{written}" if written else ""


def _here() -> str:
    """Return the path and the choices of this page."""
    here, choices = path(base_path()), chosen()
    return f"{here}?{urlencode(choices, quote_via=quote)}" if choices else here
