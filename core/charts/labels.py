"""Labels of the points of one year of several places: where they would cover each other they are written beside
them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from core.analysis.rows import Row
from core.analysis.wording import PART_YEAR, text_of
from core.charts.lanes import GLYPHS, hover
from core.charts.sketch import Sketch
from core.charts.spread import spread
from core.charts.template import INK, LABEL, RULE, escape, width_of

PANEL = 210  # px a panel is high
NARROWEST = 270  # px of the narrowest panel, of two beside each other
CLOSE = 38  # px between two points of a year below which their labels would touch
STEP = 20  # px a label takes
ASIDE = 0.035  # share of the width between a point and labels written beside it
TOUCHING = 10  # px between two points below which one hides the other
SIDE = 0.022  # share of the width by which such points are moved apart; twice that in the narrow figure of one year


def crowded(rows: Sequence[Row], low: float, high: float) -> list[list[Row]]:
    """Return the points of one panel, a list a year, whose labels would cover each other; lowest first."""
    by_year: dict[int, list[Row]] = {}
    for row in rows:
        by_year.setdefault(row.of_year, []).append(row)
    near = (high - low) * CLOSE / PANEL
    years = [sorted(group, key=lambda row: (row.value, -row.place.order)) for group in by_year.values()]
    return [group for group in years if any(b.number - a.number < near for a, b in pairwise(group))]


def shifted(groups: Sequence[Sequence[Row]], low: float, high: float, years: float) -> dict[str, float]:
    """Return for each point that another would hide how far it stands to the side of its year."""
    near, step = (high - low) * TOUCHING / PANEL, (years + 1.2) * SIDE * (1 if years else 2)
    moves: dict[str, float] = {}
    for group in groups:
        piles: list[list[Row]] = [[group[0]]]
        for row in group[1:]:
            if row.number - piles[-1][-1].number < near:
                piles[-1].append(row)
            else:
                piles.append([row])
        for pile in piles:
            moves |= {row.fact_id: (n - (len(pile) - 1) / 2) * step for n, row in enumerate(pile)}
    return moves


def over_or_under(
    rows: Sequence[Row], joined: Sequence[Row], low: float, high: float, years: Sequence[int], ground: float
) -> dict[str, bool]:
    """Return for each point of one series whether its words stand over it: away from its neighbours, and where that
    would cover the words of another, on the other side.

    Args:
        joined: those that a line joins, whose words stand where the line leaves room.
        ground: share of the height above the axis that words below a point take.
    """
    points = sorted((row for row in rows if row.value is not None), key=lambda row: (row.of_year, row.number))
    px, beside = PANEL / (high - low), NARROWEST / (years[-1] - years[0] + 1.2)
    over: dict[str, bool] = {}
    written: list[tuple[float, float, float]] = []  # where words stand: x, y, half of their width, px
    for row in sorted(points, key=lambda row: row not in joined):
        n = points.index(row)
        others = [other.number for other in (*points[max(0, n - 1) : n], *points[n + 1 : n + 2])]
        grounded = row.number < low + (high - low) * ground  # words below it would lie over the years
        first = grounded or sum(row.number >= value for value in others) >= len(others) / 2
        half = width_of(words_at(row)) / 2
        free = [
            side for side in ((first,) if grounded else (first, not first))
            if not any(
                abs(x - row.of_year * beside) < half + wide and abs(y - row.number * px - (STEP if side else -STEP)) < STEP
                for x, y, wide in written
            )
        ]  # fmt: skip
        over[row.fact_id] = free[0] if free else first
        written.append((row.of_year * beside, row.number * px + (STEP if over[row.fact_id] else -STEP), half))
    return over


def words_at(row: Row) -> str:
    """Return what is written at a point."""
    return f"{PART_YEAR if row.part_year else ''}{escape(text_of(row))}"


def add_labels(
    sketch: Sketch,
    rows: Sequence[Row],
    on: dict[str, str],
    low: float,
    high: float,
    years: float,
    moves: Mapping[str, float],
) -> None:
    """Write the labels of one year beside its points, one over the other, a thin line from each to its own point.

    Args:
        rows: lowest first.
        on: the axes of the panel.
        years: from the first to the last year of the panel.
        moves: see ``shifted``.
    """
    px = PANEL / (high - low)
    wanted = [(row.number - low) * px for row in rows]
    most = max((abs(moves.get(row.fact_id, 0.0)) for row in rows), default=0.0)
    x = rows[0].of_year + most + (years + 1.2) * ASIDE
    for row, y in zip(rows, spread(wanted, STEP, STEP / 2, PANEL - STEP / 2), strict=True):
        sketch.scatter(
            x=[row.of_year + moves.get(row.fact_id, 0.0), x], y=[row.value, low + y / px], mode="lines", hoverinfo="skip",
            line={"color": RULE, "width": 1}, **on,
        )  # fmt: skip
        glyph = f'<span style="color:{row.place.colour}">{GLYPHS.get(row.place.marker, "●")}</span>'
        words = f" {glyph} {escape(row.place.short_name)} {words_at(row)}"
        step = (years + 1.2) * 0.04
        sketch.say(
            x, low + y / px, words, step, [row.fact_id], hover(row), textfont={"size": LABEL, "color": INK}, **on
        )
