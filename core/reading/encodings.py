"""Decode the bytes of a text file: marks first, then strict codecs, guessing last; mojibake is refused, never
passed on.
"""

from __future__ import annotations

import codecs
import re

from core.reading.document import refusal

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE = 4000
SAMPLE_BYTES = 1_000_000
UTF7 = re.compile(rb"\+[A-Za-z0-9+/]{3,}-?")
PLAUSIBLE = 0.8  # official texts measure above 0.95, UTF-8 read as GBK below 0.5
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\ufffe\uffff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LOST = "\ufffd"
ASCII_BYTES = bytes(range(0x80))
COMMON = bytes(
    (*range(0xA1, 0xAA), *range(0xB0, 0xD8))
)  # lead bytes in GB2312: symbols, and the 3 755 common characters
RESAVE = "请在记事本中打开后另存为 UTF-8 编码，或重新下载原文件"


def decode(data: bytes, name: str) -> str:
    """Return the text of ``data`` with line ends as ``\\n`` and without a byte order mark.

    Raises:
        DocumentError: the bytes are no text, or text whose characters are lost.
    """
    return universal_newlines(_decoded(data, name))


def refuse_utf7(data: bytes, name: str) -> None:
    """Raise DocumentError for UTF-7, in which plain letters hide other characters, tags among them."""
    if b"+" not in data or not data.isascii() or not (runs := UTF7.findall(data[:SAMPLE_BYTES])):
        return
    hidden = b"".join(runs).decode("utf-7", "ignore")
    if len(HAN.findall(hidden)) > 2 or "<" in hidden:
        raise refusal(name, "是 UTF-7 编码，浏览器和本程序都不读", RESAVE)


def universal_newlines(text: str) -> str:
    """Return ``text`` with the line ends that ``open(..., encoding="utf-8").read()`` gives."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def likeness(text: str) -> float:
    """Return which share of a sample is what Chinese reports are made of: ASCII, symbols, common characters.

    >>> likeness("全年办件3.2万件。")
    1.0
    """
    sample = text if len(text) <= SAMPLE else text[: SAMPLE // 2] + text[-SAMPLE // 2 :]
    encoded = sample.encode("gb2312", "ignore")
    leads = encoded.translate(None, ASCII_BYTES)[0::2]
    common = len(leads) - len(leads.translate(None, COMMON))
    plain = len(encoded) - 2 * len(leads)
    return (plain + common) / max(len(sample), 1)


def damaged(text: str) -> bool:
    """Return whether ``text`` holds more control, private-use or lost characters than a slip explains."""
    return len(CONTROL.findall(text)) + text.count(LOST) > max(2, len(text) // 500)


def _decoded(data: bytes, name: str) -> str:
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, name)
    if b"\0" in data:
        return _without_mark(data, name)
    text = _strict(data, "utf-8")
    if text is not None:
        return _checked_utf8(text, name)
    text = _strict(data, "gb18030")
    if text is not None and not damaged(text) and likeness(text) >= PLAUSIBLE:
        return text
    return _guessed(data, name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _marked(data: bytes, codec: str, name: str) -> str:
    text = _strict(data, codec)
    if text is None or damaged(text):
        raise refusal(name, f"开头标明是 {codec.upper()} 编码，内容却对不上，文字已损坏", RESAVE)
    return text


def _without_mark(data: bytes, name: str) -> str:
    """Read UTF-16 that came without a mark: in text of any other encoding no byte is zero."""
    for codec in ("utf-16-le", "utf-16-be"):
        text = _strict(data, codec)
        if text is not None and not damaged(text) and likeness(text) >= PLAUSIBLE:
            return text
    raise refusal(name, "内容是二进制数据，不是文字", "请选择 txt、md、html、docx 或可复制文字的 pdf 文件")


def _checked_utf8(text: str, name: str) -> str:
    if damaged(text):
        raise refusal(name, "文字里有大量无法显示的字符，原文已损坏", "请重新下载原文件")
    if likeness(text) < PLAUSIBLE and _is_twice_encoded(text):
        raise refusal(name, "文字是乱码（UTF-8 曾被当作其他编码保存）", "请从原网页重新复制或下载")
    return text


def _is_twice_encoded(text: str) -> bool:
    """Say whether ``text`` is UTF-8 that was once read as another encoding: 鏀垮姟 for 政务, æ”¿ for 政."""
    sample = text[:SAMPLE]
    for codec in ("gb18030", "cp1252", "latin-1"):
        again = sample.encode(codec, "ignore").decode("utf-8", "ignore")
        if len(again) * 5 > len(sample) and len(HAN.findall(again)) * 2 > len(again) and likeness(again) >= PLAUSIBLE:
            return True
    return False


def _guessed(data: bytes, name: str) -> str:
    lenient = data.decode("utf-8", "replace")
    if lenient.count(LOST) * 100 < len(lenient) and likeness(lenient) >= PLAUSIBLE:
        line = lenient.count("\n", 0, lenient.index(LOST)) + 1
        raise refusal(name, f"第 {line} 行起有损坏的字符，文件可能没有下载完整", RESAVE)
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    best = from_bytes(data[:200_000]).best()
    text = _strict(data, best.encoding) if best else None
    if text is None or damaged(text) or not _is_chinese(text):
        raise refusal(name, "认不出文字编码，读出来是乱码", RESAVE)
    return text


def _is_chinese(text: str) -> bool:
    """Traditional characters are Chinese too, though ``likeness`` knows the simplified ones only."""
    han = len(HAN.findall(text[:SAMPLE]))
    return han * 2 > len(text[:SAMPLE]) and any(word in text for word in ("的", "年", "工作"))
