"""Short addresses that open from any machine of the office: what stands in a QR and in a message."""

from __future__ import annotations

import os
from typing import NamedTuple
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from core.errors import StoreError
from core.library.link import Link
from pages.ui import loading
from pages.ui.caller import caller

REACHED_AT = "DUIBIAO_REACHED_AT"  # environment: scheme, host and port by which colleagues reach this machine
OWN = ("localhost", "127.0.0.1", "::1")  # names that only this machine knows itself by


class Shortener(NamedTuple):
    """Makes short addresses for one visitor, also when his page no longer runs."""

    root: str  # of every address of this server: http://10.0.0.8:8501/duibiao
    origin: str  # the visitor's network address

    def address(self, link: Link) -> str:
        """Return the short address of a link.

        Raises:
            StoreError: the link is too long, there are too many, or the store is out of reach.
        """
        return f"{self.root}/m/{loading.shorten(link.written(), self.origin)}"

    def address_or_long(self, link: Link) -> str:
        """Return the short address, and the long one where there is none to be had: a file is written all the same."""
        try:
            return self.address(link)
        except StoreError:
            return f"{self.root}/{link.written()}"


def shortener() -> Shortener:
    """Return what makes short addresses for whoever looks at the page that is running."""
    seen = urlsplit(st.context.url or "")
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    host = os.environ.get(REACHED_AT, "") if seen.hostname in OWN else ""
    root = host or f"{seen.scheme or 'http'}://{seen.netloc}"
    return Shortener(f"{root}/{base}".rstrip("/"), caller().address or "local")
