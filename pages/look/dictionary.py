"""指标字典: find an indicator by any wording, what it means, and who reports it with which value."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
