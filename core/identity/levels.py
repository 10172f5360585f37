"""Find the level of government of a report from how it speaks of itself: 我区, 县委、县政府."""

from __future__ import annotations

import re
from collections import Counter

TOWN = re.compile(
    r"(?:[镇乡]|街道)(?:人民政府|办事处|党政综合办公室|政务服务中心|便民服务中心)?(?:20\d\d|$)|街道办事处"
)
ZONE = re.compile(r"高新区|经开区|开发区|新区管委会|管委会|高新技术产业")
BODY_OF = re.compile(r"(?P<unit>[省市区县州旗])(?:人民)?(?:政府|行政|政务|数据|大数据|营商)")
REGION = re.compile(r"^(?:致|关于)?[\u4e00-\u9fff]{2,8}?(?P<unit>[省市区县州旗])(?!场|民|长|委|域|块)")
OWN = re.compile(r"[我全](?P<unit>[省市区县州旗镇])(?![\u4e00-\u9fff]{0,2}(?:各|县|市辖))")
LED_BY = re.compile(r"(?P<unit>[省市区县州旗])委、?(?P=unit)(?:人民)?政府")
BELOW_CITY = re.compile(r"县\(?市?[、,]?区\)?|各县区|县市区|各区县|区县|市直|市本级")
LEVEL = {"省": "省", "市": "地级市", "州": "地级市", "区": "市辖区", "县": "县", "旗": "县", "镇": "镇街"}
ENOUGH = 2


def level_said(text: str, body: str) -> str:
    """Return the level a report speaks from, "" where it does not say or the words leave it open.

    Args:
        body: the issuer or title as written; 某区政务服务办 outweighs what the text says.
    """
    if TOWN.search(body):
        return "镇街"
    if ZONE.search(body):
        return "开发区"
    units = [match["unit"] for match in BODY_OF.finditer(body)]
    return LEVEL[units[-1]] if units else _of_itself(text) or _of_region(body)


def _of_region(title: str) -> str:
    match = REGION.match(title)
    return LEVEL[match["unit"]] if match else ""


def _of_itself(text: str) -> str:
    counts = Counter(match["unit"] for pattern in (OWN, LED_BY) for match in pattern.finditer(text))
    if not counts:
        return ""
    unit, count = counts.most_common(1)[0]
    if count < ENOUGH or (unit == "市" and not BELOW_CITY.search(text)):
        return ""  # 市 alone may be a county-level city
    return LEVEL[unit]
