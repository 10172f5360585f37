"""Tell a work summary from a disclosure report, and know the file that is both."""

from __future__ import annotations

import re

from core.model import DocumentKind

DISCLOSURE_TITLE = re.compile(r"(?:信息|政务)公开(?:工作)?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)")
OPENING = re.compile(r"信息公开条例[^。]{0,120}。?[^。]{0,200}信息公开(?:工作)?年度报告|本年度报告中所列数据")
SUMMARY_TITLE = re.compile(r"总结|工作报告|工作回顾|工作(?:开展|完成|推进)?情况(?:的)?(?:报告|汇报|通报)?$|述职")
ANCHORS = (
    "本年新收政府信息公开申请",
    "结转下年度继续办理",
    "第二十条第",
    "未经复议直接起诉",
    "收到和处理政府信息公开申请情况",
    "主动公开政府信息情况",
)
SUMMARY_WORDS = re.compile(
    r"工作总结|工作回顾|年工作情况|存在(?:的)?(?:主要)?问题(?:和|与|及)?(?:不足)?|下一?步(?:工作)?(?:打算|计划|思路|安排)|工作(?:计划|思路|打算|要点|重点)"
)
GENERAL_PART = re.compile(r"主动公开政府信息情况|第二十条第")
FIGURE = re.compile(r"\d[\d,.]*\s*(?:余|多)?[万亿]?(?:余|多)?(?:%|[件项个次家人张条台期名户类])")
CLAUSE = re.compile(r"[^。;,\n]+")
OF_DISCLOSURE = re.compile(
    r"公开|信息|解读|网站|微信|微博|公众号|申请|专栏|发布|栏目|条例|复议|诉讼|培训|舆情|留言|新媒体"
)
OF_SERVICE = re.compile(
    r"办件|事项|窗口|帮办|代办|热线|好差评|办结|证照|大厅|一件事|网办|网上|跑一次|审批|许可|受理|刻章|印章|免费|企业|群众|工单|满意|时限|自助|体验|邮寄|交易|部门|进驻"
)
# a 通报 of a month or quarter sums up no year, however it calls the work
BULLETIN_TITLE = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十])月|[上下]半年|季度|\d周")
MANY = 8  # figures of service work make a summary within a disclosure report


def kind_of(text: str, title: str) -> DocumentKind:
    """Return the genre of a report.

    A disclosure report whose general part holds many figures of service work is a work summary too.
    """
    anchors = sum(anchor in text for anchor in ANCHORS)
    if anchors >= 2 or DISCLOSURE_TITLE.search(title) or OPENING.search(text, 0, 800):
        return DocumentKind.BOTH if _holds_summary(text, title) else DocumentKind.DISCLOSURE
    if title.endswith("通报") and BULLETIN_TITLE.search(title):
        return DocumentKind.OTHER
    if SUMMARY_TITLE.search(title) or (not title and len(SUMMARY_WORDS.findall(text)) >= 2):
        return DocumentKind.SUMMARY
    return DocumentKind.OTHER


def _holds_summary(text: str, title: str) -> bool:
    if re.search(r"工作总结", title):
        return True
    end = GENERAL_PART.search(text)
    general = text[: end.start() if end else len(text)]
    of_service = of_disclosure = 0
    for clause in CLAUSE.finditer(general):
        figures = len(FIGURE.findall(clause[0]))
        if figures and OF_DISCLOSURE.search(clause[0]):
            of_disclosure += figures
        elif figures and OF_SERVICE.search(clause[0]):
            of_service += figures
    return of_service >= MANY and of_service > of_disclosure
