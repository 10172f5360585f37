"""Say which format a file is, by what it holds and only then by its name; what we do not read is refused with its
remedy.
"""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePath

from core.reading.document import refusal


class Format(StrEnum):
    """A format there is a reader for."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    DOC = "doc"  # old Word, WPS
    RTF = "rtf"
    ODT = "odt"
    OFD = "ofd"
    PICTURE = "picture"


# what reads a format, in a process of its own; plain text and pictures have ways of their own
PARSERS = {
    Format.HTML: "core.reading.webpage:parse_html",
    Format.DOCX: "core.reading.word:parse_docx",
    Format.PDF: "core.reading.pdf:parse_pdf",
    Format.XLSX: "core.reading.sheets:parse_xlsx",
    Format.XLS: "core.reading.sheets:parse_xls",
    Format.CSV: "core.reading.sheets:parse_csv",
    Format.OFD: "core.reading.ofd:parse_ofd",
}
OLD = {Format.DOC: "旧版 Office（doc、wps）文件", Format.RTF: "RTF 文档", Format.ODT: "ODT 文档"}  # made DOCX first
ENDINGS = {
    ".txt", ".md", ".html", ".htm", ".docx", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".csv", ".pdf", ".ofd",
}  # fmt: skip # of the files that are taken from a folder
WANTED = "请选择 txt、md、html、docx、xlsx、csv、ofd 或可复制文字的 pdf 文件"
AS_JPEG = "请另存为 jpg 或 png 图片后再导入"
UNPACK = "请先解压，再选择里面的报告文件"
AS_DOCX = "请用 Word 或 WPS 打开后另存为 docx"

# first bytes -> what kind of picture it is
PICTURES = (
    (rb"\x89PNG\r\n", "PNG"),
    (rb"\xff\xd8\xff", "JPEG"),
    (rb"BM.{4}\0\0\0\0", "BMP"),
    (rb"II\*\0|MM\0\*", "TIFF"),
    (rb"RIFF.{4}WEBP", "WebP"),
)
# first bytes -> (what it is, what to do)
FOREIGN = (
    (rb"GIF8[79]a", "内容是 GIF 图片，不是文字", AS_JPEG),
    (rb".{4}ftyp(?:hei|mif|avif)", "内容是 HEIC 图片，不是文字", AS_JPEG),
    (rb".{4}ftyp|RIFF|\x1aE\xdf\xa3|ID3|\xff\xfb", "内容是音视频，不是文字", WANTED),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "内容是压缩包", UNPACK),
    (rb"MZ.{0,200}(?:PE\0\0|This program)|\x7fELF|\xcf\xfa\xed\xfe", "内容是程序，不是报告", WANTED),
    (rb"(?i)MIME-Version:|From: <Saved by", "内容是单个文件网页（mht），暂不支持", "请在浏览器中另存为“仅 HTML”"),
    (rb"SQLite format 3", "内容是数据库，不是报告", WANTED),
)  # fmt: skip
PICTURE_BYTES = tuple((re.compile(pattern, re.DOTALL), kind) for pattern, kind in PICTURES)
FOREIGN_BYTES = tuple((re.compile(pattern, re.DOTALL), what, remedy) for pattern, what, remedy in FOREIGN)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HTML_NAMES = {".html", ".htm", ".xhtml", ".shtml", ".shtm"}
HTML_START = re.compile(rb"(?i)<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s[^>]*charset")

# an entry a zip must hold -> what the zip is
PACKAGES = (
    ("xl/workbook.bin", "内容是二进制 Excel 表格（xlsb），暂不支持", "请用 Excel 或 WPS 另存为 xlsx"),
    ("ppt/presentation.xml", "内容是演示文稿，不是报告正文", "请把正文另存为 docx 或 txt"),
    ("content.xml", "内容是 ODF 表格或演示文稿，暂不支持", "请用 WPS 或 LibreOffice 另存为 xlsx 或 docx"),
)
# an entry a zip must hold -> the format
READ_PACKAGES = (("word/document.xml", Format.DOCX), ("xl/workbook.xml", Format.XLSX), ("OFD.xml", Format.OFD))
ZIPPED = {package for _, package in READ_PACKAGES}
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
SHEET_NAMES = {".csv", ".tsv"}


def format_of(data: bytes, name: str) -> Format:
    """Return the format of a file.

    Raises:
        DocumentError: empty, an old .doc that is locked, an archive, or another thing there is no reader for.
    """
    if not data.strip():
        raise refusal(name, "文件是空的", "请检查是否选错了文件")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(OLE):
        return _old_office(data, name)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packaged(data, name)
    if data.startswith(b"{\\rtf"):
        return Format.RTF
    if picture_kind(data):
        return Format.PICTURE
    for pattern, what, remedy in FOREIGN_BYTES:
        if pattern.match(data[:512]):
            raise refusal(name, what, remedy)
    if _is_html(data, name):
        return Format.HTML
    return Format.CSV if PurePath(name).suffix.lower() in SHEET_NAMES else Format.TEXT


def picture_kind(data: bytes) -> str:
    """Return what kind of picture a file is, "" where it is none that can be opened.

    >>> picture_kind(b"\\xff\\xd8\\xff\\xe0"), picture_kind("总结".encode())
    ('JPEG', '')
    """
    return next((kind for pattern, kind in PICTURE_BYTES if pattern.match(data[:64])), "")


def _is_html(data: bytes, name: str) -> bool:
    start = data[:4096].replace(b"\0", b"")  # UTF-16 pages too
    return HTML_START.search(start) is not None or (PurePath(name).suffix.lower() in HTML_NAMES and b"<" in data)


def _old_office(data: bytes, name: str) -> Format:
    if ENCRYPTED in data:
        raise refusal(name, "文件设了打开密码", "请用 Word 或 WPS 取消密码后另存")
    return Format.XLS if "Workbook".encode("utf-16-le") in data else Format.DOC


def _packaged(data: bytes, name: str) -> Format:
    try:
        entries = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise refusal(name, "文件不完整，打不开", "请重新下载，或用 Word、WPS 打开后另存为 docx") from error
    for entry, package in READ_PACKAGES:
        if entry in entries:
            return package
    if "[Content_Types].xml" in entries and any(e.startswith("word/") for e in entries):
        return Format.DOCX
    if "mimetype" in entries and data[:200].find(ODT_TYPE) > 0:
        return Format.ODT
    for entry, what, remedy in PACKAGES:
        if entry in entries:
            raise refusal(name, what, remedy)
    raise refusal(name, "内容是压缩包", UNPACK)
