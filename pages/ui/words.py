"""Words that several pages use."""

from __future__ import annotations

FOOTER = "数据来自各地公开报告；每个数字都可以点开看原句。摘编由本项目按原文数字改写，引用请以官方原文为准。"

ORIGINS = {"shipped": "自带", "imported": "导入"}
