"""年度变化 as an exhibit: an indicator or a family of them over the years."""

from __future__ import annotations

from core.analysis.trend import Trend, over_years
from core.analysis.wording import text_of, why_in_words
from core.charts.lines import lines_over_years
from core.charts.notes import definition_line, source_line
from core.library import Library, menus
from core.library.link import Choices
from core.model import Indicator
from core.screens.exhibit import Chart, ChartKind, Exhibit, Mark
from core.screens.tables import rows_table

ONE = {"one": "单项指标"}


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the years that a link to 年度变化 shows; [] where no chosen place states a figure."""
    known = menus.reported(library)
    if not known:
        return []
    wanted = _indicators(library, choices, known)
    places = choices.several("p", menus.places_menu(library)) or library.usual_places
    frame = library.facts(wanted[0].id) if len(wanted) == 1 else library.facts()
    trend = over_years(frame, wanted, [library.places[id] for id in places])
    if not trend.series:
        return []
    subtitle = definition_line(wanted[0]) if len(wanted) == 1 else "、".join(i.name for i in wanted)
    return [exhibit_of(trend, choices, "trend", f"{trend.title}的年度变化", subtitle, library)]


def exhibit_of(trend: Trend, choices: Choices, key: str, title: str, subtitle: str, library: Library) -> Exhibit:
    """Return figures over the years as an exhibit."""
    notes = tuple(dict.fromkeys(caveat for series in trend.series for caveat in series.indicator.caveats))
    names = {series.indicator.id: series.indicator for series in trend.series}
    return Exhibit(
        choices.link,
        key,
        title,
        subtitle,
        trend.rows,
        rows_table(
            trend.rows,
            {row.indicator: library.indicators[row.indicator] for row in trend.rows} if len(names) > 1 else None,
        ),
        lines_over_years(trend, library.version),
        Chart(ChartKind.LINE, trend.series[0].indicator.unit, tuple(_marks(trend)))
        if len({i.unit for i in names.values()}) == 1
        else None,
        None,
        notes,
        source_line(trend.rows, library.version),
        tuple(choices.said),
    )


def _indicators(library: Library, choices: Choices, known: list[Indicator]) -> list[Indicator]:
    families = {family: family for family in dict.fromkeys(i.family for i in known if i.family)}
    family = choices.one("g", ONE | families)
    if family in families:
        return [indicator for indicator in known if indicator.family == family]
    return [library.indicators[choices.one("i", menus.indicators_menu(known), menus.longest_indicator(library))]]


def _marks(trend: Trend) -> list[Mark]:
    """Return a mark a figure; runs of years that a line may join share a series, others have their own."""
    marks = []
    for series in trend.series:
        several = len({s.indicator.id for s in trend.series}) > 1
        name = f"{series.place.short_name} {series.indicator.name}" if several else series.place.short_name
        for n, run in enumerate((*series.segments, *((row,) for row in series.loose))):
            apart = n >= len(series.segments)
            marks += [
                Mark(
                    str(row.year), f"{name}·{row.issuer_short}" if n else name, row.value, text_of(row), (row.fact_id,),
                    series.place.colour, apart, row.pending or row.target, why_in_words(row),
                )
                for row in run
            ]  # fmt: skip
    return marks
