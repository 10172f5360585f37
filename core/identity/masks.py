"""Know a text whose figures and names were masked with X."""

from __future__ import annotations

import re

REGION = re.compile(r"(?<![A-Za-z0-9])[Xx×＊*某]{1,3}(?:省|市|区|县|州|旗|镇)(?![\u4e00-\u9fff]?[块域间]|[民场长委])")
FIGURE = re.compile(r"(?<![A-Za-z0-9.])[X×]+(?:\.[X×]+)?(?:%|[万亿]?余?[个件项次人家条张台处元户平类])")
MANY = 6


def is_masked(text: str) -> bool:
    """Return whether the figures of a report, or the name of its place, are masked.

    >>> is_masked("X区政务服务中心共办理X.X万件。全区X个部门。X区公共资源交易X项。")
    True
    """
    if not any(sign in text for sign in "X×x某＊*"):
        return False
    return len(REGION.findall(text)) >= 2 or len(FIGURE.findall(text)) >= MANY
