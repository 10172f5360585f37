"""通报对照: the places of one bulletin side by side, month after month."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
