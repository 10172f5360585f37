"""Turn the radicals that pdf writers put in place of characters (⼯ for 工, ⻔ for 门) back into the characters."""

from __future__ import annotations

import unicodedata

KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# the simplified forms of the supplement, which Unicode itself does not fold
SUPPLEMENT = str.maketrans(
    "⺁⺇⺊⺌⺝⺟⺠⺧⺩⺫⺬⺮⺳⺴⺶⺼⻁⻄⻅⻆⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂几卜小月母民牛王目示竹网四羊肉虎西见角贝足车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
TABLE = KANGXI | SUPPLEMENT


def unified(text: str) -> str:
    """Return ``text`` with radicals as the characters they stand for; the length stays.

    >>> unified("⼯作⻔户")
    '工作门户'
    """
    return text.translate(TABLE)
