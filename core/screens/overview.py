"""总览 as exhibits: what is in the library, and the indicators most places can be compared on."""

from __future__ import annotations

from core.analysis import overview
from core.analysis.overview import Coverage, Headline
from core.charts.matrix import coverage_matrix
from core.library import Library, remembered
from core.library.link import Choices, Link
from core.screens.exhibit import Cell, Exhibit, Table
from core.screens.indicator import exhibit_of


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the coverage matrix, then each headline indicator as its own comparison."""
    if library.facts().empty:
        return []
    return [_matrix(library, choices.link), *(_headline(head, library) for head in headlines(library))]


@remembered
def coverage(library: Library) -> Coverage:
    """Return the coverage matrix."""
    return overview.coverage(
        library.facts(), library.indicators, list(library.places.values()), list(library.themes.values())
    )


@remembered
def headlines(library: Library) -> list[Headline]:
    """Return the comparisons of the first screen."""
    return overview.headlines(library.facts(), library.indicators, list(library.places.values()))


def _matrix(library: Library, link: Link) -> Exhibit:
    view = coverage(library)
    cells = {(cell.place.id, cell.level, cell.theme.id): cell for cell in view.cells}
    lines = tuple(
        (Cell(place.short_name), Cell(level), *(_cell(cells[(place.id, level, theme.id)]) for theme in view.themes))
        for place, level in view.lines
    )
    head = ("地区", "层级", *(theme.name for theme in view.themes))
    title = overview.sentence(library.facts(), library.indicators)
    return Exhibit(
        link,
        "matrix",
        title,
        "格内为有数值的指标数",
        (),
        Table(head, lines),
        coverage_matrix(view),
        footer=f"数据版本 {library.version}",
    )


def _cell(cell: overview.Cell) -> Cell:
    told = [(cell.stated, ""), (cell.pending, "待核"), (cell.masked, "脱敏"), (cell.target, "仅有目标")]
    words = "，".join(f"{words} {number}".strip() for number, words in told if number)
    return Cell(words or "没有数值")


def _headline(head: Headline, library: Library) -> Exhibit:
    link = Link("indicator", (("i", head.view.indicator.id), *((("y", str(head.year)),) if head.year else ())))
    return exhibit_of(head.view, link, "compare", library.version)
