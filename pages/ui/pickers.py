"""Choices of one page that stand outside of its menus: the sentence shown, the report opened."""

from __future__ import annotations

from collections.abc import Mapping

from core.library.link import Menu
from pages.ui import address


def choose(label: str, options: Mapping[str, str], key: str, default: str = "") -> str:
    """Let a visitor choose one of ``options`` (id → words), where the page stands now, and return its id."""
    return address.current().here(Menu(key, label, options, default))
