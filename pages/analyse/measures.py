"""举措与问题: what others do that we do not, what each place finds lacking, and how often its mechanisms run."""

from __future__ import annotations

from pages.ui.screen import show_screen

show_screen()
