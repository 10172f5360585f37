"""我的分组: the places that are chosen are kept under a name, in this browser and in the link that uses them."""

from __future__ import annotations

import streamlit as st

from core.library.link import Choices
from core.screens.groups import GROUPS, LONGEST_NAME, MOST_GROUPS, OwnGroup, group_written, own_groups
from core.screens.sides import PEERS, chosen_places
from pages.ui import address, loading
from pages.ui.escape import escape
from pages.ui.unfolding import unfolding

NAME = "group_name"


def show_grouping(choices: Choices) -> None:
    """Let a visitor keep the places that are chosen as 对方 under a name, and forget such a group."""
    with unfolding(st.popover, "我的分组", "grouping") as is_open:
        if is_open:
            _show_groups(choices)


def _show_groups(choices: Choices) -> None:
    """Ask for a name of the places that are chosen, and show the groups there are."""
    places = chosen_places(choices, loading.library())
    if len(places) > 1:
        named = "、".join(place.short_name for place in places[:4]) + ("等" if len(places) > 4 else "")
        st.caption(f"把现在的对方（{escape(named)}，{len(places)} 地）存成一组：")
        st.text_input("分组名称", key=NAME, max_chars=LONGEST_NAME, placeholder="例如：周边区")
        st.button("存为分组", on_click=_save, args=(tuple(place.id for place in places),), key="group_save")
    else:
        st.caption("先在“对方”里选两地以上，再存成一组；存在这个浏览器里，链接也带着它。")
    for group in own_groups(choices).values():
        st.button(
            f"删除“{escape(group.name)}”（{len(group.places)} 地）", on_click=_forget, args=(group,), key=group.id
        )


def _save(places: tuple[str, ...]) -> None:
    group = group_written(OwnGroup(st.session_state.get(NAME, "").strip(), places).written)
    if group is None:
        return
    others = [written for written in address.kept_groups() if not written.startswith(f"{group.name}:")]
    address.keep_groups([group.written, *others][:MOST_GROUPS])
    st.session_state[PEERS], st.session_state[NAME] = [group.id], ""


def _forget(group: OwnGroup) -> None:
    address.keep_groups([written for written in address.kept_groups() if written != group.written])
    picked = [id for id in st.session_state.get(PEERS, []) if id != group.id]
    st.session_state[PEERS] = picked or list(group.places)
    st.query_params.pop(GROUPS, None)
