"""自写文字: a slide of somebody's own words."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
