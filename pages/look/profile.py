"""单地画像: one place, every indicator by theme, with bounds, periods and the reasons for silence."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
