"""Bytes to text: read txt, md, html, docx, pdf, ofd, sheets and old Office files of any encoding into a ``RawDocument``, or say why not."""

from __future__ import annotations

import hashlib
import stat
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

from core.reading.archives import check_archive
from core.reading.child import parse_apart
from core.reading.document import MAX_CHARACTERS, Parsed, RawDocument, RawTable, refusal, shown
from core.reading.encodings import decode, refuse_utf7
from core.reading.formats import OLD, PARSERS, ZIPPED, Format, format_of, picture_kind
from core.reading.mending import mend
from core.reading.office import as_docx
from core.reading.pages import without_marks
from core.reading.recognising import recognised
from core.reading.webpage import parse_html
from core.visible import SHOWN, TURNS, visible

__all__ = ["MAX_BYTES", "RawDocument", "RawTable", "bytes_of", "read_bytes", "read_file"]

MAX_BYTES = 50 * (1 << 20)
MOST_KEPT = 20 * (1 << 20)  # bytes of a file whose pages can be shown
BIG_PAGE = 300_000  # bytes; a larger page is parsed in the child process like docx and pdf
TURNED = f"文中有改变书写方向的隐藏字符，已显示为 {SHOWN}；它们会让人看到的数字与实际不同，请对照原件"
TOO_BIG = "请只导入报告本身，去掉图片和附件"


def read_file(path: Path) -> RawDocument:
    """Read one file.

    Raises:
        DocumentError: one Chinese sentence naming the file, what is wrong and what to do; the file is left as it is.
    """
    return read_bytes(bytes_of(Path(path)), Path(path).name)


def bytes_of(path: Path) -> bytes:
    """Return what is in a file, where it may be a report.

    Raises:
        DocumentError: as ``read_file``.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise refusal(path.name, "找不到这个文件或没有权限", "请检查文件名和路径") from error
    if stat.S_ISDIR(status.st_mode):
        raise refusal(path.name, "是一个文件夹", "请选择文件夹里的报告文件")
    if not stat.S_ISREG(status.st_mode):
        raise refusal(path.name, "不是普通文件", "请选择一个报告文件")
    _check_size(status.st_size, path.name)
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # a file may grow between the look and the read
    except OSError as error:
        raise refusal(path.name, "文件打不开", "请检查权限，或关闭正在使用它的程序") from error


def read_bytes(data: bytes, name: str) -> RawDocument:
    """Read the bytes of one file; ``name`` serves messages and, where the content leaves it open, the format.

    The raw text of a txt or md file is the decoded text, character for character as ``open(...,
    encoding="utf-8").read()`` gives it, but for what was broken on its way (``mending``). Docx and pdf files are parsed in a child process with limits.

    Raises:
        DocumentError: as ``read_file``.
    """
    name = shown(name)
    _check_size(len(data), name)
    refuse_utf7(data, name)
    format_read = format_of(data, name)
    parsed = _turned_visible(_parsed(format_read, data, name))
    if len(parsed.text) > MAX_CHARACTERS:
        raise refusal(name, f"正文有 {len(parsed.text) // 10_000} 万字，不像一份报告", TOO_BIG)
    if not parsed.text.strip():
        raise refusal(name, "文件里没有文字", "请检查是否选错了文件")
    parsed, cuts = mend(parsed)
    original = b64decode(parsed.sheets) or (data if format_read is Format.PDF and len(data) <= MOST_KEPT else b"")
    sha256 = hashlib.sha256(data).hexdigest()
    return RawDocument(parsed.text, name, sha256, parsed.tables, parsed.notes, original, bool(parsed.sheets), cuts)


def _turned_visible(parsed: Parsed) -> Parsed:
    """Return the text with characters that turn the direction shown, and a note that there were some."""
    if not TURNS.search(parsed.text):
        return parsed
    tables = tuple(
        replace(table, rows=tuple(tuple(map(visible, row)) for row in table.rows)) for table in parsed.tables
    )
    return replace(parsed, text=visible(parsed.text), tables=tables, notes=(*parsed.notes, TURNED))


def _parsed(format_read: Format, data: bytes, name: str) -> Parsed:
    if format_read is Format.TEXT:
        return Parsed(without_marks(decode(data, name)))
    if format_read is Format.HTML and len(data) <= BIG_PAGE:
        return parse_html(data, name)
    if format_read is Format.PICTURE:
        return recognised(data, name, f"内容是 {picture_kind(data)} 图片，不是文字")
    if format_read in OLD:
        data, format_read = as_docx(data, name, f".{format_read.value}", OLD[format_read]), Format.DOCX
    if format_read in ZIPPED:
        check_archive(data, name)
    parsed = parse_apart(PARSERS[format_read], data, name)
    scanned = format_read is Format.PDF and not parsed.text
    return recognised(data, name, parsed.notes[0]) if scanned else parsed


def _check_size(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise refusal(name, f"文件有 {size / (1 << 20):.0f} MB，超过 50 MB 的上限", TOO_BIG)
