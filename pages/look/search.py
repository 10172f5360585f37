"""搜索 · 问一句: everything near what was asked, and a question answered."""

from __future__ import annotations

from pages.ui.answer import draw_doors
from pages.ui.screen import show_screen

show_screen(drawers={"near": draw_doors})
