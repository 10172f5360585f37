"""Components of our own: their scripts are files served from our own address, since the content policy allows no
other.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest
from streamlit.components.v2.types import ComponentRenderer

HERE = Path(__file__).parent
NAMES = (
    "figure",
    "reader",
    "actions",
    "keys",
    "menu",
    "order",
    "shelves",
    "table",
)  # each has a folder beside this file with a script and a style of its name
MANIFEST = ComponentManifest("duibiao", "1", [ComponentConfig(name, name) for name in NAMES])


def component(name: str, html: str, isolated: bool = True) -> ComponentRenderer:
    """Return one of ``NAMES``, its folder known to the server that runs now.

    Args:
        isolated: whether the styles of the page end where it begins, and its own within it.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"duibiao.{name}") is None:
        manager.register_from_manifest(MANIFEST, HERE)
    return _declared(name, html, isolated)


@cache
def _declared(name: str, html: str, isolated: bool) -> ComponentRenderer:
    return st.components.v2.component(
        f"duibiao.{name}", html=html, css=f"{name}.css", js=f"{name}.js", isolate_styles=isolated
    )
