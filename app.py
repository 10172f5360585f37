"""The front door: page settings, menu and frame. Computes nothing."""

from __future__ import annotations

import streamlit as st

from core.words import PRODUCT
from pages.ui.menu import show_menu
from pages.ui.shell import show_foot, show_head

st.set_page_config(page_title=PRODUCT, layout="wide", initial_sidebar_state=200)

SECTIONS = {
    "看": [
        (st.Page("pages/look/overview.py", title="总览", default=True), "库里有什么，哪些能比"),
        (st.Page("pages/look/indicator.py", title="指标对比"), "一项指标，各地并排"),
        (st.Page("pages/look/theme.py", title="专题"), "报告所述的各个体系，逐个看"),
        (st.Page("pages/look/profile.py", title="单地画像"), "一个地方的全部指标"),
        (st.Page("pages/look/checkup.py", title="本区体检"), "本区与同级各地逐项对照"),
        (st.Page("pages/look/openness.py", title="政务公开"), "年报三张表，各地各年并排"),
        (st.Page("pages/look/dictionary.py", title="指标字典"), "用任何说法找指标"),
    ],
    "析": [
        (st.Page("pages/analyse/trend.py", title="年度变化"), "逐年变化，断点注明原因"),
        (st.Page("pages/analyse/plans.py", title="计划与落实"), "说过要做的，后来写到了没有"),
        (st.Page("pages/analyse/measures.py", title="举措与问题"), "各地在做什么，自己说缺什么"),
        (st.Page("pages/analyse/words.py", title="主题词"), "各地用词有什么不同"),
        (st.Page("pages/analyse/index.py", title="综合指数"), "自己定指标和权重，看名次稳不稳"),
    ],
    "核": [
        (st.Page("pages/check/text.py", title="原文"), "报告原样，数字逐个标出"),
        (st.Page("pages/check/findings.py", title="疑点"), "报告自己的数字对不对得上"),
    ],
    "管": [
        (st.Page("pages/manage/basket.py", title="会议篮"), "收集图，逐屏放映，导出文件"),
        (st.Page("pages/manage/import_report.py", title="导入", url_path="import"), "放入新报告"),
        (st.Page("pages/manage/reports.py", title="报告库"), "全部报告，确认待核来源"),
        (st.Page("pages/manage/changes.py", title="变更记录"), "谁改了什么，可以撤销"),
    ],
}  # fmt: skip
page = st.navigation({name: [entry for entry, _ in entries] for name, entries in SECTIONS.items()}, position="hidden")

show_menu(SECTIONS, page)
show_head()
page.run()
show_foot()
