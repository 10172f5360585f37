"""Read one written numeral: 3.48万, 十二万余, 四十五亿四千零四万, 1,234."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

DIGITS = {
    digit: value
    for value, row in enumerate(("零〇○", "一壹", "二贰两兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for digit in row
}
SMALL_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
LARGE_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
SCALES = SMALL_SCALES | LARGE_SCALES

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_HAS_SCALE = re.compile(f"[{''.join(SCALES)}]")
_HEDGES = re.compile(r"[\s余多几来]")
_PLAIN = re.compile(rf"[-+]?{ARABIC}(?:[eE][-+]?\d+)?")
_TOKEN = re.compile(
    rf"(?P<arabic>{ARABIC})|(?P<digit>[{''.join(DIGITS)}])|(?P<scale>[{''.join(SCALES)}])|(?P<point>点)"
)


def parse_numeral(written: str) -> Decimal | None:
    """Return the value of one numeral in normalised text, or None when it is not one.

    余, 多, 几 and 来 are dropped: what they say is a matter of the bound, not of the value.
    Two digits before a scale (二三十) name no single number and give None.

    >>> parse_numeral("四十五亿四千零四万"), parse_numeral("百三"), parse_numeral("3.48万")
    (Decimal('4540040000'), Decimal('130'), Decimal('34800'))
    """
    bare = _HEDGES.sub("", written)
    for short, tens in _TENS.items():
        bare = bare.replace(short, tens)
    if _PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", ""))
    if bare[:1] in ("负", "-"):
        value = parse_numeral(bare[1:])
        return None if value is None else -value
    tokens = _tokens(bare)
    return None if not tokens else _value(tokens)


def neighbours(written: str) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers that two digits beside each other leave open: 十三四, 三四百; None for any other numeral.

    >>> neighbours("七八十"), neighbours("二十七八"), neighbours("二三一")
    ((Decimal('70'), Decimal('80')), (Decimal('27'), Decimal('28')), None)
    """
    for at, (one, other) in enumerate(pairwise(written)):
        if DIGITS.get(one, 0) and DIGITS.get(other, 0) == DIGITS[one] + 1:
            low, high = (parse_numeral(written[:n] + written[n + 1 :]) for n in (at + 1, at))
            return (
                None
                if low is None or high is None or len(written) > 2 and not _HAS_SCALE.search(written)
                else (low, high)
            )
    return None


def place(value: Decimal) -> Decimal:
    """Return the size of the last place that the wording commits to: 1000 for 28000, 0.1 for 1.3.

    >>> place(Decimal("3480000")), place(Decimal("98.5"))
    (Decimal('10000'), Decimal('0.1'))
    """
    if not value:
        return Decimal(1)
    exponent = value.normalize().as_tuple().exponent
    return Decimal((0, (1,), 0)).scaleb(int(exponent)) if int(exponent) < 0 else Decimal(10) ** int(exponent)


def scaled(digits: str, scales: str) -> Decimal:
    """Return Arabic ``digits`` times each of ``scales``: 3.2 and 百万.

    The product is exact and written without an exponent.
    """
    value = Decimal(digits.replace(",", ""))
    for scale in scales:
        value *= SCALES[scale]
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """Return ``value`` with an integer kept as an integer: 34800, not 3.48E+4 or 34800.00."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _tokens(bare: str) -> list[tuple[str, str]] | None:
    tokens, at = [], 0
    while at < len(bare):
        match = _TOKEN.match(bare, at)
        if match is None:
            return None
        tokens.append((str(match.lastgroup), match.group()))
        at = match.end()
    return tokens


def _value(tokens: list[tuple[str, str]]) -> Decimal | None:
    """Return the value of a sequence of digits, scales and at most one point."""
    kinds = [kind for kind, _ in tokens]
    if "point" not in kinds:
        return _whole(tokens)
    at = kinds.index("point")
    decimals = at + 1
    while decimals < len(tokens) and kinds[decimals] in ("digit", "arabic"):
        decimals += 1
    whole, fraction = _whole(tokens[:at]), "".join(_figure(token) for token in tokens[at + 1 : decimals])
    if whole is None or not fraction.isdigit() or any(written in "两兩" for _, written in tokens[at + 1 :]):
        return None
    value = whole + Decimal(f"0.{fraction}")
    for kind, written in tokens[decimals:]:  # 三点八万
        if kind != "scale":
            return None
        value *= SCALES[written]
    return plain(value) if tokens[decimals:] else value


def _figure(token: tuple[str, str]) -> str:
    kind, written = token
    return str(DIGITS[written]) if kind == "digit" else written


def _whole(tokens: list[tuple[str, str]]) -> Decimal | None:
    """Return the value of a numeral without a point; 一七二零 is read digit by digit."""
    kinds = {kind for kind, _ in tokens}
    if kinds == {"digit"}:
        return None if len(tokens) > 1 and "两" in {w for _, w in tokens} else Decimal("".join(map(_figure, tokens)))
    if "scale" not in kinds or all(kind == "scale" and written in LARGE_SCALES for kind, written in tokens):
        return None
    return _Sum().read(tokens)


class _Sum:
    """The running sum of a numeral with scales: parts above 万, the part below it, and the digit in hand."""

    def __init__(self) -> None:
        self.large: list[tuple[Decimal, int]] = []  # (一千零一亿, 亿), (一千零一万, 万)
        self.small = Decimal(0)
        self.hand: Decimal | None = None
        self.last = 0  # the scale read last; 0 after 零

    def read(self, tokens: list[tuple[str, str]]) -> Decimal | None:
        for kind, written in tokens:
            if kind == "scale":
                self._scale(SCALES[written])
            elif kind == "arabic":
                if self.hand is not None:
                    return None
                self.hand, short = Decimal(written.replace(",", "")), len(written) == 1
                self.last = self.last if short else 0
            elif not self._digit(DIGITS[written]):
                return None
        return plain(self._total())

    def _digit(self, value: int) -> bool:
        if self.hand:  # 二三十
            return False
        if value == 0:
            self.last = 0
        self.hand = Decimal(value) if value else None
        return True

    def _scale(self, scale: int) -> None:
        if scale < 10**4:
            self.small += (Decimal(1) if self.hand is None else self.hand) * scale
        elif self.hand is None and not self.small and self.large:  # 万亿, 万万
            value, _ = self.large.pop()
            lower = self._lower(scale)
            self.large.append(((value + lower) * scale, scale))
        else:
            inner = self.small + (self.hand or 0) + self._lower(scale)
            self.large.append(((inner or Decimal(1)) * scale, scale))
            self.small = Decimal(0)
        self.hand, self.last = None, scale

    def _lower(self, scale: int) -> Decimal:
        """Take back the parts that a larger scale multiplies: 四千五百六十九万八千三百一十一亿."""
        total = Decimal(0)
        while self.large and self.large[-1][1] < scale:
            total += self.large.pop()[0]
        return total

    def _total(self) -> Decimal:
        hand = self.hand or Decimal(0)
        if self.last > 10 and hand < 10:  # 百三, 三万五: the digit is of the next lower place
            hand *= self.last // 10
        return sum((value for value, _ in self.large), self.small) + hand
