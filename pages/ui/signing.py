"""Who acts on a page."""

from __future__ import annotations

from core.store.acting import Actor
from pages.ui.caller import caller


def actor() -> Actor:
    """Return who acts in the run of this page, and from where."""
    return Actor(via=f"页面 {caller().address}".strip())
