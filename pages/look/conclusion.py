"""对标结论: who is ahead, who is behind, what may be compared; the first page."""

from __future__ import annotations

from pages.ui.answer import draw_answer, show_pack
from pages.ui.screen import show_screen

show_pack(show_screen(drawers={"answer": draw_answer}))
