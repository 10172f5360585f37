"""单地画像 as an exhibit: one place, every indicator by theme."""

from __future__ import annotations

from core.analysis.profile import Profile, profile
from core.analysis.rows import Row
from core.charts.composition import composition
from core.charts.notes import source_line
from core.library import Library, menus
from core.library.link import Choices
from core.model import Place
from core.screens.exhibit import Exhibit
from core.screens.tables import rows_table

PLACE, THEME, YEAR = "o", "t", "n"


def years_menu(library: Library, place: Place) -> dict[str, str]:
    """Return the years of a place's reports, the newest first, after the latest of each indicator."""
    known = library.reports
    return menus.LATEST | menus.years_menu(sorted(set(known.loc[known["place"] == place.id, "year"]), reverse=True))


def portrait(library: Library, place: Place, year: int | None) -> Profile:
    """Return every indicator of a place, in one year or each in its latest."""
    return profile(library.facts(), library.indicators, list(library.themes.values()), place, year)


def figures_of(found: Profile, theme: str) -> list[Row]:
    """Return the figures of one theme, "all" for every theme."""
    return [row for chapter in found.chapters if theme in ("all", chapter.theme.id) for row in chapter.figures]


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the portrait that a link to 单地画像 shows; [] where the place states nothing of the theme."""
    place = library.places[choices.one(PLACE, menus.places_menu(library))]
    theme = choices.one(THEME, menus.themes_menu(library))
    year = choices.one(YEAR, years_menu(library, place))
    found = portrait(library, place, int(year) if year.isdecimal() else None)
    rows = figures_of(found, theme)
    if not rows:
        return []
    named = "" if theme in menus.EVERYTHING else f"：{library.themes[theme].name}"
    return [
        Exhibit(
            choices.link,
            "composition",
            f"{place.name}{named}" if named else f"{place.name}：{found.in_words()}",
            library.themes[theme].question if named else "各主题里有数值、待核、脱敏、仅有目标与没有数值的指标数",
            tuple(rows),
            rows_table(rows, library.indicators),
            None if named else composition(found),
            footer=source_line(rows, library.version),
            said=tuple(choices.said),
        )
    ]
