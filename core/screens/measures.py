"""举措与问题 as exhibits: the matrix, what one place alone speaks of, problems, the calendar; every cell in the
reports' own sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from core.analysis.measures import KINDS, Mention, Problem, calendar, load_measures, mentions, only_here, problems
from core.charts.measures import measures_matrix
from core.library import Library, menus, remembered, taken_apart
from core.library.link import Choices
from core.model import Place, SectionKind, Theme
from core.screens.exhibit import Exhibit, Table, plain

MODE, THEME, KIND, PLACES, NUMBERS = "v", "t", "y", "p", "q"
MODES = {"matrix": "举措矩阵", "only": "特色做法", "problems": "存在的问题", "calendar": "机制日历"}
KINDS_MENU = {"all": "全部类别", **KINDS}
NUMBERS_MENU = {"all": "全部原句", "some": "只看有数据支撑的"}
NOT_SAID = "“—”是所见的报告没有写到（有的只见节选），不等于没有做。"
SILENT = "—"


@remembered
def all_mentions(library: Library) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    """Return every mention of a measure and every problem of the reports in use."""
    taken = taken_apart(library)
    return mentions(taken, library.places), problems(taken, library.places)


def chosen(found: Iterable[Mention], places: Sequence[Place], theme: str, kind: str, numbers: str) -> list[Mention]:
    """Return the mentions of some places, a theme and a kind, "all" for any."""
    return [
        m
        for m in found
        if m.place in places
        and theme in ("all", m.measure.theme)
        and kind in ("all", m.measure.kind)
        and (numbers == "all" or m.with_number)
    ]


def counts_of(found: Sequence[Mention]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return theme and place → measures told as done, and those that are only planned."""
    done, planned = _measures(found, SectionKind.REVIEW), _measures(found, SectionKind.PLAN)
    return {
        key: (len(done.get(key, set())), len(planned.get(key, set()) - done.get(key, set())))
        for key in {*done, *planned}
    }


def _measures(found: Iterable[Mention], kind: SectionKind) -> dict[tuple[str, str], set[str]]:
    told: dict[tuple[str, str], set[str]] = {}
    for m in found:
        if m.kind is kind:
            told.setdefault((m.measure.theme, m.place.id), set()).add(m.measure.name)
    return told


def themes_used(library: Library) -> list[Theme]:
    """Return the themes that have measures."""
    used = {measure.theme for measure in load_measures()}
    return [theme for id, theme in library.themes.items() if id in used]


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return what a link to 举措与问题 shows."""
    mode = choices.one(MODE, MODES)
    picked = choices.several(PLACES, menus.places_menu(library)) or library.usual_places
    places = [library.places[id] for id in picked]
    theme, kind = choices.one(THEME, menus.themes_menu(library)), choices.one(KIND, KINDS_MENU)
    told, lacking = all_mentions(library)
    found = chosen(told, places, theme, kind, choices.one(NUMBERS, NUMBERS_MENU))
    table = TABLES[mode](library, found, [problem for problem in lacking if problem.place in places], places)
    if not table.lines:
        return []
    figure = measures_matrix(counts_of(found), places, themes_used(library)) if mode == "matrix" else None
    return [
        Exhibit(
            choices.link, "measures", MODES[mode], "各地报告写到的举措和问题，用报告自己的句子", (), table, figure, notes=(NOT_SAID,),
            footer=f"数据版本 {library.version}", said=tuple(choices.said),
        )
    ]  # fmt: skip


def _matrix(library: Library, found: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]) -> Table:
    """Return a line a measure, a column a place: the sentences that speak of it, with report and section."""
    by_measure: dict[str, dict[Place, list[Mention]]] = {}
    for mention in found:
        by_measure.setdefault(mention.measure.name, {}).setdefault(mention.place, []).append(mention)
    lines = [
        (
            library.themes[next(iter(told.values()))[0].measure.theme].name,
            name,
            *(_first(library, told.get(place, ())) for place in places),
        )
        for name, told in by_measure.items()
    ]
    return plain(("主题", "举措", *_names(places)), lines)


def _only(library: Library, found: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]) -> Table:
    alone = only_here(found)
    lines = [
        (
            place.short_name,
            measure.name,
            _first(library, [m for m in found if m.measure is measure and m.place == place]),
        )
        for place in places
        for measure in alone.get(place, ())
    ]
    return plain(("地区", "举措", "原句"), lines)


def _problems(library: Library, found: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]) -> Table:
    words = menus.reports_menu(library)
    return plain(
        ("地区", "报告自己写的问题", "标签", "出处"),
        [(p.place.short_name, p.text, "、".join(p.causes), words[p.document]) for p in lacking],
    )


def _calendar(library: Library, found: Sequence[Mention], lacking: Sequence[Problem], places: Sequence[Place]) -> Table:
    lines = [
        (
            often,
            *("、".join(dict.fromkeys(m.measure.name for m in by_place.get(place, ()))) or SILENT for place in places),
        )
        for often, by_place in calendar(found).items()
    ]
    return plain(("频次", *_names(places)), lines)


TABLES: Mapping[str, Callable[[Library, Sequence[Mention], Sequence[Problem], Sequence[Place]], Table]] = {
    "matrix": _matrix, "only": _only, "problems": _problems, "calendar": _calendar,
}  # fmt: skip


def _names(places: Sequence[Place]) -> list[str]:
    return [place.short_name for place in places]


def _first(library: Library, told: Sequence[Mention]) -> str:
    """Return the sentence that tells it best, what was done before what is planned, with its report."""
    done = sorted(told, key=lambda m: m.kind is not SectionKind.REVIEW)
    if not done:
        return SILENT
    state = "（计划）" if done[0].kind is SectionKind.PLAN else ""
    return f"{state}{done[0].text.strip()}——{menus.reports_menu(library)[done[0].document]}"
