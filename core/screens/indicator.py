"""指标对比 as an exhibit: one indicator, places and years side by side."""

from __future__ import annotations

from core.analysis.compare import Comparison, side_by_side, years_of
from core.analysis.sentences import sentence_of
from core.charts.figure import ON_A_LINE, figure_of
from core.charts.notes import definition_line, source_line
from core.library import Library, menus
from core.library.link import Choices, Link
from core.screens.exhibit import Chart, ChartKind, Exhibit
from core.screens.tables import marks_of, rows_table


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the comparison that a link to 指标对比 shows; [] while nothing is reported."""
    known = menus.reported(library)
    if not known:
        return []
    indicator = library.indicators[choices.one("i", menus.indicators_menu(known), menus.first_indicator(library))]
    places = choices.several("p", menus.places_menu(library)) or library.usual_places
    facts = library.facts(indicator.id)
    years = [int(year) for year in choices.several("y", menus.years_menu(years_of(facts)))]
    view = side_by_side(facts, indicator, [library.places[id] for id in places], years)
    return [exhibit_of(view, choices.link, "compare", library.version, tuple(choices.said))]


def exhibit_of(view: Comparison, link: Link, key: str, version: str, said: tuple[str, ...] = ()) -> Exhibit:
    """Return a comparison as an exhibit."""
    rows = (*view.together, *view.apart)
    kind = ChartKind.DOT if view.indicator.kind in ON_A_LINE else ChartKind.BAR
    marks = (*marks_of(view.together), *marks_of(view.apart, apart=True))
    return Exhibit(
        link,
        key,
        _title(view),
        definition_line(view.indicator),
        rows,
        rows_table(rows),
        figure_of(view, version),
        Chart(kind, view.indicator.unit, marks),
        sentence_of(view),
        view.indicator.caveats,
        source_line(view.rows, version),
        said,
    )


def _title(view: Comparison) -> str:
    """Return the finding with the name of the indicator before it: away from its page a figure must say what it is
    of.
    """
    found = view.finding()
    return found if found == view.indicator.name else f"{view.indicator.name}：{found}"
