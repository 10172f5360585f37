"""总览: what is in the library, who says how much of what, and the indicators most places can be compared on."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
