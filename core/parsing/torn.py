"""Numbers in pieces: 99·6% · 12, 345件 · 1O.5万 · 13万2件. Read whole where one reading alone is possible, else not at all."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from core.parsing.digits import plain
from core.parsing.readings import Reading
from core.parsing.surfaces import CHINESE, Surface
from core.parsing.uncounted import closes_total
from core.parsing.units import COUNTERS_WHOLE, TENTHS, match_unit


class Torn(NamedTuple):
    """A number in pieces; ``value`` is None where more than one reading is possible."""

    start: int
    end: int  # of the last piece, without scale and counter
    value: Decimal | None


HOLES = "□■○◯◇◆▢▯＿_�"  # where a character could not be shown
_RAISED = "·•‧∙⋅･・˙点"  # a decimal point that sits too high, or is said
_TICKS = "'’‘`´،٬‚"  # thousands as other keyboards set them apart
_LETTERS = "OoIlSBZgqb"
_GOES_ON = frozenset(f" ×xX*^…⁰¹²³⁴⁵⁶⁷⁸⁹,.。;±?~、{HOLES}{_RAISED}{_TICKS}{_LETTERS}\n")
_COMES_BEFORE = frozenset(f".OoIl{HOLES}")
_WHOLE = re.compile(r"\d+(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_MORE = rf"(?:[,.{_RAISED}{_TICKS}±?^…{HOLES}]| (?! )|(?<=[.,])-)"
_CLUSTER = re.compile(rf"\d+(?:{_MORE}{{0,3}}(?:\d+|[{HOLES}]|[{_LETTERS}]+(?![A-Za-z]))){{0,12}}")
_DANGLES = re.compile(rf"(?:[.,{_RAISED}{HOLES}?±]|-[.,]) ?[.,]? ?(?=[%‰万亿])|~(?=%)")
_LISTED = re.compile(r"\d{1,3}(?:、\d{3})+(?![\d.])")  # 12、345件
_RATE_LISTED = re.compile(r"\d{2}、\d(?=[%‰])")  # 97、3%
_NEIGHBOURS = re.compile(r"\d{0,6}(?P<low>\d)、(?P<high>\d)(?![\d.])")  # 12、3万件
_SHARED_OUT = re.compile("(?:分别|各|依次|先后|第)[^。;\n]{0,40}$")
_NAMED = re.compile(r"(?:[第表图令号A-Za-z&#@_/:\-]|附件|百分)$")
_OUTLINE = re.compile(r"(?:\A|[\n。;!?]) *[(]?$")
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[. ] ?(?=\d)")
_DATE = re.compile(r"(?:19|20)\d\d[. ]\d{1,2}(?:[. ]\d{1,2})?|\d{1,2}点\d\d?(?! ?[%万亿])")
_NAME_FIRST = re.compile(r"(?:1[02]\d{3}|(?:19|20)\d\d)[ ,](?!\d{3}(?!\d))")  # 拨打12345,3分钟内
_BEFORE = re.compile(rf"[\u4e00-\u9fff,] ?(?P<piece>[OoIl]?\.|[OoIl{HOLES}])$")
_STOPPED = re.compile(r"[。;]\d{1,2} ?(?=[%‰万亿])")  # 99。6%, 99;6%
_SCALED_TWICE = re.compile(r"[万亿]万|亿亿")
_GAP = re.compile(r" *([.,]) *")
_BROKEN_LINE = re.compile(r"[.,]?\n *[.,]?\d+(?:\.\d+)? ?(?P<unit>[%‰万亿件个])")
_SECOND = re.compile(r" ?(?P<scale>[万亿]+)|[零又余]?\d+(?:[.·,]\d+)*[十百千]?|[.·点]\d+")  # 13万2, 12.5万 万
_PER_HUNDRED_GOES_ON = re.compile(f"[.·•‧点 ]?[\\d{CHINESE}]+(?<!百)")
_DIGITS_BEHIND = re.compile(r"\d+(?=[余多]?[件个项次人户张条笔家批起])")
_HAN_BEFORE = re.compile(f"[{CHINESE}] $")
_FRACTIONAL = re.compile(r"\d* ?(?:[%‰万亿]|个百分点)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r" ?[×xX*·] ?10(?:(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])|\^(?P<caret>-?\d{1,2}))")
_PADDED = re.compile(r"0\d+\.\d")
_RAISED_FIGURE = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CALENDAR = frozenset({"日", "周"})


def torn_at(text: str, start: int, end: int) -> Torn | None:
    """Return the number in pieces that begins at ``start``, where digits up to ``end`` read as one number; None where
    the number is whole or stands in a name, a date or a list.

    >>> torn_at("好评率99·6%", 3, 5).value, torn_at("受理1,234,5件", 2, 7).value, torn_at("受理12,345件", 2, 8)
    (Decimal('99.6'), None, None)
    """
    if text[start - 1 : start] == "±" or _PADDED.match(text, start) and _counted(text, end):  # ±0.1%, 099.6%
        return Torn(start, end, None)
    ahead = _piece_before(text, start) if text[start - 1 : start] in _COMES_BEFORE else start
    if text[end : end + 1] not in _GOES_ON and ahead == start and not text.startswith("0,", start):
        return None
    if power := _POWER.match(text, end):
        raised = power["caret"] or power["power"].translate(_SUPERSCRIPTS)
        value = Decimal(text[start:end].replace(",", "")).scaleb(int(raised))
        return Torn(start, power.end(), plain(value))
    cluster = _CLUSTER.match(text, start)
    stop = end if cluster is None else _without_letters(text, cluster)
    if _is_named(text, ahead):
        return None
    if cut := _DANGLES.match(text, stop) or _STOPPED.match(text, stop):
        return Torn(ahead, cut.end(), None)
    if (raised := _RAISED_FIGURE.match(text, stop)) and _counted(
        text, raised.end()
    ):  # 4.8¹万件: a footnote, or a power
        return Torn(ahead, raised.end(), None)
    shared = _SHARED_OUT.search(text, max(0, start - 44), start)
    if (rate := _RATE_LISTED.match(text, start)) and not shared:
        return Torn(ahead, rate.end(), None)
    if listed := _LISTED.match(text, start):
        return None if shared or not _counted(text, listed.end()) else Torn(ahead, listed.end(), None)
    if (near := _NEIGHBOURS.match(text, start)) and int(near["high"]) == int(near["low"]) + 1:
        listed_on = text[start - 1 : start] in tuple("、和与及")
        counted = _counted(text, near.end()) or text[near.end() : near.end() + 1] in tuple("百千")
        return None if listed_on or shared or not counted else Torn(ahead, near.end(), None)
    if broken := _BROKEN_LINE.match(text, stop):
        return None if _opens_line(text, start) else Torn(ahead, broken.start("unit"), None)
    written = text[ahead:stop]
    if _WHOLE.fullmatch(written) or _DATE.match(text, start, stop + 1) or _NAME_FIRST.match(written):
        return None
    if _counted(text, stop) or closes_total(text, ahead, stop) or text.endswith("百分之", 0, ahead):
        return Torn(ahead, stop, _mended(text, ahead, stop))
    return None


def _piece_before(text: str, start: int) -> int:
    """Return where a piece begins that stands before the digits: l2.5万, O.5%, .6%, □9.6%."""
    piece = _BEFORE.search(text, max(0, start - 4), start)
    return piece.start("piece") if piece and (piece["piece"] != "." or _takes_fraction(text, start)) else start


def _without_letters(text: str, cluster: re.Match[str]) -> int:
    """Return where a cluster ends; letters at its end are digits only directly before a counter: 10O件, never 3S店."""
    stop = cluster.end()
    while text[stop - 1] in _LETTERS and not (
        text[stop - 1] in "OoIl" and match_unit(text, stop) or text[stop : stop + 1] in "%万亿"
    ):
        stop -= 1
    return stop


def _is_named(text: str, start: int) -> bool:
    if _NAMED.search(text, max(0, start - 2), start) and not text.endswith("百分之", 0, start):
        return True
    return bool(_ITEM.match(text, start)) and bool(_OUTLINE.search(text, max(0, start - 6), start))


def _opens_line(text: str, start: int) -> bool:
    return text.rfind("\n", 0, start) == start - 1 or text[:start].isspace()


def _counted(text: str, at: int) -> bool:
    at += text[at : at + 1] == " "
    if text[at : at + 1] in tuple("%‰万亿余多"):
        return True
    unit = match_unit(text, at)
    return unit is not None and unit[0] not in _CALENDAR


def _ends(text: str, at: int) -> bool:
    return _counted(text, at) or text[at : at + 1] in tuple("\n,。;、)")


def _mended(text: str, start: int, stop: int) -> Decimal | None:
    """Return what the pieces can only mean together, or None."""
    written = text[start:stop]
    if "±" in written:
        return None
    blanks = " " in written
    plain = _GAP.sub(r"\1", written.translate(_LOOK_ALIKE))
    fraction = re.fullmatch(rf"(\d+)[{_RAISED}](\d+)", plain)
    if fraction:
        plain = f"{fraction[1]}.{fraction[2]}"
    if not _WHOLE.fullmatch(plain) or _SHARED_OUT.search(text, max(0, start - 44), start) and blanks:
        return None
    if "." in plain and not (_takes_fraction(text, stop) or text.endswith("百分之", 0, start)):
        return None
    return Decimal(plain.replace(",", ""))


def _takes_fraction(text: str, at: int) -> bool:
    """Return whether what stands at or behind ``at`` may be counted in parts: a rate or a scale."""
    return _FRACTIONAL.match(text, at) is not None


_LOOK_ALIKE = str.maketrans("Oo" + _TICKS, "00" + "," * len(_TICKS))


def goes_on(text: str, surface: Surface) -> int:
    """Return where the piece ends that follows a numeral which already ended: 13万2件, 12.5万万件, 百分之九十九.六; 0 where
    none does.
    """
    stop = surface.stop
    if surface.percent:
        behind = _PER_HUNDRED_GOES_ON.match(text, stop)
        return behind.end() if behind else 0
    if surface.chinese:
        if text[stop - 1] in "万亿" and (digits := _DIGITS_BEHIND.match(text, stop)):  # 八万7件
            return digits.end()
        parted = _HAN_BEFORE.search(text, max(0, surface.start - 2), surface.start)
        return stop if parted and _counted(text, stop) else 0
    if text[stop - 1] not in "百千万亿":
        return 0
    if _SCALED_TWICE.match(text, stop - 2):
        return stop
    second = _SECOND.match(text, stop)
    return second.end() if second and (second["scale"] or _ends(text, second.end())) else 0


# 压缩三分之二, 达2/3, 超过一半: a share that is written as a fraction
_FRACTION = re.compile(
    r"(?:[率比例占重缩短少降升高长]|超过?|达到?|为|近|约)[了约近]?"
    r"(?P<share>[二三四五六七八九十]分之[一二三四五六七八九十](?!点)|(?<!\d)\d{1,2}/\d{1,2}(?=[,。;、)\n]|以上|左右)|一半|半数|过半)"
)


def fractions_in(text: str) -> list[Torn]:
    """Return the shares that are written as fractions; nobody reads them.

    >>> [text[torn.start : torn.end] for text in ["时限压缩三分之二,好评率过半"] for torn in fractions_in(text)]
    ['三分之二', '过半']
    """
    return [Torn(*match.span("share"), None) for match in _FRACTION.finditer(text)]


_MORE_TENTHS = re.compile(rf"[\d{CHINESE}]{{2,}}")
_AVERAGE = re.compile("均|每|人次比|[件份人户]/")
_THOUSANDTHS = re.compile(r"[1-9]\d*\.\d{3,}")


def cut_off(reading: Reading) -> int:
    """Return where a numeral ends whose counter does not fit what is written; 0 where it does.

    12.345件: what is counted in whole has no thousandths, but a mean of them may. 九成八五: more digits than a tenth and its
    tenth have.
    """
    if reading.unit == TENTHS:
        more = _MORE_TENTHS.match(reading.text, reading.surface.stop + 1)
        return more.end() if more else 0
    if reading.value is None or reading.surface.large or reading.surface.chinese or reading.unit not in COUNTERS_WHOLE:
        return 0
    split = _THOUSANDTHS.fullmatch(reading.text, reading.start, reading.stop)
    means = _AVERAGE.search(reading.text, max(0, reading.start - 24), reading.end)
    return reading.stop if split and not means else 0
