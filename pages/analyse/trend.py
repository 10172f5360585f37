"""年度变化: an indicator, or a family of them, over the years."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
