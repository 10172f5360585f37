"""The Chinese words for what the audit hands back."""

from __future__ import annotations

from core.audit.relation import Kind, Verdict

VERDICTS = {
    Verdict.ERROR: "有误",
    Verdict.REVIEW: "待核",
    Verdict.WORDING: "措辞",
    Verdict.MASKED: "不可判",
    Verdict.PASS: "通过",
}
KINDS = {
    Kind.SUM: "分项之和",
    Kind.PART: "部分与整体",
    Kind.SHARE: "占比",
    Kind.SHARES: "占比之和",
    Kind.DIFFERENCE: "前后之差",
    Kind.PERCENT: "变化幅度",
    Kind.MULTIPLE: "变化倍数",
    Kind.RATIO: "比率",
    Kind.ORDER: "大小",
    Kind.EQUAL: "相等",
    Kind.PARTITION: "组成",
    Kind.DERIVED: "口径提示",
    Kind.REPEAT: "前后两处",
    Kind.NAMES: "列名计数",
    Kind.BOUND: "百分比上限",
    Kind.HEDGE: "修饰语矛盾",
    Kind.LOST: "漏字",
    Kind.TORN: "数字残缺",
    Kind.TABLE: "表格未读",
    Kind.UNIT: "单位不明",
}
