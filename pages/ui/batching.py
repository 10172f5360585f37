"""Many reports at once: where each would be filed, to be corrected in one list; and at the end what was filed where,
and why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePosixPath

import pandas as pd
import streamlit as st

from core.errors import DuibiaoError
from core.library.link import Link
from core.screens.sides import ALONE, OWN, PEERS
from core.words import TRUSTS, UNPLACED
from pages.ui import loading
from pages.ui.address import PATHS, carried
from pages.ui.escape import escape
from pages.ui.loading import Bundle, Chosen, Filed

MANY = 3  # files up to so many are looked at one by one
MOST = 200
SAID = "batch_said"  # what the last batch did
FILED = "batch_filed"  # the names of its files
AS_LISTED = "按清单"
WORDS = {"地区": "place", "年份": "year", "发布机构": "issuer", "来源": "trust", "网址": "address"}
TALLEST, LINE = 420, 35


def is_batch(brought: Sequence[tuple[bytes, str]]) -> bool:
    """Return whether files are filed as a list, and not one by one."""
    return len(brought) > MANY or any(name.lower().endswith(".zip") for _, name in brought)


def show_batch(brought: Sequence[tuple[bytes, str]]) -> None:
    """Show where each file would be filed, let a visitor correct it, and file them all at a click."""
    try:
        bundle = loading.opened(brought)
    except DuibiaoError as error:
        st.error(escape(str(error)))
        return
    if _names(bundle) == st.session_state.get(FILED):
        return  # said above; the files still lie in the box
    if len(bundle.files) > MOST:
        st.error(f"一共 {len(bundle.files)} 个文件，一次最多 {MOST} 个，请分批导入。")
        return
    foreseen = _foreseen(bundle)
    ready = sum(not one.problem for one in foreseen)
    listed = f"，清单里写了 {len(bundle.listed)} 份" if bundle.listed else ""
    st.markdown(
        f"共 **{len(foreseen)}** 份{listed}，其中 **{ready}** 份可以归档。地区、年份、机构、来源、网址都可以在表里改。"
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        trust = st.selectbox(
            "这一批的来源", [AS_LISTED, *TRUSTS.values()], key="batch_trust", width=200,
            help="官方网站上的原文选官方发布；待核的来源确认前不参与比较",
        )  # fmt: skip
        replacing = st.checkbox("库里已有同一份报告时，用新的文件替换", key="batch_replace")
    changes = _edited(foreseen)
    if st.button(f"导入这 {len(foreseen)} 份", type="primary", key="batch_store"):
        _file_all(bundle, changes, trust, replacing)


def _names(bundle: Bundle) -> tuple[str, ...]:
    return tuple(name for name, _ in bundle.files)


def _told(bundle: Bundle, name: str) -> Chosen:
    return bundle.listed.get(PurePosixPath(name).name, {})


def _foreseen(bundle: Bundle) -> list[Filed]:
    """Return where each file would be filed, asked once for the files that were brought."""
    key = _names(bundle), loading.data_version()
    foreseen = st.session_state.get("batch_foreseen")
    if not foreseen or foreseen[0] != key:
        filed = [loading.foresee(data, name, _told(bundle, name)) for name, data in bundle.files]
        foreseen = st.session_state["batch_foreseen"] = (key, filed)
    return foreseen[1]


def _edited(foreseen: Sequence[Filed]) -> Mapping[int, Chosen]:
    """Show the list and return, by line, what a visitor wrote in it."""
    columns = st.column_config
    st.data_editor(
        _lines(foreseen), hide_index=True, key="batch_list", num_rows="fixed", disabled=["文件", "说明"],
        height=min(TALLEST, LINE * (len(foreseen) + 1) + 3),
        column_config={
            "年份": columns.NumberColumn(min_value=1990, max_value=2100, step=1, format="%d"),
            "来源": columns.SelectboxColumn(options=list(TRUSTS.values())),
            "说明": columns.TextColumn(width="large"),
        },
    )  # fmt: skip
    written = st.session_state["batch_list"]["edited_rows"]
    return {
        int(n): {WORDS[name]: _cell(name, cell) for name, cell in row.items() if cell} for n, row in written.items()
    }


def _cell(name: str, cell: object) -> str | int:
    if name == "来源":
        return next(code for code, words in TRUSTS.items() if words == cell)
    return int(str(cell)) if name == "年份" else str(cell)


def _lines(foreseen: Sequence[Filed]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "文件": one.name, "地区": _place(one), "年份": one.year or None, "发布机构": one.issuer,
            "来源": TRUSTS.get(one.trust, ""), "网址": one.address, "说明": one.problem or "；".join(one.why),
        }
        for one in foreseen
    )  # fmt: skip


def _place(one: Filed) -> str:
    return loading.places()[one.place].name if one.place else ""


def _file_all(bundle: Bundle, changes: Mapping[int, Chosen], trust: str, replacing: bool) -> None:
    """File one after the other, with a sign of progress; what became of each is shown by the next run."""
    everywhere: Chosen = {} if trust == AS_LISTED else {"trust": str(_cell("来源", trust))}
    bar, done = st.progress(0.0, "正在导入……"), []
    for n, (name, data) in enumerate(bundle.files):
        chosen = {**everywhere, **_told(bundle, name), **changes.get(n, {})}
        done.append(loading.file_one(data, name, chosen, replacing))
        bar.progress((n + 1) / len(bundle.files), f"正在导入……{n + 1}/{len(bundle.files)}")
    st.session_state[SAID], st.session_state[FILED] = done, _names(bundle)
    st.rerun()


def show_filed() -> None:
    """Show what the last batch filed where, and why, with the way to the conclusion."""
    done: list[Filed] = st.session_state.get(SAID, [])
    if not done:
        return
    stored = [one for one in done if one.report]
    tell = st.success if len(stored) == len(done) else st.warning
    tell(f"{len(done)} 个文件，导入 {len(stored)} 个，{len(done) - len(stored)} 个没有导入。去向和理由如下。")
    lines = [
        {
            "文件": one.name, "地区": _place(one) or (UNPLACED if one.report else ""), "发布机构": one.issuer,
            "年份": str(one.year or ""), "来源": TRUSTS.get(one.trust, ""), "结果": _outcome(one),
            "说明": one.problem or "；".join(one.why),
        }
        for one in done
    ]  # fmt: skip
    st.dataframe(pd.DataFrame(lines), hide_index=True, alt="每份报告归到哪里、为什么")
    placed = _fullest_first({one.place for one in stored if one.place})
    with st.container(horizontal=True):
        if placed:
            link = Link("conclusion", ((OWN, placed[0]), *((PEERS, place) for place in placed[1:] or tuple(ALONE))))
            st.page_link(PATHS["conclusion"], label="看对标结论", query_params=carried(link))
        st.button("收起这份清单", on_click=lambda: st.session_state.pop(SAID, None), key="batch_forget")


def _fullest_first(places: Collection[str]) -> list[str]:
    """Return places with the one that states most first: the conclusion begins with it as 我方."""
    facts = loading.facts()
    counts = facts.loc[facts["place"].isin(places) & (facts["indicator"] != ""), "place"].value_counts()
    return sorted(places, key=lambda place: (-int(counts.get(place, 0)), place))


def _outcome(one: Filed) -> str:
    return "没有导入" if not one.report else "已导入" if one.new else "已在库里"
