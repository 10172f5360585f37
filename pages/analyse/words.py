"""主题词: what sets a report's words apart, how themes share the text, and a word in its sentences."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
