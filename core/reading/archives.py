"""Look at what a docx would unpack to before anything is unpacked, so that a small file cannot fill the memory."""

from __future__ import annotations

import io
import zipfile

from core.reading.document import refusal

MEGABYTE = 1 << 20
MAX_ENTRIES = 2000
MAX_TOTAL = 200 * MEGABYTE
MAX_ENTRY = 100 * MEGABYTE
MAX_RATIO = 100  # for entries that are big once unpacked; Word's own reach about 30
BIG = 2 * MEGABYTE
REMEDY = "请用 Word 或 WPS 打开后另存为 docx，或复制正文存为 txt"


def check_archive(data: bytes, name: str, remedy: str = REMEDY) -> None:
    """Refuse an archive whose table of contents declares more than a report can hold.

    A table of contents that lies is met by the limits of the child process that unpacks (``core.reading.child``).
    """
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_TOTAL or any(_is_bomb(entry) for entry in entries):
        raise refusal(name, f"解开后有 {len(entries)} 个部件共 {total // MEGABYTE} MB，超出一份报告的大小", remedy)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusal(name, "文件设了打开密码", "请取消密码后另存")


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > MAX_ENTRY or (
        entry.file_size > BIG and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    )
