"""The front door: page settings, menu and frame. Computes nothing."""

from __future__ import annotations

import streamlit as st

from core.words import PRODUCT
from pages.ui.shell import show_foot, show_head

st.set_page_config(page_title=PRODUCT, layout="wide", initial_sidebar_state=200)

menu = st.navigation({
    "看": [
        st.Page("pages/look/overview.py", title="总览", default=True, help="库里有什么，哪些能比"),
        st.Page("pages/look/indicator.py", title="指标对比", help="一项指标，各地并排"),
        st.Page("pages/look/theme.py", title="专题", help="报告所述的各个体系，逐个看"),
        st.Page("pages/look/profile.py", title="单地画像", help="一个地方的全部指标"),
        st.Page("pages/look/checkup.py", title="本区体检", help="本区与同级各地逐项对照"),
        st.Page("pages/look/openness.py", title="政务公开", help="年报三张表，各地各年并排"),
        st.Page("pages/look/dictionary.py", title="指标字典", help="用任何说法找指标"),
    ],
    "析": [
        st.Page("pages/analyse/trend.py", title="年度变化", help="逐年变化，断点注明原因"),
        st.Page("pages/analyse/plans.py", title="计划与落实", help="说过要做的，后来写到了没有"),
        st.Page("pages/analyse/measures.py", title="举措与问题", help="各地在做什么，自己说缺什么"),
        st.Page("pages/analyse/words.py", title="主题词", help="各地用词有什么不同"),
        st.Page("pages/analyse/index.py", title="综合指数", help="自己定指标和权重，看名次稳不稳"),
    ],
    "核": [
        st.Page("pages/check/text.py", title="原文", help="报告原样，数字逐个标出"),
        st.Page("pages/check/findings.py", title="疑点", help="报告自己的数字对不对得上"),
    ],
    "管": [
        st.Page("pages/manage/basket.py", title="会议篮", help="收集图，逐屏放映，导出文件"),
        st.Page("pages/manage/import_report.py", title="导入", url_path="import", help="放入新报告"),
        st.Page("pages/manage/reports.py", title="报告库", help="全部报告，确认待核来源"),
    ],
})  # fmt: skip

show_head()
menu.run()
show_foot()
