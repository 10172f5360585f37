"""指标对比: one indicator, 我方 and 对方 side by side, and what may not stand beside what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.analysis.ceiling import Ceiling, Complement, ceiling, load_complements
from core.analysis.compare import Comparison, side_by_side
from core.analysis.family import WARNING, Family, Variant, family_of
from core.analysis.perhead import per_head
from core.analysis.rows import Row
from core.analysis.sentences import sentence_of
from core.analysis.wording import join, listed, name_of, period_of, text_of, why_in_words
from core.charts.figure import ON_A_LINE, figure_of
from core.charts.notes import definition_line, source_line
from core.comparability.classes import is_flow, is_stock
from core.library import Library, ids_of, remembered
from core.library import menus as menu
from core.library.link import Choices, Menu
from core.model import Indicator, Place
from core.screens.exhibit import Cell, Cells, Chart, ChartKind, Exhibit, Page, View, plain
from core.screens.sides import UNSAID, ask_sides, ask_years
from core.screens.tables import marks_of, rows_table
from core.words import COMPARABILITY, STAGES

PAGE = Page("indicator", "指标对比", "一项指标，各地并排")
LATEST = "各地最近一年"
REST = "各地都在 99% 以上：看余下的部分（算得）"
PER_HEAD = "每万人（算得）"
SOURCED = "分母须有自己的来源和年份，见 data/denominators.toml。"


class Chosen(NamedTuple):
    """What is compared."""

    indicator: str
    own: Place
    places: tuple[Place, ...]
    years: tuple[int, ...]
    marked: tuple[Place, ...] = ()  # those that stand out where there are many


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for indicator, sides and years."""
    known = menu.indicators_menu(menu.reported(library))
    indicator = choices.one(Menu("i", "指标", known, menu.first_indicator(library), amounts=menu.how_widely(library)))
    sides = ask_sides(library, choices, amounts=_years_told(library, indicator))
    years = ask_years(choices, known_years(library), LATEST)
    return Chosen(indicator, sides.own, sides.among(library), years, sides.marked)


@remembered
def known_years(library: Library) -> list[int]:
    """Return the years for which there is a report, latest first."""
    return sorted(library.spread.totals.years, reverse=True)


@remembered
def _years_told(library: Library, indicator: str) -> dict[str, str]:
    """Return for which years each place states an indicator, 没写 where it does not."""
    years = library.spread.stating(indicator)
    words = {each: "、".join(map(str, each[-3:])) for each in {*years.values()}} | {(): UNSAID}
    return {id: words[years.get(id, ())] for id in library.places}


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the comparison, what can be derived from it, and the family of its indicator."""
    indicator = library.indicators.get(chosen.indicator)
    if indicator is None:
        return View(PAGE.title, nothing="还没有报告写到任何指标。")
    facts = library.facts(indicator.id, places=ids_of(chosen.places))
    view = side_by_side(facts, indicator, list(chosen.places), list(chosen.years))
    made = (
        exhibit_of(view, "compare", library.updated, chosen.marked),
        *_derived(library, view),
        *_family(library, chosen, indicator),
    )
    years = "、".join(map(str, chosen.years)) or LATEST
    subtitle = f"{listed(place.short_name for place in chosen.places)} · {years} · {indicator.definition}"
    return View(indicator.name, subtitle, made, view.stated)


def exhibit_of(view: Comparison, key: str, updated: str, marked: tuple[Place, ...] = ()) -> Exhibit:
    """Return a comparison as an exhibit."""
    rows = (*view.together, *view.apart)
    kind = ChartKind.DOT if view.indicator.kind in ON_A_LINE else ChartKind.BAR
    marks = (*marks_of(view.together), *marks_of(view.apart, apart=True))
    return Exhibit(
        key, _title(view), definition_line(view.indicator), rows, rows_table(rows), figure_of(view, updated, marked),
        Chart(kind, view.indicator.unit, marks), sentence_of(view), (*view.indicator.caveats, *filter(None, (view.hidden_years(),))),
        source_line(view.rows, updated), alt=view.in_words(),
    )  # fmt: skip


def _title(view: Comparison) -> str:
    """Return the finding with the name of the indicator before it: away from its page a figure must say what it is
    of.
    """
    headline = view.headline()
    return headline if headline == view.indicator.name else f"{view.indicator.name}：{headline}"


def _derived(library: Library, view: Comparison) -> Iterable[Exhibit]:
    """Yield what shares near 100 % leave, and figures per head; nothing where nothing can be derived."""
    known = load_complements().get(view.indicator.id)
    rest = (
        ceiling(view.rows, view.indicator, library.facts(known.total, places=ids_of({row.place for row in view.rows})))
        if known
        else None
    )
    if rest:
        yield _rest(view.indicator, rest, library.updated)
    if is_flow(view.indicator) or is_stock(view.indicator):
        yield _per_head(view, library.updated)


def _rest(indicator: Indicator, remainder: Ceiling, updated: str) -> Exhibit:
    lines = [
        (Cell(name_of(c.row), facts=c.facts), *_rest_and_how(c), c.formula, c.row.written, period_of(c.row))
        for c in remainder.complements
    ]  # fmt: skip
    rows = tuple(c.row for c in remainder.complements)
    head = ("地区", f"余下的{remainder.complements[0].rest}", "说明", "公式", "原文写", "统计期")
    title = "：".join((indicator.name, *filter(None, (REST, remainder.words))))
    return Exhibit(
        "rest", title, definition_line(indicator), rows, plain(head, lines), footer=source_line(rows, updated)
    )


def _rest_and_how(complement: Complement) -> tuple[str, str]:
    """Return the rest without its name, which heads its column, and what is said of it in brackets."""
    rest, _, how = complement.words.partition("（")
    return rest.removesuffix(complement.rest), how.removesuffix("）")


def _per_head(view: Comparison, updated: str) -> Exhibit:
    rates = per_head(view.rows, view.indicator)
    lines = [
        (Cell(name_of(f.stated), facts=(f.stated.fact_id,)), f.row.written, f.formula, f.denominator.words, why_in_words(f.row))
        for f in rates.figures
    ]  # fmt: skip
    withheld: dict[str, list[str]] = {}
    for row, why in rates.withheld:
        withheld.setdefault(why, []).append(name_of(row))
    notes = [f"不折算：{join(names)}，{why}。" for why, names in withheld.items()]
    rows = tuple(f.stated for f in rates.figures)
    return Exhibit(
        "perhead", f"{view.indicator.name}：{PER_HEAD} {len(lines)} 地可算", definition_line(view.indicator), rows,
        plain(("地区", PER_HEAD, "公式", "分母来源", "说明"), lines), notes=(*notes, SOURCED) if notes else (),
        footer=source_line(rows, updated), aside=True,
    )  # fmt: skip


def _family(library: Library, chosen: Chosen, indicator: Indicator) -> Iterable[Exhibit]:
    """Yield the definitions easily taken for one another, who reports which, and their figures beside each other."""
    if not indicator.family:
        return
    places = [place for place in library.places.values() if place in chosen.places]
    ids = tuple(one.id for one in library.indicators.values() if one.family == indicator.family)
    family = family_of(
        library.facts(ids, places=ids_of(places)), library.indicators, indicator.family, places, chosen.years
    )
    counts = f"{len(family.variants)} 种口径，{len(family.reported)} 种有数值"
    yield _card(family, counts, indicator, library.updated)
    if family.rows:
        yield Exhibit(
            "anyway", f"{family.name}：{WARNING}", f"同类不同口径 · {counts}", family.rows,
            rows_table(family.rows, library.indicators), footer=source_line(family.rows, library.updated), aside=True,
        )  # fmt: skip


def _card(family: Family, counts: str, indicator: Indicator, updated: str) -> Exhibit:
    ordered = sorted(family.variants, key=lambda variant: not variant.rows)
    head = ("指标", "公式", "按什么计", "谁写了什么", "依据标准?")
    return Exhibit(
        "family", f"同类不同口径：{family.name}（{counts}）", f"{indicator.name}与它容易混淆的指标", family.rows,
        plain(head, map(_variant, ordered)), footer=source_line(family.rows, updated), aside=True,
    )  # fmt: skip


def _variant(variant: Variant) -> Cells:
    i = variant.indicator
    figures = "；".join(f"{name_of(row)} {text_of(row)}{_besides(row)}" for row in variant.rows)
    basis = " · ".join(filter(None, (i.basis, STAGES.get(i.stage, ""))))
    return (
        i.name,
        i.formula or i.definition,
        basis,
        Cell(figures or "无数值", facts=tuple(r.fact_id for r in variant.rows)),
        i.standard,
    )


def _besides(row: Row) -> str:
    """Return what else keeps a row apart, besides being of another definition than the rest of the family."""
    why = [COMPARABILITY[code] for code in row.why if code in COMPARABILITY and code != "variant"]
    return f"（{why[0]}）" if why else ""
