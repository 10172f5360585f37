"""指标对比: one indicator, 我方 and 对方 side by side, with the sentence under every number."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
