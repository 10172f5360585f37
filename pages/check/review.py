"""核对: what waits for a person, and the answers an editor can give, by key or by click."""

from __future__ import annotations

from pages.ui.judging import go_on, show_answers
from pages.ui.screen import show_screen

go_on()
show_screen(beside=show_answers)
