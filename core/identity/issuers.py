"""Find who published a report, and which declared issuer that is."""

from __future__ import annotations

import re
from collections import Counter

from core.identity.header import Header
from core.identity.labels import FORMAL, SOURCES
from core.identity.levels import LEVEL
from core.identity.said import Said
from core.model import Issuer, Place

BODY = r"(?:局|办公室|办|中心|委员会|政府|管委会|办事处|厅)"
NAME = r"[\u4e00-\u9fff、()·]"
TOWN_END = re.compile(r"(?:[镇乡]|街道)(?:人民政府|办事处|党政综合办公室)?$")
NO_BODY = re.compile(r"本[站网]|原创|转载|互联网|网友|未知|^[A-Za-z0-9.]*$")
NAMES = re.compile(rf"{NAME}{{2,40}}")
A_BODY = re.compile(rf"{BODY}|[报社网台]$")
VALUE_END = re.compile(r"\s{2,}|[|;,【\[\n]")
BEFORE_YEAR = re.compile(rf"^(?:关于)?(?P<body>{NAME}{{0,40}}{BODY})(?:关于)?\s*(?:二[〇○零]|20)")
AFTER_YEAR = re.compile(rf"20\d\d\s*年(?:度)?(?P<body>{NAME}{{2,30}}?{BODY})(?:年度)?(?:工作|政府|政务|总结)")
LEADING = re.compile(rf"^(?:关于)?(?P<body>{NAME}{{2,40}}?{BODY})(?=(?:\S{{0,8}})(?:总结|报告|通报|汇报))")
REGION = re.compile(r"^(?P<body>[\u4e00-\u9fff]{2,12}?(?:[市区县州旗]|(?P<town>[镇乡]|街道)))\s*20\d\d")
DOING = re.compile(  # 青溪街道办事处优化政务服务工作情况汇报
    rf"^(?:关于)?(?P<body>(?:(?!乡镇|镇街){NAME}){{1,12}}?(?:[镇乡]|街道)(?:人民政府|办事处)?)"
    r"(?:关于)?(?:优化|推进|深化|加强|开展|提升|打造)\S{0,24}(?:总结|报告|汇报|情况)"
)
CORE = r"(?:行政审批(?:服务)?(?:管理)?局|政务服务(?:数据|和(?:大)?数据|和数字化)?(?:管理)?(?:局|办公室|办|中心)|行政(?:审批)?服务(?:中心|局)|政务(?:管理)?办|(?:大)?数据(?:资源)?(?:管理)?局|政务服务和大数据局)"
SELF = re.compile(
    rf"(?P<body>(?P<unit>[省市区县州旗镇])(?<!国家.){CORE}(?:、(?:行政|政务)服务中心)?)(?![^,。;]{{0,8}}(?:指导|领导|支持|部署|关心))"
)


def issuer_of(header: Header) -> Said:
    """Return the body that published a report, as written: a town that the title names, named so, in the title, as the
    source, or below the text. The county's office that publishes a town's report has not written it.
    """
    if town := _town(header.title):
        return Said(town, "发布机构：取自标题")
    for label in FORMAL:
        if body := _body(header.sources.get(label, "")):
            return Said(body, f"发布机构：取自“{label}”")
    if body := _titled(header.title):
        return Said(body, "发布机构：取自标题")
    for label in SOURCES:
        if body := _body(header.sources.get(label, "")):
            return Said(body, f"发布机构：取自“{label}”")
    return Said(header.signed, "发布机构：取自落款") if re.search(rf"{BODY}$", header.signed) else Said("")


def self_named(text: str, level: str) -> Said:
    """Return the body as which a text speaks of itself most often: 市行政审批服务局; only one of its own level, where that
    is known.
    """
    names = Counter(m["body"] for m in SELF.finditer(text, 0, 6000) if not level or LEVEL[m["unit"]] == level)
    return Said(name := names.most_common(1)[0][0], f"发布机构：正文自称“{name}”") if names else Said("")


def declared_issuer(written: str, place: Place) -> Issuer | None:
    """Return the issuer of ``place`` that ``written`` names: by name or alias, whole or without the place before it.

    市行政审批服务局 is 邵阳市行政审批服务局 in a report of that city; where two would do, none is chosen.
    """
    if not written:
        return None
    if re.search(r"[市区县州旗]$", written):
        return _government(written, place)
    exact = [i for i in place.issuers if written in (i.name, *i.aliases)]
    ends = [i for i in place.issuers if len(written) >= 5 and any(n.endswith(written) for n in (i.name, *i.aliases))]
    holds = [i for i in place.issuers if any(n in written for n in (i.name, *i.aliases))]
    holds.sort(key=lambda i: -max(len(n) for n in (i.name, *i.aliases) if n in written))
    return exact[0] if exact else ends[0] if len(ends) == 1 else holds[0] if holds else None


def _government(region: str, place: Place) -> Issuer | None:
    """The report of a region as a whole is its government's: 邵阳市2019年政府信息公开年度报告."""
    bodies = [i for i in place.issuers if region[-3:] in i.name and re.search(r"人民政府(?:办公室)?$", i.name)]
    return bodies[0] if len(bodies) == 1 else None


def _town(title: str) -> str:
    body = _titled(title)
    return body if TOWN_END.search(body) else ""


def _titled(title: str) -> str:
    for pattern in (BEFORE_YEAR, AFTER_YEAR, LEADING, REGION, DOING):
        if match := pattern.search(title):
            return match["body"].strip("、 ")
    return ""


def _body(value: str) -> str:
    """区行政审批服务局 浏览次数 …: the value ends where a blank stands behind the name of a body."""
    if not value:
        return ""
    value = VALUE_END.split(value.strip())[0].strip()
    match = NAMES.match(value)
    return match[0] if match and not NO_BODY.search(value) and A_BODY.search(match[0]) else ""
