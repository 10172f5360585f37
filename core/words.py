"""The Chinese words for the codes of the product, and how a value is written."""

from __future__ import annotations

from core.model import Bound, DocumentKind, Edition, Reason, Role, SectionKind, Trust

REASONS: dict[str, str] = {
    Reason.NO_REPORT: "无该年报告",
    Reason.NOT_MENTIONED: "未提及",
    Reason.MASKED: "脱敏",
    Reason.QUALITATIVE: "仅定性",
    Reason.TARGET_ONLY: "仅有目标",
    Reason.CHANGE_ONLY: "仅有变化，水平值未披露",
    Reason.FORMER_ONLY: "只写了从前的值",
    Reason.NOT_APPLICABLE: "不适用",
    Reason.LOST: "原文漏字",
    Reason.AMBIGUOUS: "表述有歧义",
    Reason.EXCERPT: "只见节选",
    Reason.OTHER_GENRE: "该文种不涉及",
    Reason.SCANNED: "图像识别，可能漏读",
}
BOUNDS: dict[str, str] = {
    Bound.EXACT: "",
    Bound.ABOUT: "约数",
    Bound.AT_LEAST: "不少于",
    Bound.AT_MOST: "不超过",
    Bound.BETWEEN: "区间",
}
ROLES: dict[str, str] = {
    Role.ACTUAL: "实绩",
    Role.TARGET: "目标",
    Role.BEFORE: "改革前",
    Role.AFTER: "改革后",
    Role.CHANGE: "变化",
    Role.RANK: "名次",
}
SECTION_KINDS: dict[str, str] = {
    SectionKind.REVIEW: "工作总结",
    SectionKind.PROBLEM: "存在问题",
    SectionKind.PLAN: "工作计划",
    SectionKind.TABLE: "年报表格",
}
PRODUCT = "政务服务对标"
UNKNOWN = "未知"
VERDICTS = {"comparable": "可比", "caveat": "可比，有注意", "incomparable": "不可比", "absent": "没有数值"}
DOCUMENT_KINDS: dict[str, str] = {
    DocumentKind.SUMMARY: "工作总结",
    DocumentKind.DISCLOSURE: "政府信息公开年报",
    DocumentKind.BOTH: "总结与年报合一",
    DocumentKind.OTHER: "其他",
}
UNPLACED = "地区未定"
EDITIONS: dict[str, str] = {
    Edition.ORIGINAL: "原文", Edition.DIGEST: "摘编", Edition.EXCERPT: "摘编（节选）", Edition.RECOGNISED: "识别稿",
}  # fmt: skip
TRUSTS: dict[str, str] = {Trust.OFFICIAL: "官方发布", Trust.PRESS: "媒体报道", Trust.PENDING: "待核"}
DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "neutral": "不分高低"}
STAGES = {"": "", "目录": "目录阶段", "指南": "指南阶段", "上线": "上线阶段"}
ADDITIVE = {"yes": "可按期累加", "stock": "时点数，不可累加", "no": "不可累加"}

# coded remarks of a fact
CAVEATS = {
    "recognised": "由图像识别，还没有人与原件核对",
    "corrected": "经人工更正",
    "unit_lost": "原文缺量词，单位按指标推定",
    "contradictory_hedge": "修饰语自相矛盾（近…余）",
    "exact_hedged": "精确数后带“余”",
    "since_unknown": "累计数，起始时间未写明",
    "span_unknown": "只写“本月”“本周”，是哪一段时间未写明",
    "may_hold_carried": "受理数等于答复加结转下年，可能含上年结转，不是新收",
    "since_launch": "上线或开通以来的累计数，不是一年的数",
    "derived": "算得，不是原文的数字",
    "unbalanced": "所在的勾稽关系不符",
    "table_differs": "与同一份报告的年报表格不一致，以表格为准",
    "change_unit_unclear": "原文未说明是百分点还是百分比",
}

# why a fact may not, or only with care, stand beside others; see core.comparability
COMPARABILITY = {
    "recognised": "由图像识别，与原件核对前不参与比较",
    "pending": "来源待核，确认前不参与比较",
    "role": "不是实绩",
    "part": "只是其中一部分",
    "definition": "各处所指不同，不能并排",
    "undeclared": "不属于所比的指标",
    "another": "说的是别处或别的单位",
    "other_area": "说的是全省或全国",
    "conflict": "前后数值不一",
    "since_unknown": "累计数，起始时间未写明",
    "span_unknown": "只写“本月”“本周”，是哪一段时间未写明",
    "may_hold_carried": "受理数等于答复加结转下年，可能含上年结转，不是新收",
    "since_launch": "上线或开通以来的累计数，不是一年的数",
    "variant": "口径不同，是另一项指标",
    "basis": "计数的对象不同",
    "stage": "成熟度阶段不同",
    "counter": "计量单位不同，不能换算",
    "level": "行政层级不同",
    "scope": "统计范围不同",
    "period": "统计期不同",
    "province": "省内考核口径，跨省不可比",
    "issuer": "自定口径，只与自己比",
    "bound": "约数或上下限",
    "unit": "计量单位写法不同",
    "part_year": "非全年数",
    "change_worded": "原文写作变化",
    "levels": "行政层级不同，只比比率",
    "time": "统计时间不同，不排名",
    "scope_unsaid": "统计范围未写明",
    "elsewhere": "同一地方另有不同数值",
    "direction": "本指标不分高低，不排名",
    "few": "可比的不足三地，只列数字",
}


def period_in_words(code: str) -> str:
    """Return a period code as people write it.

    >>> period_in_words("2023"), period_in_words("2019-01/2019-10"), period_in_words("2014-11/2015-11")
    ('2023年', '2019年1–10月', '2014年11月–2015年11月')
    """
    start, _, end = code.partition("/")
    if not end:
        return _moment(start) if start else ""
    if start[:4] == end[:4]:
        return f"{start[:4]}年{int(start[5:])}–{int(end[5:])}月"
    return f"{_moment(start)}–{_moment(end)}"


def _moment(code: str) -> str:
    year, _, month = code.partition("-")
    return f"{year}年{int(month)}月" if month else f"{year}年"


def shown(number: float, unit: str) -> str:
    """Return a number as people write it, with all its digits.

    >>> shown(17929472, "次"), shown(98.5, "%")
    ('17,929,472次', '98.5%')
    """
    digits = f"{number:,.10g}" if abs(number) < 1e10 else f"{number:,.0f}"
    return f"{digits.replace('-', '−')}{unit}"
