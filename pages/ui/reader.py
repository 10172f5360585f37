"""A report on screen, every number in it a thing to click: a component that writes text and never markup."""

from __future__ import annotations

import streamlit as st

from core.analysis.marked import Piece, pieces
from core.analysis.rows import rows_of
from core.library import Library, remembered
from pages.ui.components import component
from pages.ui.escape import escape_html

KEY = "reader"
HTML = '<article class="report" lang="zh-CN"></article>'
KINDS = {"stated": "有指标的数字", "target": "目标", "masked": "脱敏", "unknown": "未归类"}


@remembered
def marked(library: Library, document: str) -> list[list[Piece]]:
    """Return the paragraphs of a report with its numbers marked."""
    declared = library.indicators
    themes = {id: indicator.theme for id, indicator in declared.items()}
    rows = rows_of(library.facts(document=document))
    return pieces(library.report(document).document.raw, rows, themes, {i: d.name for i, d in declared.items()})


def show_report(report: str, paragraphs: list[list[Piece]], themes: list[str], chosen: str) -> str:
    """Show a report and return the id of the number that was just clicked, "" when none was.

    Args:
        report: the id of the report and the version of the data: when it changes the text is written anew.
        themes: theme ids in their order; each has its hue.
        chosen: the number to bring into view.
    """
    data = {"report": report, "chosen": chosen, "paragraphs": _plain(paragraphs, themes)}
    result = component("reader", HTML)(key=KEY, data=data, on_picked_change=lambda: None)
    return str(result.picked or "")


def hue_of(theme: str, themes: list[str]) -> int:
    """Return the hue of a theme, −1 for none."""
    return themes.index(theme) * 360 // len(themes) if theme in themes else -1


def show_key(paragraphs: list[list[Piece]], names: dict[str, str]) -> None:
    """Say what the marks mean: the themes of this report with their numbers, and the kinds of marks."""
    numbers = [piece for pieces in paragraphs for piece in pieces if piece.kind]
    themes = list(names)
    chips = [
        f'<span class="chip" style="--hue:{hue_of(theme, themes)}">{escape_html(name)} {count}</span>'
        for theme, name in names.items()
        if (count := sum(piece.theme == theme for piece in numbers))
    ]
    for kind in ("target", "masked", "unknown"):
        if count := sum(piece.kind == kind for piece in numbers):
            chips.append(f'<span class="chip {kind}">{KINDS[kind]} {count}</span>')
    st.html(f'<div class="chips" data-report="">{"".join(chips)}</div>')


def _plain(paragraphs: list[list[Piece]], themes: list[str]) -> list[list[list[str | int]]]:
    return [
        [[piece.text, piece.fact_id, piece.kind, hue_of(piece.theme, themes), piece.says] for piece in pieces]
        for pieces in paragraphs
    ]
