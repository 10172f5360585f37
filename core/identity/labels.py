"""The words before the name of a body that published a text: those a form prints, and those of a page."""

from __future__ import annotations

FORMAL = (
    "发布机构",
    "发布机关",
    "公开责任部门",
    "公开责任单位",
    "责任部门",
    "责任单位",
    "发文机构",
    "发文机关",
    "制发机关",
    "发布单位",
    "公开机构",
    "公开主体",
    "发布部门",
    "公开部门",
)
SOURCES = ("信息来源", "文章来源", "稿件来源", "来源", "供稿", "供稿单位", "稿源", "信息提供", "发布者", "发布人")
