"""单地画像: one place, every indicator by theme, with its bounds, its period, or the reason for silence."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.analysis.rows import Row, rows_of
from core.analysis.selection import latest, spoken, telling_gaps
from core.model import Indicator, Place, Theme

STATE_WORDS = {"stated": "有数值", "pending": "来源待核", "masked": "脱敏", "target": "仅有目标", "silent": "没有数值"}


def _state(row: Row) -> str:
    if row.silent:
        return "silent"
    if row.masked:
        return "masked"
    return "target" if row.target else "pending" if row.pending else "stated"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What a place says of one theme."""

    theme: Theme
    rows: tuple[Row, ...]  # figures first in declared order, then what is silent

    @property
    def figures(self) -> tuple[Row, ...]:
        """Return the rows that show a figure, masked ones included."""
        return tuple(row for row in self.rows if not row.silent)

    @property
    def states(self) -> tuple[str, ...]:
        """Return what is known of each indicator of the theme, one of ``STATE_WORDS``."""
        best: dict[str, str] = {}
        for row in self.rows:
            state = _state(row)
            best[row.indicator] = min(best.get(row.indicator, state), state, key=list(STATE_WORDS).index)
        return tuple(best.values())

    @property
    def silent(self) -> tuple[Row, ...]:
        """Return the rows that only say why there is no figure."""
        return tuple(row for row in self.rows if row.silent)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a place says of every theme."""

    place: Place
    chapters: tuple[Chapter, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, theme by theme."""
        return tuple(row for chapter in self.chapters for row in chapter.rows)

    def in_words(self) -> str:
        """Return in one sentence how much the place states."""
        states = [state for chapter in self.chapters for state in chapter.states]
        counts = (f"{states.count(state)} 项{word}" for state, word in STATE_WORDS.items() if states.count(state))
        return f"{len(states)} 项指标里，{'，'.join(counts)}。" if states else "没有这一年的报告。"


def profile(
    facts: pd.DataFrame, indicators: dict[str, Indicator], themes: list[Theme], place: Place, year: int | None = None
) -> Profile:
    """Return every declared indicator for one place, theme by theme.

    Args:
        year: a year of report; without it the latest year in which an issuer says anything of an indicator.
    """
    mine = facts[(facts["place"] == place.id) & facts["indicator"].isin(list(indicators))]
    mine = mine if year is None else mine[mine["year"] == year]
    all_rows = rows_of(mine)
    stated = latest(spoken(all_rows))
    known = {row.indicator for row in stated}
    gaps = {row.indicator: row for row in reversed(telling_gaps(all_rows)) if row.indicator not in known}
    rows = [*stated, *gaps.values()]
    order = {id: n for n, id in enumerate(indicators)}
    rows.sort(key=lambda r: (r.silent, order[r.indicator], r.issuer_short, r.year, r.start))
    by_theme: dict[str, list[Row]] = {}
    for row in rows:
        by_theme.setdefault(indicators[row.indicator].theme, []).append(row)
    return Profile(place, tuple(Chapter(theme, tuple(by_theme.get(theme.id, ()))) for theme in themes))
