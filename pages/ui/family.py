"""口径族谱 on screen: the definitions easily taken for one another, who reports which, and why they may not stand side
by side.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.analysis.compare import Comparison
from core.analysis.family import WARNING, Family, Variant, family_of
from core.analysis.rows import Row
from core.analysis.wording import name_of, text_of
from core.model import Indicator, Place
from core.words import COMPARABILITY, STAGES
from pages.ui import loading
from pages.ui.escape import escape_html as e
from pages.ui.sentence import show_sentence
from pages.ui.tables import show_table
from pages.ui.views import kept

ANYWAY = "c"


def show_beside(view: Comparison, places: Sequence[Place], years: Sequence[int]) -> None:
    """Show what stands under a comparison: its sentence to copy, and the family of its indicator."""
    show_sentence(view)
    show_family(view.indicator, places, years)


@kept
def _family(version: str, name: str, places: tuple[str, ...], years: tuple[int, ...]) -> Family:
    known = loading.places()
    return family_of(loading.facts(), loading.indicators(), name, [known[id] for id in places], years)


def show_family(indicator: Indicator, places: Sequence[Place], years: Sequence[int] = ()) -> None:
    """Show the family of an indicator, folded; an indicator without one shows nothing."""
    if not indicator.family:
        return
    family = _family(loading.data_version(), indicator.family, tuple(place.id for place in places), tuple(years))
    with st.expander(f"口径族谱：{indicator.family}（{len(family.variants)} 种口径，{len(family.reported)} 种有数值）"):
        st.html(f'<div class="family" data-report="">{_table(family, indicator)}</div>')
        if st.toggle("仍要并排", key=ANYWAY, bind="query-params"):
            st.caption(f"{WARNING}。")
            show_table(family.rows, "family_table", f"{family.name}：{WARNING}", loading.indicators())


def _table(family: Family, chosen: Indicator) -> str:
    heads = "".join(f"<th>{head}</th>" for head in ("指标", "公式", "按什么计", "谁写了什么", "依据标准"))
    ordered = sorted(family.variants, key=lambda variant: not variant.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(_line(variant, chosen) for variant in ordered)}</tbody></table>"


def _line(variant: Variant, chosen: Indicator) -> str:
    i = variant.indicator
    told = "；".join(f"{name_of(row)} {text_of(row)}{_besides(row)}" for row in variant.rows)
    basis = " · ".join(filter(None, (i.basis, STAGES.get(i.stage, ""))))
    cells = (i.name, i.formula or i.definition, basis, told or "无数值", i.standard)
    body = "".join(f"<td>{e(cell)}</td>" for cell in cells)
    return f'<tr class="{"chosen" if i is chosen else ""}{"" if variant.rows else " quiet"}">{body}</tr>'


def _besides(row: Row) -> str:
    """Return what else keeps a row apart, besides being of another definition than the rest of the family."""
    why = [COMPARABILITY[code] for code in row.why if code in COMPARABILITY and code != "variant"]
    return f"（{why[0]}）" if why else ""
