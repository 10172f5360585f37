"""Who looks at a page, as the shell has told it: this machine itself, or an address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.runs import RUN

HEADER = "X-Duibiao-Caller"
SEAL = secrets.token_hex(16)  # of this process: a header without it was not written by the shell
WIDTH, PHONE = "duibiao_width", 640  # cookie: how wide the window is; pixels of the widest phone


@dataclass(frozen=True, slots=True)
class Caller:
    """The other end of a connection."""

    local: bool  # made on this machine, no proxy between
    address: str

    def written(self) -> str:
        """Return the value of the header."""
        return f"{SEAL} {'local' if self.local else 'far'} {self.address}"

    @classmethod
    def parse(cls, written: str) -> Caller:
        """Return the caller that a header tells of; a stranger where the shell did not write it.

        >>> Caller.parse(Caller(True, "127.0.0.1").written()), Caller.parse("guess local 127.0.0.1")
        (Caller(local=True, address='127.0.0.1'), Caller(local=False, address=''))
        """
        seal, _, rest = written.partition(" ")
        if not secrets.compare_digest(seal.encode(), SEAL.encode()):
            return cls(False, "")
        place, _, address = rest.partition(" ")
        return cls(place == "local", address)


def cookie(name: str) -> str:
    """Return a cookie of the browser that shows the running page, "" for none."""
    return st.context.cookies.get(name, "")


def on_a_phone() -> bool:
    """Return whether the running page stands on a screen too narrow for several columns: as wide as its menu noted when
    the visit before began, else as the browser calls itself.
    """
    known = getattr(RUN, "on_a_phone", None)
    if known is None:
        width = cookie(WIDTH)
        mobile = "Mobi" in st.context.headers.get("User-Agent", "")
        known = RUN.on_a_phone = int(width) <= PHONE if width.isdecimal() else mobile
    return known


def path(base: str) -> str:
    """Return the path of the running page below the one that the app is served under, without a slash before it."""
    return below((st.context.url or "").partition("//")[2].partition("/")[2].partition("?")[0], base)


def chosen() -> tuple[tuple[str, str], ...]:
    """Return the choices in the address of the running page as they stand now; ``st.query_params`` takes as long for
    each of them.
    """
    context = get_script_run_ctx()
    if context is None:
        return ()
    with context.session_state.query_params() as held:
        return tuple((key, value) for key in held for value in held.get_all(key))


def below(path: str, base: str) -> str:
    """Return what a path says below another.

    >>> below("duibiao/import", "/duibiao"), below("duibiao", "/duibiao"), below("duibiaos", "/duibiao"), below("a", "")
    ('import', '', 'duibiaos', 'a')
    """
    inside = f"/{path}".removeprefix(base) if f"/{path}/".startswith(f"{base}/") else path
    return inside.lstrip("/")


def caller() -> Caller:
    """Return who looks at the page that is running."""
    return Caller.parse(st.context.headers.get(HEADER, ""))
