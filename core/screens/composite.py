"""综合指数 as an exhibit: the composite that the office defined, with its parts; without one, why there is none."""

from __future__ import annotations

from collections.abc import Mapping

from core.analysis.composite import Composite, Definition, Method, Missing, candidates, composite
from core.charts.composites import score_bars
from core.charts.notes import source_line
from core.library import Library, menus, remembered
from core.library.link import Choices
from core.screens.exhibit import Cell, Exhibit, plain

ITEMS, METHOD, MISSING, WEIGHT = "x", "e", "z", "w_"
METHODS = {str(Method.MINMAX): "最小–最大", str(Method.PERCENTILE): "百分位"}
RULES = {str(Missing.LEAVE_OUT): "缺一项就不排", str(Missing.REWEIGH): "缺的权重分给其余各项"}
WEIGHTS = {str(n): str(n) for n in (1, 2, 3, 4, 5)}
FIRST = 3  # indicators chosen before anybody chose
NOTES = (
    "归一：最小–最大把最低记 0、最高记 1；百分位按名次。越低越好的指标反过来算。",
    "名次范围：权重围绕所选值随机变动 2000 次，十次里有九次落在其中（OECD/JRC 手册的不确定性分析）。",
)  # fmt: skip


@remembered
def open_to_choice(library: Library) -> dict[str, str]:
    """Return the indicators at least two places state, and why each may not enter: "" when it may."""
    return candidates(library.facts(), library.indicators.values(), list(library.places.values()))


def first_choice(possible: Mapping[str, str]) -> list[str]:
    """Return the indicators that are chosen before anybody chose."""
    return [id for id, why in possible.items() if not why][:FIRST]


def scored(library: Library, definition: Definition) -> Composite:
    """Return the composite of all places."""
    return composite(definition, library.facts(), library.indicators, list(library.places.values()))


def exhibits(library: Library, choices: Choices) -> list[Exhibit]:
    """Return the composite that a link to 综合指数 shows, or which indicators could enter one and what the others lack."""
    possible = open_to_choice(library)
    if not possible:
        return []
    menu = menus.indicators_menu([library.indicators[id] for id in possible])
    items = choices.several(ITEMS, menu, first_choice(possible))
    weights = tuple((id, float(choices.one(f"{WEIGHT}{id}", WEIGHTS))) for id in items)
    definition = Definition(weights, Method(choices.one(METHOD, METHODS)), Missing(choices.one(MISSING, RULES)))
    found = scored(library, definition)
    return [_scores(library, choices, found) if found.scores else _none(library, choices, found, possible)]


def _scores(library: Library, choices: Choices, found: Composite) -> Exhibit:
    rows = tuple(part.row for score in found.scores for part in score.parts)
    head = ("地区", "总分（算得）", "名次范围", *(indicator.name for indicator in found.used))
    lines: list[tuple[Cell | str, ...]] = []
    for score in found.scores:
        parts = {part.indicator.id: part for part in score.parts}
        cells = [
            Cell(f"{parts[i.id].row.written} → {parts[i.id].points:.1f}", None, (parts[i.id].row.fact_id,))
            if i.id in parts
            else Cell("缺")
            for i in found.used
        ]
        ranks = f"{score.low}–{score.high}" if score.low != score.high else str(score.low)
        lines.append(
            (f"{library.places[score.body[0]].short_name} {score.body[1]}", f"{score.value:.1f}", ranks, *cells)
        )
    refused = tuple(f"没有计入：{indicator.name}，{why}" for indicator, why in found.refused) + tuple(
        f"没有计入：{place.short_name}，{why}" for place, why in found.left_out
    )
    return Exhibit(
        choices.link,
        "scores",
        "综合指数",
        "自定指标与权重；只收可比的数，分数是算得的",
        rows,
        plain(head, lines),
        score_bars(found, library.places, library.version),
        notes=(*NOTES, *refused),
        footer=source_line(rows, library.version),
        said=tuple(choices.said),
    )


def _none(library: Library, choices: Choices, found: Composite, possible: Mapping[str, str]) -> Exhibit:
    lines = [(library.indicators[id].name, "不可以" if why else "可以", why) for id, why in possible.items()]
    title = f"综合指数：{found.why_none}" if found.definition.weights else "综合指数：还没有选指标"
    return Exhibit(
        choices.link, "scores", title, "哪些指标可以打分，其余还差什么", (), plain(("指标", "能否打分", "原因"), lines), notes=NOTES,
        footer=f"数据版本 {library.version}", said=tuple(choices.said),
    )  # fmt: skip
