"""指标对比: one indicator, chosen places and years, side by side, and what may not stand beside what."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from core.analysis import headline
from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.selection import chosen, spoken
from core.model import Indicator, Place


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the reports say of one indicator; every place wanted has a row, silent ones included."""

    indicator: Indicator
    rows: tuple[Row, ...]
    earlier: tuple[Row, ...] = ()  # statements of years that the newest one hides

    @property
    def together(self) -> tuple[Row, ...]:
        """Return the rows that share the axis, and the silent ones in their places among them."""
        return tuple(row for row in self.rows if row.ranked or row.verdict == "absent")

    @property
    def apart(self) -> tuple[Row, ...]:
        """Return the rows that may not share the axis; each says why."""
        return tuple(row for row in self.rows if not row.ranked and row.verdict != "absent")

    @property
    def stated(self) -> tuple[Row, ...]:
        """Return the rows that rest on a sentence, in the order in which they are drawn."""
        return tuple(row for row in (*self.together, *self.apart) if row.quote)

    def hidden_years(self) -> str:
        """Return in words of which other years there are figures that are not shown, "" for none."""
        years: dict[str, list[str]] = {}
        for row in sorted(self.earlier, key=lambda row: (row.place.order, -row.of_year)):
            years.setdefault(row.place.short_name, []).append(str(row.of_year))
        listed = "；".join(f"{place} {'、'.join(dict.fromkeys(mine))} 年" for place, mine in years.items())
        return f"只显示各单位最近一年，另有数值的年份：{listed}。" if listed else ""

    def headline(self) -> str:
        """Return the sentence the comparable rows support, or the name of the indicator."""
        return headline.headline(self.rows) or self.indicator.name

    def in_words(self) -> str:
        """Return the figure in words, for its alternative text."""
        return headline.in_words(self.indicator.name, (*self.together, *self.apart))


def side_by_side(facts: pd.DataFrame, indicator: Indicator, places: list[Place], years: list[int]) -> Comparison:
    """Return what ``places`` say of ``indicator``.

    Args:
        facts: rows of this indicator, gaps included.
        years: years of report; an empty list takes the latest year in which each issuer says anything.

    Parts of a whole are rows of their own and never summed. A place that says nothing keeps a row with its reason.
    """
    rows_told = rows_of(facts)
    rows = chosen(rows_told, indicator.id, places, years)
    shown, wanted = {(row.place.id, row.of_year) for row in rows}, {place.id for place in places}
    others = () if years else (r for r in spoken(rows_told) if r.place.id in wanted)
    hidden = (r for r in others if (r.place.id, r.of_year) not in shown)
    return Comparison(indicator, in_order(judged(rows, indicator)), tuple(r for r in hidden if r.value is not None))
