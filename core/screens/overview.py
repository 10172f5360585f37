"""总览: what is in the library, who says how much of what, and the indicators most places can be compared on."""

from __future__ import annotations

from dataclasses import replace

from core.analysis import overview
from core.analysis.compare import Comparison, side_by_side
from core.analysis.overview import Coverage, Headline
from core.charts.headlines import headline_rows
from core.charts.matrix import coverage_matrix
from core.charts.notes import source_line
from core.library import Library, ids_of, remembered
from core.library.link import Choices, Link
from core.model import Place
from core.screens.exhibit import Cell, Exhibit, Page, Table, View, plain
from core.screens.indicator import exhibit_of
from core.screens.sides import OWN, YEAR
from core.screens.tables import rows_table

MOST = 300  # places that are listed in one table
ONLY = "只列数值最多的 {n} 地；其余各地请到“单地画像”里选。"

PAGE = Page("overview", "总览", "库里有什么，哪些能比", wide=True)


def menus(library: Library, choices: Choices) -> None:
    """Ask nothing: all that is there is shown."""


@remembered
def show(library: Library, chosen: None = None) -> View:
    """Return the coverage matrix and the headline indicators, each of which is a comparison of its own too."""
    if library.is_empty:
        return View(PAGE.title)
    heads = headlines(library)
    shown = (_matrix(library), *((_headlines(library, heads),) if heads else ()), *_rest(library))
    return View(PAGE.title, _sentence(library), shown)


def _sentence(library: Library) -> str:
    return overview.sentence(library.spread, library.indicators)


@remembered
def coverage(library: Library) -> Coverage:
    """Return the coverage matrix."""
    return _coverage(library, library.front_places)


def _coverage(library: Library, places: list[Place]) -> Coverage:
    themes = list(library.themes.values())
    return overview.coverage(library.spread, library.indicators, places, themes)


@remembered
def headlines(library: Library) -> list[Headline]:
    """Return the comparisons of the first screen, with what is silent in them."""
    places = library.front_places
    facts = library.facts(places=ids_of(places), gaps=False)
    return [
        replace(head, view=_in_full(library, head, places))
        for head in overview.headlines(facts, library.indicators, places)
    ]


def _in_full(library: Library, head: Headline, places: list[Place]) -> Comparison:
    facts = library.facts(head.view.indicator.id, places=ids_of(places))
    return side_by_side(facts, head.view.indicator, places, [head.year] if head.year else [])


def _matrix(library: Library) -> Exhibit:
    view = coverage(library)
    cells = {(cell.place.id, cell.level, cell.theme.id): cell for cell in view.cells}
    lines = tuple(
        (Cell(place.short_name), Cell(level), *(_cell(cells[(place.id, level, theme.id)]) for theme in view.themes))
        for place, level in view.lines
    )
    head = ("地区", "层级", *(theme.name for theme in view.themes))
    doors = {f"{c.place.id} {c.theme.id}": Link("profile", ((OWN, c.place.id), ("t", c.theme.id))) for c in view.cells}
    return Exhibit(
        "matrix", _sentence(library), "格内为有数值的指标数", (), Table(head, lines),
        coverage_matrix(view), footer=library.updated, alt=view.in_words(), doors=doors, drawn=True,
    )  # fmt: skip


def _rest(library: Library) -> tuple[Exhibit, ...]:
    """Return the places that have no line in the matrix, those with most figures first, as a folded table."""
    front = {place.id for place in library.front_places}
    rest = [place for place in library.places.values() if place.id not in front and not place.sample]
    spoken = [place for place in rest if place.id in library.spread.standings]
    view = _coverage(library, _fullest(library, spoken))
    by_body: dict[tuple[Place, str], list[overview.Cell]] = {}
    for cell in view.cells:
        by_body.setdefault((cell.place, cell.level), []).append(cell)
    ranked = sorted(by_body.items(), key=lambda item: -sum(cell.stated for cell in item[1]))
    lines = [
        (
            place.short_name, level, "、".join(map(str, cells[0].years)), str(sum(cell.stated for cell in cells)),
            str(sum(cell.pending for cell in cells)),
            "、".join(f"{cell.theme.name} {cell.stated + cell.pending}" for cell in cells if cell.stated + cell.pending),
        )
        for (place, level), cells in ranked
    ]  # fmt: skip
    head = ("地区", "层级", "报告年份", "有数值", "待核", "写了哪些主题")
    made = Exhibit(
        "others", f"其余 {len(spoken)} 地写了什么", "各地有数值的指标数，数值多的在前", (), plain(head, lines),
        notes=(ONLY.format(n=MOST),) if len(spoken) > MOST else (), footer=library.updated, aside=True,
    )  # fmt: skip
    return (made,) if lines else ()


def _fullest(library: Library, places: list[Place]) -> list[Place]:
    """Return the places with most figures, as many as are listed, in their order."""
    if len(places) <= MOST:
        return places
    known = library.spread.standings
    wanted = {place.id for place in sorted(places, key=lambda place: -known[place.id].stated)[:MOST]}
    return [place for place in places if place.id in wanted]


def _cell(cell: overview.Cell) -> Cell:
    counts = [(cell.stated, ""), (cell.pending, "待核"), (cell.masked, "脱敏"), (cell.target, "仅有目标")]
    words = "，".join(f"{words} {number}".strip() for number, words in counts if number)
    return Cell(words or "没有数值")


def _headlines(library: Library, heads: list[Headline]) -> Exhibit:
    """Return the headline indicators as one figure; each mark of it is a door to its comparison."""
    rows = tuple(row for head in heads for row in (*head.view.together, *head.view.apart))
    return Exhibit(
        "heads", "各地可比的指标", "每行一项指标，同口径同轴", rows, rows_table(rows, library.indicators),
        headline_rows([head.view for head in heads]), footer=source_line(rows, library.updated),
        alt="；".join(head.view.headline() for head in heads),
        doors={head.view.indicator.id: _comparison(head) for head in heads}, drawn=True,
        parts=tuple(exhibit_of(head.view, "compare", library.updated).at(_comparison(head)) for head in heads),
    )  # fmt: skip


def _comparison(head: Headline) -> Link:
    return Link("indicator", (("i", head.view.indicator.id), *(((YEAR, str(head.year)),) if head.year else ())))
