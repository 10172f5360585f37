"""Read the numeral that begins at a place of the text, as far as it goes: 12,345 · 348万余 · 二十多 · 百分之八十五 · X.X万."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.parsing.digits import ARABIC, DIGITS, LARGE_SCALES, SCALES, neighbours, parse_numeral, scaled
from core.parsing.units import FIRST_CHARACTERS

CHINESE = "零〇一二两三四五六七八九十百千万亿廿卅卌"
CAPITAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # 叁拾贰件; a single one is a name
_FIGURES = "零〇一二三四五六七八九"

_ARABIC = re.compile(rf"\d{{2,3}}\. \d{{1,2}}(?=%)|{ARABIC}")  # a blank within a rate (99. 5%) is a slip
_TAIL = re.compile(
    r"(?= ?[余多几百千十万亿+wW]|\n[余多])[ \n]?(?P<inside>[余多几])?(?P<scale>[百千十]?[万亿]{1,2}|[wW](?=[件人次余多+个条户笔,。;])|(?:百(?!分点)|千)(?![米克瓦伏卡]))?(?P<outside>[余多]|\+(?![\dA-Za-z∞]))?"
)
# 3万5千, 1亿2000万, 2万5000件
_COMPOUND = re.compile(
    r"(?P<number>\d+[亿万千](?:\d{1,4}[万千百](?![米克瓦])|\d{3,4}(?![\d.,年]))+)(?P<outside>[余多])?"
)
_DIGITS_BEHIND = re.compile(r"(?P<second>\d{1,4}[千百](?![米克瓦分])|\d{4}(?![\d.,年]))(?P<outside>[余多])?")
_HAN = re.compile(f"[{CHINESE}]+(?:点[{_FIGURES}]+)?(?P<inside>[余多几来])?(?P<scale>[万亿]+)?(?P<outside>[余多])?")
_PER_HUNDRED = re.compile(
    f"(?P<of>[百千万])分之 ?(?:(?P<all>百(?![{CHINESE}]))|(?P<han>[{CHINESE}]+(?:点[{_FIGURES}]+)?)|(?P<arabic>{ARABIC}))(?P<inside>[余多])?"
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
_ARABIC_GOES_ON = frozenset(" \n余多几百千十万亿+wW")
_MASK_GOES_ON = frozenset("X.")
_SECOND = re.compile(rf"、(?P<digit>[二三四五六七八九])(?P<scale>[十百千万亿]*)(?=[^{CHINESE}、])")
_TEN_THOUSAND = str.maketrans("wW", "万万")
_SCALED = re.compile("[十百千万亿点廿卅卌拾佰仟]")
_PAUSED = re.compile(
    rf"(?P<low>[一二两三四五六七八])、(?P<high>[二三四五六七八九](?:[十百千万亿]+|(?=[成个天倍])))(?![{CHINESE}、])"
)
_HEDGE_WITHIN = re.compile("[余多几来]")
_ONLY_LARGE = re.compile("[万亿]+[余多几来]?[万亿]*[余多]?$")
_HALF_PASSED = frozenset("过超逾近")
_HALF_OF_TIME = re.compile("半[年月天个小路途夜]")
_HALF_SPAN = re.compile("半(?:个?工作日|个?小时|天|个月)")
_NO_HALF = frozenset("另每上下前后大多一个天日时月年过周两二三四五")
_CAPITALS = re.compile(f"[{CAPITAL}](?:[{CAPITAL}零万亿]*[拾佰仟万亿])?[{CAPITAL}零万亿]+")
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
    high: Decimal | None = None  # of two neighbours: 三、四十 is 30 to 40

    @property
    def masked(self) -> bool:
        """Whether the figure is blotted out: X.X."""
        return self.value is None


def read_surface(text: str, start: int, run_end: int) -> Surface | None:
    """Return the numeral that begins at ``start``; ``run_end`` is where its run of numeral characters ends."""
    first = text[start]
    if first in _CHINESE_SET:
        if text.startswith("分之", start + 1) or text.startswith("百分百", start):
            return _percentage(text, start)
        return _half(text, start) or _han(text, start, run_end)
    if first == "半":
        return _half(text, start)
    if first in CAPITAL:
        return _capital(text, start)
    return _arabic(text, start) if first.isdigit() else _mask(text, start)


def arabic_end(text: str, start: int) -> int:
    """Return where the digits that begin at ``start`` end as one well-formed number, without scale and hedge."""
    number = _ARABIC.match(text, start)
    return number.end() if number else start


def mended_surface(text: str, start: int, stop: int, value: Decimal) -> Surface:
    """Return the surface of a number whose pieces have been put together, with the scale behind them."""
    tail = _TAIL.match(text, stop)
    if tail is None:
        return Surface(start, stop, value, False)
    scale = (tail["scale"] or "").translate(_TEN_THOUSAND)  # 12.5w件
    return Surface(start, tail.end(), scaled(str(value), scale), _hedged(tail), large=scale[-1:] in LARGE_SCALES)


def _arabic(text: str, start: int) -> Surface | None:
    """Read 12,345 · 3.2万 · 80余万 · 1亿2000万; a year, a month or the number of a document is none."""
    number = _ARABIC.match(text, start)
    following = text[number.end() : number.end() + 1] if number else ""
    if number is None or following in _DATED:
        return None
    if following in _MASK_GOES_ON and (masked := _mask(text, start)):  # 1X.X
        return masked
    value = Decimal(number.group().translate(_UNMARKED))
    if following not in _ARABIC_GOES_ON:
        return Surface(start, number.end(), value, False)
    return _compound(text, start) or mended_surface(text, start, number.end(), value)


def _compound(text: str, start: int) -> Surface | None:
    match = _COMPOUND.match(text, start)
    value = parse_numeral(match["number"]) if match else None
    return Surface(start, match.end(), value, bool(match["outside"]), large=True) if match and value else None


def _han(text: str, start: int, run_end: int) -> Surface | None:
    """Read a Chinese numeral; a run of plain digits (二〇二三, 三五) and an invalid one (十四五) are none."""
    if run_end - start == 1 and not _goes_on(text, start, run_end):
        return _paused(text, start) if text.startswith("、", run_end) else None
    match = _HAN.match(text, start)
    if match is None:
        return None
    written = match.group()
    if text.startswith("、", match.end()) and (near := _neighbour_behind(text, match)):
        return near
    if written[0] in "零〇" or (len(written) > 1 and not _SCALED.search(written)):
        return _about(match, written)
    value = _ten_thousands(written) if _ONLY_LARGE.match(written) else parse_numeral(written)
    if value is None:
        return _about(match, written)
    if (digits := _DIGITS_BEHIND.match(text, match.end())) and written[-1] in "万亿" and not _hedged(match):
        value += parse_numeral(digits["second"]) or 0  # 八万7千件
        return Surface(start, digits.end(), value, bool(digits["outside"]), chinese=True, large=True)
    bare_scale, large = written[0] in "百千万亿", bool(_LARGE.search(written))
    return Surface(start, match.end(), value, _hedged(match), chinese=True, bare_scale=bare_scale, large=large)


def _half(text: str, start: int) -> Surface | None:
    """Read 一半, 过半 and 半数 as 50 %, and the half of 半天 and 半个工作日."""
    before = text[start - 1 : start]
    if text.startswith("一半", start) and before not in _NO_HALF:
        return Surface(start, start + 2, Decimal(50), False, chinese=True, percent=True)
    if text[start] != "半":
        return None
    if text.startswith("半数", start) or (before in _HALF_PASSED and _HALF_OF_TIME.match(text, start) is None):
        stop = start + 1 + text.startswith("数", start + 1)
        return Surface(start, stop, Decimal(50), False, chinese=True, bare_scale=True, percent=True)
    return Surface(start, start + 1, Decimal("0.5"), False, chinese=True) if _is_half_day(text, start) else None


def _is_half_day(text: str, start: int) -> bool:
    return _HALF_SPAN.match(text, start) is not None and text[start - 1 : start] not in _NO_HALF


def _neighbour_behind(text: str, first: re.Match[str]) -> Surface | None:
    """Read 十二、三万 as 十二三万: a numeral, and behind a pause the digit beside its last one."""
    second = _SECOND.match(text, first.end())
    between = neighbours(first.group() + second["digit"] + second["scale"]) if second else None
    if second is None or between is None or DIGITS.get(first.group()[-1], 0) + 1 != DIGITS[second["digit"]]:
        return None
    low, high = between
    large = bool(_LARGE.search(second["scale"]))
    return Surface(first.start(), second.end(), low, False, chinese=True, large=large, high=high)


def _capital(text: str, start: int) -> Surface | None:
    """Read 叁拾贰: digits and scales as cheques spell them; 陆续, 收拾 are words."""
    match = _CAPITALS.match(text, start)
    value = parse_numeral(match.group()) if match else None
    return Surface(start, match.end(), value, False, chinese=True) if match and value else None


def _about(match: re.Match[str], written: str) -> Surface | None:
    """Read two neighbours in one numeral: 十三四 is 13 to 14, 七八十 is 70 to 80, 三四个 is 3 to 4."""
    between = neighbours(_HEDGE_WITHIN.sub("", written))
    if between is None:
        return None
    low, high = between
    return Surface(match.start(), match.end(), low, False, chinese=True, large=bool(_LARGE.search(written)), high=high)


def _paused(text: str, start: int) -> Surface | None:
    """Read 三、四十 as 三四十; what opens a line counts the line: 二、三十件实事."""
    second = _PAUSED.match(text, start)
    if second is None or text[start - 1 : start] in ("", "、", "第", "前", "\n", "(", " ", "。"):
        return None
    surface = _about(second, second["low"] + second["high"])
    return surface if surface and surface.start == start else None


def _goes_on(text: str, start: int, run_end: int) -> bool:
    """Return whether a lone Chinese digit can be a number at all: most 一 cannot."""
    following = text[run_end : run_end + 1]
    return following in FIRST_CHARACTERS or following in _HAN_GOES_ON or text[max(0, start - 1) : start] in ("第", "前")


def _ten_thousands(written: str) -> Decimal:
    """Read 万余, 近亿: scales without a digit."""
    return scaled("1", _HEDGE_WITHIN.sub("", written))


def _hedged(match: re.Match[str]) -> bool:
    return bool(match["inside"] or match["outside"])


def _percentage(text: str, start: int) -> Surface | None:
    if text.startswith("百分百", start):
        of_hundred = _SAID_OF.search(text, max(0, start - 4), start)
        return Surface(start, start + 3, Decimal(100), False, percent=True) if of_hundred else None
    match = _PER_HUNDRED.match(text, start)
    if match is None:
        return None
    value = Decimal(100) if match["all"] else parse_numeral(match["han"] or match["arabic"])
    if value is not None and match["of"] != "百":  # 千分之三
        value = value * 100 / SCALES[match["of"]]
    return None if value is None else Surface(start, match.end(), value, bool(match["inside"]), percent=True)


def _mask(text: str, start: int) -> Surface | None:
    """Read a blotted figure; bold type (**办件**人) and a product (7×24) are none."""
    if start and text[start - 1].isascii() and text[start - 1].isalnum():
        return None
    match = _MASK.match(text, start)
    if match is None:
        return None
    if text[start] == "*" and _is_markup(text, start, match.end()):
        return None
    tail = _MASK_TAIL.match(text, match.end())
    if tail is None:
        return None
    return Surface(start, tail.end(), None, _hedged(tail), large=bool(_LARGE.search(tail.group())))


def _is_markup(text: str, start: int, end: int) -> bool:
    """Return whether asterisks are the mark of a footnote or of bold type."""
    if start == 0 or text[start - 1] == "\n":
        return True
    return bool(_BOLD_BEFORE.search(text, max(0, start - 42), start)) or bool(_BOLD_AFTER.match(text, end))
