"""Read the numeral that begins at a place of the text, as far as it goes: 12,345 · 348万余 · 二十多 · 百分之八十五 · X.X万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.parsing.digits import ARABIC, LARGE_SCALES, parse_numeral, scaled
from core.parsing.units import FIRST_CHARACTERS

CHINESE = "零〇一二两三四五六七八九十百千万亿"
_FIGURES = "零〇一二三四五六七八九"

_ARABIC = re.compile(rf"\d{{2,3}}\. \d{{1,2}}(?=%)|{ARABIC}")  # a blank within a rate (99. 5%) is a slip
_TAIL = re.compile(
    r"(?= ?[余多几百千十万亿+]|\n[余多])[ \n]?(?P<inside>[余多几])?(?P<scale>[百千十]?[万亿]{1,2}|[百千](?![米克瓦伏卡]))?(?P<outside>[余多]|\+(?![\dA-Za-z∞]))?"
)
# 3万5千, 1亿2000万, 2万5000件
_COMPOUND = re.compile(
    r"(?P<number>\d+[亿万千](?:\d{1,4}[万千百](?![米克瓦])|\d{3,4}(?![\d.,年]))+)(?P<outside>[余多])?"
)
_HAN = re.compile(f"[{CHINESE}]+(?:点[{_FIGURES}]+)?(?P<inside>[余多几来])?(?P<scale>[万亿]+)?(?P<outside>[余多])?")
_PER_HUNDRED = re.compile(
    f"百分之(?:(?P<all>百(?![{CHINESE}]))|(?P<han>[{CHINESE}]+(?:点[{_FIGURES}]+)?)|(?P<arabic>{ARABIC}))(?P<inside>[余多])?"
)
_SAID_OF = re.compile("(?:[率度到为均]|达|实现)$")  # 满意率百分百; not 百分百努力
_MASK = re.compile(r"(?:\d*X[\dX]*(?:\.[\dX]+)?|\d+\.X+|x+(?:\.x+)?|×+(?:\.×+)?|\*+(?:\.\*+)?)(?![\dA-Za-z×*])")
_MASK_TAIL = re.compile(r"(?P<inside>[余多几])?[十百千]?[万亿]*(?P<outside>[余多])?")
_BOLD_BEFORE = re.compile(r"\*[^*\n,。;、]{1,40}$")
_BOLD_AFTER = re.compile(r"[^*\n,。;、]{1,40}\*")
_HAN_GOES_ON = frozenset("余多几来点至到~-—")
_CHINESE_SET = frozenset(CHINESE)
_DATED = frozenset("年月号")
_UNMARKED = str.maketrans("", "", ", ")
_ARABIC_GOES_ON = frozenset(" \n余多几百千十万亿+")
_COMPOUND_GOES_ON = frozenset("千万亿")
_MASK_GOES_ON = frozenset("X.")
_SCALED = re.compile("[十百千万亿点]")
_ONLY_LARGE = re.compile("[万亿]+[余多几来]?[万亿]*[余多]?$")
_LARGE = re.compile("[万亿]")


@dataclass(slots=True)
class Surface:
    """A numeral as written, its hedges inside included."""

    start: int
    stop: int
    value: Decimal | None  # None when masked
    inside: bool  # 余, 多, 几 within or behind it
    chinese: bool = False
    bare_scale: bool = False  # 百余, 上万: no digit before the scale
    large: bool = False  # 3.2万: a scale of 万 or 亿 is written
    percent: bool = False  # 百分之…

    @property
    def masked(self) -> bool:
        """Whether the figure is blotted out: X.X."""
        return self.value is None


def read_surface(text: str, start: int, run_end: int) -> Surface | None:
    """Return the numeral that begins at ``start``; ``run_end`` is where its run of numeral characters ends."""
    first = text[start]
    if first in _CHINESE_SET:
        return _percentage(text, start) if text.startswith(("百分之", "百分百"), start) else _han(text, start, run_end)
    return _arabic(text, start) if first.isdigit() else _mask(text, start)


def _arabic(text: str, start: int) -> Surface | None:
    """Read 12,345 · 3.2万 · 80余万 · 1亿2000万."""
    number = _ARABIC.match(text, start)
    if number is None:
        return None
    stop = number.end()
    following = text[stop : stop + 1]
    if following in _DATED:
        return None
    if following in _MASK_GOES_ON and (masked := _mask(text, start)):  # 1X.X
        return masked
    if following not in _ARABIC_GOES_ON:
        return Surface(start, stop, Decimal(number.group().translate(_UNMARKED)), False)
    if following in _COMPOUND_GOES_ON and (compound := _COMPOUND.match(text, start)):
        return Surface(start, compound.end(), parse_numeral(compound["number"]), bool(compound["outside"]), large=True)
    tail = _TAIL.match(text, stop)
    if tail is None:
        return Surface(start, stop, Decimal(number.group().translate(_UNMARKED)), False)
    scale = tail["scale"] or ""
    return Surface(
        start,
        tail.end(),
        scaled(number.group().translate(_UNMARKED), scale),
        _hedged(tail),
        large=scale[-1:] in LARGE_SCALES,
    )


def _han(text: str, start: int, run_end: int) -> Surface | None:
    """Read a Chinese numeral; a run of plain digits (二〇二三, 三五) and an invalid one (十四五) are none."""
    following = text[run_end : run_end + 1]
    alone = run_end - start == 1 and following not in FIRST_CHARACTERS and following not in _HAN_GOES_ON
    if alone and text[max(0, start - 1) : start] not in ("第", "前"):
        return None
    match = _HAN.match(text, start)
    if match is None:
        return None
    written = match.group()
    bare_scale = written[0] in "百千万亿"
    value = _ten_thousands(match) if _ONLY_LARGE.match(written) else parse_numeral(written)
    if value is None or written[0] in "零〇" or (match.end() - start > 1 and value > 0 and not _SCALED.search(written)):
        return None
    return Surface(
        start,
        match.end(),
        value,
        _hedged(match),
        chinese=True,
        bare_scale=bare_scale,
        large=bool(_LARGE.search(written)),
    )


def _ten_thousands(match: re.Match[str]) -> Decimal:
    """Read 万余, 近亿, 上百万: scales without a digit."""
    return scaled("1", re.sub("[余多几来]", "", match.group()))


def _hedged(match: re.Match[str]) -> bool:
    return bool(match["inside"] or match["outside"])


def _percentage(text: str, start: int) -> Surface | None:
    if text.startswith("百分百", start):
        said = _SAID_OF.search(text, max(0, start - 4), start)
        return Surface(start, start + 3, Decimal(100), False, percent=True) if said else None
    match = _PER_HUNDRED.match(text, start)
    if match is None:
        return None
    value = Decimal(100) if match["all"] else parse_numeral(match["han"] or match["arabic"])
    return None if value is None else Surface(start, match.end(), value, bool(match["inside"]), percent=True)


def _mask(text: str, start: int) -> Surface | None:
    """Read a blotted figure; bold type (**办件**人) and a product (7×24) are none."""
    if start and text[start - 1].isascii() and text[start - 1].isalnum():
        return None
    match = _MASK.match(text, start)
    if match is None:
        return None
    if text[start] == "*" and (
        text[max(0, start - 1) : start] in ("", "\n")
        or _BOLD_BEFORE.search(text, max(0, start - 42), start)
        or _BOLD_AFTER.match(text, match.end())
    ):
        return None
    tail = _MASK_TAIL.match(text, match.end())
    stop = tail.end() if tail else match.end()
    written = text[match.end() : stop]
    return Surface(start, stop, None, written[-1:] in ("余", "多"), large=bool(_LARGE.search(written)))
