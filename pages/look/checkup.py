"""本区体检: one place against its peers, indicator by indicator."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
