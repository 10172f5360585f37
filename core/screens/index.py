"""综合指数: a composite that the office defines itself, with its parts, and how far its order holds when the weights
change; without one, why there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from core.analysis.composite import Composite, Definition, Method, Missing, Score, candidates, composite
from core.charts.composites import SHADES, TOLD_FROM, score_bars
from core.charts.notes import source_line
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Place
from core.screens.area import area_of, ask_area, narrowed
from core.screens.exhibit import Cell, Cells, Chart, ChartKind, Exhibit, Mark, Page, View, plain

PAGE = Page("index", "综合指数", "自己定指标和权重，看名次稳不稳")
ITEMS, METHOD, MISSING, WEIGHT = "x", "e", "z", "w_"
METHODS = {str(Method.MINMAX): "最小–最大", str(Method.PERCENTILE): "百分位"}
RULES = {str(Missing.LEAVE_OUT): "缺一项的地方不排", str(Missing.REWEIGH): "缺的权重分给其余各项"}
WEIGHTS = {str(n): str(n) for n in (1, 2, 3, 4, 5)}
FIRST = 3  # indicators chosen before anybody chose
TOLD = "自己选指标、定权重；只收可比的数，不足三地不排，差别在舍入以内的不打分。分数是算得的，不是任何报告的说法。"
SUBTITLE = "自定指标与权重；只收可比的数，分数是算得的"
NOTES = (
    "打分方法：最小–最大把最低记 0、最高记 1；百分位按名次。越低越好的指标反过来算。",
    "名次范围：权重围绕所选值随机变动 2000 次，十次里有九次落在其中（OECD/JRC 手册的不确定性分析）。",
)  # fmt: skip
NOTHING_CHOSEN = "还没有选指标。下面列出哪些指标可以打分、其余还差什么；导入更多地方的报告，可用的会多起来。"


@remembered
def open_to_choice(library: Library) -> dict[str, str]:
    """Return the indicators at least two places state, and why each may not enter: "" when it may."""
    return candidates(library.figures, library.indicators.values(), _places(library))


def _places(library: Library) -> list[Place]:
    return [place for place in library.places.values() if not place.sample]


class Chosen(NamedTuple):
    """What is put together, and of which places."""

    definition: Definition
    area: str  # "": all


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for indicators, rules and weights."""
    area = ask_area(library, choices)
    possible = open_to_choice(area)
    names = menu.indicators_menu([library.indicators[id] for id in possible])
    first = [id for id, why in possible.items() if not why][:FIRST]
    items = choices.several(Menu(ITEMS, "指标", names, first, empty="选三项左右，太多看不出是哪项起作用"))
    method = Method(choices.one(Menu(METHOD, "打分方法", METHODS)))
    missing = Missing(choices.one(Menu(MISSING, "缺项处理", RULES)))
    weights = tuple((id, float(choices.one(Menu(f"{WEIGHT}{id}", f"权重：{names[id]}", WEIGHTS)))) for id in items)
    return Chosen(Definition(weights, method, missing), area_of(choices))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the composite with its parts, and which indicators could enter one and what the others lack."""
    library, definition = narrowed(library, chosen.area), chosen.definition
    result = composite(
        definition, library.facts(tuple(id for id, _ in definition.weights)), library.indicators, _places(library)
    )
    possible = _possible(library, open_to_choice(library))
    if result.scores:
        return View(PAGE.title, TOLD, (_scores(library, result), possible.folded()))
    why = result.why_none if definition.weights else NOTHING_CHOSEN
    return View(PAGE.title, TOLD, (possible,), nothing="；".join((why, *_refused(result))))


def _scores(library: Library, result: Composite) -> Exhibit:
    rows = tuple(part.row for score in result.scores for part in score.parts)
    head = ("地区", "总分（算得）", "名次范围", *(indicator.name for indicator in result.used))
    totals = "；".join(f"{library.places[score.body[0]].short_name} {score.value:.1f} 分" for score in result.scores)
    return Exhibit(
        "scores", f"{PAGE.title}：{len(result.scores)} 地，最高{totals.partition('；')[0]}", SUBTITLE, rows, plain(head, [_line(library, result, score) for score in result.scores]),
        score_bars(result, library.places, library.updated), _parts(library, result), notes=(*NOTES, *_refused(result)),
        footer=source_line(rows, library.updated), alt=totals,
    )  # fmt: skip


def _parts(library: Library, result: Composite) -> Chart:
    """Return what each indicator adds to each score: the figure, for files."""
    marks = [
        Mark(
            f"{library.places[score.body[0]].short_name} {score.body[1]}", indicator.name, round(part.points, 1) if part else 0.0,
            f"{part.points:.0f}" if part and part.points >= TOLD_FROM else "", (part.row.fact_id,) if part else (),
            SHADES[n % len(SHADES)],
        )
        for n, indicator in enumerate(result.used) for score in result.scores
        for part in (next((part for part in score.parts if part.indicator is indicator), None),)
    ]  # fmt: skip
    return Chart(ChartKind.PARTS, "分", tuple(marks), reckoned=True)


def _line(library: Library, result: Composite, score: Score) -> Cells:
    parts = {part.indicator.id: part for part in score.parts}
    cells = [
        Cell(f"{part.row.written} → {part.points:.1f}", None, (part.row.fact_id,)) if part else Cell("缺")
        for part in (parts.get(indicator.id) for indicator in result.used)
    ]
    ranks = f"{score.low}–{score.high}" if score.low != score.high else str(score.low)
    return (f"{library.places[score.body[0]].short_name} {score.body[1]}", f"{score.value:.1f}", ranks, *cells)


def _refused(result: Composite) -> Iterable[str]:
    """Return which of the chosen indicators and which places do not enter, and why."""
    return (
        *(f"没有计入：{indicator.name}，{why}" for indicator, why in result.refused),
        *(f"没有计入：{place.short_name}，{why}" for place, why in result.left_out),
    )


def _possible(library: Library, possible: Mapping[str, str]) -> Exhibit:
    """Return which indicators may enter, and what the others would need."""
    ready = sum(not why for why in possible.values())
    ordered = sorted(possible.items(), key=lambda item: bool(item[1]))
    lines = [(library.indicators[id].name, "不可以" if why else "可以", why) for id, why in ordered]
    title = f"哪些指标可以打分：可用 {ready} 项，还差条件 {len(possible) - ready} 项"
    table = plain(("指标", "能否打分", "原因?"), lines)
    return Exhibit("possible", title, SUBTITLE, (), table, notes=NOTES, footer=library.updated)
