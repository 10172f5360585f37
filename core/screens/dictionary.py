"""指标字典: find an indicator by any wording, what it means, and who reports it with which value."""

from __future__ import annotations

from typing import NamedTuple

from core.analysis.dictionary import search, who_reports
from core.analysis.wording import join
from core.charts.notes import definition_line, source_line
from core.holdings import Holds
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Indicator
from core.screens.area import area_of, ask_area, narrowed
from core.screens.exhibit import Exhibit, Page, View, plain
from core.screens.tables import rows_table
from core.words import ADDITIVE, DIRECTIONS, STAGES

PAGE = Page("dictionary", "指标字典", "用任何说法找指标", without_reports=True)
QUERY, INDICATOR = "q", "k"
TOLD = "用任何说法查指标：名称、原文里的写法、同类指标、定义。同一个说法可能是几项不同的指标。"


class Chosen(NamedTuple):
    """What is looked for, and the indicator that is opened."""

    query: str
    indicator: str
    area: str = ""  # of whose reports it is said who writes of it; "": all


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for a wording, and for one of the indicators that it finds."""
    query = choices.words(Menu(QUERY, "说法", empty="例如：网办率、满意、一件事"))
    matches = menu.indicators_menu([indicator for indicator, _ in search(library.indicators, query)])
    indicator = choices.one(Menu(INDICATOR, "指标", matches, beside=True)) if matches else ""
    ask_area(library, choices)
    return Chosen(query, indicator, area_of(choices))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the indicators that a wording finds, and all that is known of the one that is opened."""
    hits = search(library.indicators, chosen.query)
    if not hits:
        nothing = f"没有哪项指标用过“{chosen.query}”这个说法。换一个更短的词再试。"
        return View(PAGE.title, TOLD, nothing=nothing)
    users = library.spread.places_with(Holds.STATED)
    lines = [
        (i.name, library.themes[i.theme].name, wording, i.unit, i.basis, i.family, f"{users.get(i.id, 0)} 地")
        for i, wording in hits
    ]
    count = f"找到 {len(hits)} 项指标" if chosen.query else f"共 {len(hits)} 项指标"
    head = ("指标", "主题", "符合的说法?", "单位", "口径", "同类指标", "有数值")
    table = plain(head, lines, INDICATOR, [indicator.id for indicator, _ in hits])
    listing = Exhibit("hits", count, chosen.query, (), table, footer=library.updated)
    indicator = library.indicators[chosen.indicator]
    rows = who_reports(narrowed(library, chosen.area).facts(indicator.id, gaps=False), indicator.id)
    who = Exhibit(
        "who", f"{indicator.name}：谁报告了", definition_line(indicator), rows, rows_table(rows),
        footer=source_line(rows, library.updated), aside=True,
    )  # fmt: skip
    return View(PAGE.title, TOLD, (listing, *((who,) if rows else ())), rows, _definition(library, indicator))


def _definition(library: Library, indicator: Indicator) -> Exhibit:
    """Return all that is declared of an indicator."""
    definition = {
        "定义": indicator.definition, "公式": indicator.formula, "主题": library.themes[indicator.theme].name,
        "单位": indicator.unit, "口径": indicator.basis, "阶段": STAGES.get(indicator.stage, ""),
        "方向": DIRECTIONS[indicator.direction], "相加": ADDITIVE[indicator.additive], "同类指标": indicator.family,
        "依据标准": indicator.standard, "别称": join(indicator.also),
        "注意": "；".join(indicator.caveats),
    }  # fmt: skip
    table = plain(("项目", "内容"), [(name, words) for name, words in definition.items() if words])
    footer = library.updated
    return Exhibit("definition", indicator.name, indicator.definition, (), table, footer=footer, aside=True)
