"""Which file an export is, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePath

from core.errors import DuibiaoError
from core.export.document import document
from core.export.plain import csv_file, json_file
from core.export.questions import question_sheet
from core.export.slides import deck
from core.export.workbook import workbook
from core.library import Library
from core.screens.exhibit import Exhibit

Writer = Callable[[Sequence[Exhibit], Library, str], bytes]
FORMATS: Mapping[str, Writer] = {
    ".pptx": deck,
    ".xlsx": workbook,
    ".docx": document,
    ".问答.docx": question_sheet,
    ".csv": lambda exhibits, library, _: csv_file(exhibits, library),
    ".json": lambda exhibits, library, _: json_file(exhibits, library),
}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MIME = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": WORD,
    ".问答.docx": WORD,
    ".csv": "text/csv",
    ".json": "application/json",
}


def ending_of(name: str) -> str:
    """Return the longest ending of a file name that is written, else the one it has.

    >>> ending_of("周会.问答.docx"), ending_of("周会.docx"), ending_of("周会.doc")
    ('.问答.docx', '.docx', '.doc')
    """
    known = sorted((ending for ending in FORMATS if name.lower().endswith(ending)), key=len)
    return known[-1] if known else PurePath(name).suffix


def exported(ending: str, exhibits: Sequence[Exhibit], library: Library, title: str = "") -> bytes:
    """Return the exhibits as a file.

    Raises:
        DuibiaoError: the ending is not known, or there is nothing to export.
    """
    write = FORMATS.get(ending.lower())
    if write is None:
        raise DuibiaoError(f"不会写“{ending or '没有扩展名'}”的文件。可用：{'、'.join(FORMATS)}。")
    if not exhibits:
        raise DuibiaoError("这些链接上没有可以导出的图表：所选地区和年份没有数值。请换一个选择。")
    return write(exhibits, library, title)
