"""Find every numeral of any Chinese text, counted or not: the lenient reader beside the strict one of
``quantities``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.parsing.digits import ARABIC, parse_numeral
from core.parsing.extents import numeral_end
from core.parsing.units import TENTHS, match_unit

__all__ = ["Numeral", "find_numerals", "parse_numeral"]

SECONDS = {
    "年": 31_536_000,
    "个月": 2_592_000,
    "周": 604_800,
    "天": 86_400,
    "小时": 3600,
    "时": 3600,
    "分钟": 60,
    "秒": 1,
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text, with its unit when one follows."""

    start: int
    end: int
    value: Decimal
    unit: str

    @property
    def seconds(self) -> Decimal | None:
        """The value of a duration in seconds; None for anything else."""
        return self.value * SECONDS[self.unit] if self.unit in SECONDS else None


_START = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟]|\.\d")
_CHAIN = re.compile(r"\d+(?=\.\d+\.\d)")  # 2222.2222.22222 is no decimal
_LINK = re.compile(r"(?<=\d\.)\d+")
_POWER = re.compile(
    rf"(?P<base>{ARABIC})(?:\^(?P<sign>[-+]{{0,3}})(?P<power>\d{{1,3}})(?!\d)|[eE](?P<ten>[-+]?\d{{1,3}})(?!\d))"
)
_SIGN = re.compile(r"(?:负|零下|(?<![\d-])-)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")

_PER = re.compile(r"(?P<scale>[百千万]+) *分 *之 *(?P<number>[^ ])")
_OVER = re.compile(r" *分 *之 *(?P<sign>负?)(?=[^ ])")
_AND = re.compile(r" *又 *")
_SLASH = re.compile(r"/(\d{1,9})(?![\d/.])")
_PERCENT = re.compile(r" *(?:%|个? *百 *分 *点)")
_CALENDAR = re.compile(r"[年时](?![候间代])")
_COINS = re.compile(r"(?P<tenths>[\d一二两三四五六七八九])角(?:(?P<hundredths>[\d一二两三四五六七八九])分)?")

_WORD = re.compile(
    "一(?:切|看|位|些|定|样|般|起|直|致|旦|边|下|美|个(?![月星小工百]))|两[岸两美]|百分点?(?!之)|四川|五角(?!钱|[一二两三四五六七八九])|十(?:足|分(?!钟|之))"
)
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_MINUTES = re.compile(r"\d:$")
_HAN = re.compile("(?!负)[\u4e00-\u9fff]")


def find_numerals(text: str) -> list[Numeral]:
    """Return all numerals of normalised text: integers, decimals, powers, fractions, percentages, ordinals, measures.

    Percentages, 成 and 百分点 carry the unit "%"; of a range both ends are returned. Addresses, times of day, digits
    behind a letter, and two digits before a scale (二三十) are no numerals.

    >>> [(n.value, n.unit) for n in find_numerals("近一吨,三成,百分之5,12千米")]
    [(Decimal('1'), '吨'), (Decimal('30'), '%'), (Decimal('5'), '%'), (Decimal('12'), '公里')]
    """
    return list(_numerals(_ADDRESS.sub(lambda match: " " * len(match.group()), text)))


def _numerals(text: str) -> Iterator[Numeral]:
    at = 0
    while match := _START.search(text, at):
        numeral, at = _read(text, match.start())
        if numeral is not None:
            yield numeral


def _read(text: str, start: int) -> tuple[Numeral | None, int]:
    """Return the numeral at ``start``, or None, and where to go on reading."""
    if per := _PER.match(text, start):
        return _percentage(text, start, per)
    end, value = _number(text, start)
    if value is None or _is_name(text, start, end):
        return None, end
    sign = _SIGN.search(text, max(0, start - 2), start)
    signed = Numeral(sign.start() if sign else start, end, -value if sign else value, "")
    refused, fraction = _fraction(text, signed)
    if refused:
        return None, refused
    numeral = fraction or _with_unit(text, signed)
    return numeral, numeral.end


def _number(text: str, start: int) -> tuple[int, Decimal | None]:
    """Return where the digits and scales from ``start`` end, and their value; no sign, no fraction, no unit."""
    if text[start] == "." and text[max(0, start - 1)] in "0123456789." and start:
        return start + 1, None
    if (chain := _CHAIN.match(text, start)) or (chain := _LINK.match(text, start)):
        return chain.end(), Decimal(chain.group())
    if power := _POWER.match(text, start):
        return power.end(), _power(power)
    end = numeral_end(text, start)
    return end, parse_numeral(text[start:end])


def _power(match: re.Match[str]) -> Decimal:
    """Return the value of 21.2E0 and 1.1^-23."""
    base = Decimal(match["base"].replace(",", ""))
    if match["ten"]:
        return base.scaleb(int(match["ten"]))
    exponent = int(match["power"]) * (-1) ** match["sign"].count("-")
    return base**exponent if base else base


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether the digits belong to a word, a name or a time of day: 一切, A2021, 2:00, 九九."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if end - start == 1 and _WORD.match(text, start):
        return True
    if text[start].isdigit():
        return (
            (before.isascii() and before.isalpha())
            or bool(_CLOCK.match(text, start))
            or bool(_MINUTES.search(text[max(0, start - 3) : start]))
        )
    spelt = (
        end - start > 1
        and parse_numeral(text[start:end]) is not None
        and not re.search("[十百千万亿兆点拾佰仟]", text[start:end])
    )
    return spelt and bool(_HAN.match(before) or _HAN.match(after))


def _percentage(text: str, start: int, per: re.Match[str]) -> tuple[Numeral | None, int]:
    """Read 百分之五 and 千分之2.4, which is 0.24 %."""
    end, value = _number(text, per.start("number")) if _START.match(text, per.start("number")) else (per.end(), None)
    if value is None:
        return None, end
    scale = parse_numeral("一" + per["scale"])
    if text[end : end + 1] in ("K", "k"):
        end, value = end + 1, value * 1000
    return Numeral(start, end, value * 100 / (scale or 1), "%"), end


def _fraction(text: str, head: Numeral) -> tuple[int, Numeral | None]:
    """Return 3/5, 五分之一 and 3又一千分之23 as one number; of 五百分之2.2 where it ends, since that is none."""
    slash = _SLASH.match(text, head.end)
    if slash and int(slash[1]) and text[head.start : head.end].lstrip("-").isdigit():
        return 0, replace(head, end=slash.end(), value=head.value / int(slash[1]))
    both = _AND.match(text, head.end)
    if both is None:
        return _over(text, head)
    part = _plain(text, both.end())
    refused, fraction = _over(text, part) if part else (0, None)
    if fraction is None:
        return refused, None
    return 0, replace(
        head, end=fraction.end, value=head.value + (fraction.value if head.value >= 0 else -fraction.value)
    )


def _over(text: str, below: Numeral) -> tuple[int, Numeral | None]:
    """Read what follows the denominator: 五 分之一."""
    over = _OVER.match(text, below.end)
    above = _plain(text, over.end()) if over and below.value else None
    if over is None or above is None:
        return 0, None
    if "." in text[above.start : above.end]:
        return above.end, None
    value = above.value / below.value
    return 0, replace(below, end=above.end, value=-value if over["sign"] else value)


def _plain(text: str, at: int) -> Numeral | None:
    """Return the plain number at a place."""
    if not _START.match(text, at):
        return None
    end, value = _number(text, at)
    return None if value is None else Numeral(at, end, value, "")


def _with_unit(text: str, numeral: Numeral) -> Numeral:
    """Return the numeral with the percent sign, money or counter behind it."""
    at = numeral.end + (text[numeral.end : numeral.end + 1] in ("余", "多"))
    if percent := _PERCENT.match(text, at):
        return replace(numeral, end=percent.end(), unit="%")
    if calendar := _CALENDAR.match(text, at):
        return replace(numeral, end=calendar.end(), unit=calendar.group())
    matched = match_unit(text, at + (text[at : at + 1] == " "))
    if matched is None:
        return replace(numeral, end=at)
    unit, end = matched
    if unit == TENTHS:
        return replace(numeral, end=end, value=numeral.value * 10, unit="%")
    if unit == "元" and (coins := _COINS.match(text, end)):
        return replace(numeral, end=coins.end(), value=numeral.value + _coins(coins), unit=unit)
    return replace(numeral, end=end, unit=unit)


def _coins(match: re.Match[str]) -> Decimal:
    tenths, hundredths = (parse_numeral(match[name] or "零") or 0 for name in ("tenths", "hundredths"))
    return Decimal(tenths) / 10 + Decimal(hundredths) / 100
