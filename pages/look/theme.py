"""专题: one of the systems that reports describe: figures side by side, what can be derived, and each place's own words."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
