"""Words that several pages use."""

from __future__ import annotations

FOOTER = "数据来自各地公开报告；每个数字都可以点开看原句。摘编由本项目按原文数字改写，引用请以官方原文为准。"
ALL_YEARS = "各地最近一年"
NOTHING = "这里还没有数据。"
HOW_TO_GET_DATA = "到“导入”页放入报告文件，或运行 python manage.py run 重建自带的数据。"

ORIGINS = {"shipped": "自带", "imported": "导入"}
