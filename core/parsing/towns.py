"""Names of towns: which of the letters before 镇, 乡 or 街道 are one, and of what no town is called."""

from __future__ import annotations

import re
from functools import cache

from core.parsing.openings import load_openings

GOVERNMENT = r"(?:人民政府|政府|办事处|管理委员会|管委会)"
WRITTEN = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,}}?(?P<unit>镇|乡|街道|苏木))(?:{GOVERNMENT})?")


def town_in(words: str) -> str:
    """Return the name of the town that words end in, "" where they name none.

    >>> town_in("其中太平镇"), town_in("最高的是罗坝镇"), town_in("文昌街道办事处"), town_in("统一规范街道"), town_in("一般乡")
    ('太平镇', '罗坝镇', '文昌街道', '', '')
    >>> town_in("新城街道"), town_in("新集镇"), town_in("重点乡镇"), town_in("小城镇")
    ('新城街道', '新集镇', '', '')
    """
    match = WRITTEN.fullmatch(words)
    if match is None:
        return ""
    name = match["name"][_begin(match["name"]) :]
    stem = name.removesuffix(match["unit"])
    return name if stem and not _no_name().fullmatch(stem) else ""


def _begin(name: str) -> int:
    """Return where a name begins behind words that tell of it: 其中, 最高的是."""
    ends = [ending.end() for ending in _told().finditer(name)]
    return ends[-1] if ends else 0


@cache
def _told() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_openings().towns["told"])))


@cache
def _no_name() -> re.Pattern[str]:
    words = load_openings().towns
    opens, ends, none, units = ("|".join(map(re.escape, words[key])) for key in ("opens", "ends", "none", "units"))
    before = "|".join(
        re.escape(word) for word in words["none"] if len(word) > 1
    )  # 重点乡镇; 新城街道 and 新集镇 are towns
    return re.compile(rf"(?:{opens}).*|.*(?:{ends})|(?:{before})?(?:{units})|{none}")
