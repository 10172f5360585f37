"""Which file an export is, by the ending of its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from core.errors import DuibiaoError
from core.export.cover import Cover, cover_of
from core.export.document import document
from core.export.plain import csv_file, json_file
from core.export.questions import question_sheet
from core.export.slides import deck
from core.export.workbook import workbook
from core.library import Library
from core.screens.exhibit import Exhibit

Writer = Callable[[Sequence[Exhibit], Library, Cover], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what its button says, how a browser takes it, and what writes it."""

    words: str
    mime: str
    write: Writer


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    ".pptx": Format("幻灯片 PPTX", f"{OFFICE}.presentationml.presentation", deck),
    ".docx": Format("报告 DOCX", f"{OFFICE}.wordprocessingml.document", document),
    ".问答.docx": Format("会前问答单", f"{OFFICE}.wordprocessingml.document", question_sheet),
    ".xlsx": Format("表格 XLSX", f"{OFFICE}.spreadsheetml.sheet", workbook),
    ".csv": Format("数据 CSV", "text/csv", lambda exhibits, library, _: csv_file(exhibits, library)),
    ".json": Format("数据 JSON", "application/json", lambda exhibits, library, _: json_file(exhibits, library)),
}  # a new format adds its line here


def ending_of(name: str) -> str:
    """Return the longest ending of a file name that is written, else the one it has.

    >>> ending_of("周会.问答.docx"), ending_of("周会.docx"), ending_of("周会.doc")
    ('.问答.docx', '.docx', '.doc')
    """
    known = sorted((ending for ending in FORMATS if name.lower().endswith(ending)), key=len)
    return known[-1] if known else PurePath(name).suffix


def exported(
    ending: str, exhibits: Sequence[Exhibit], library: Library, title: str = "", *, unit: str = "", address: str = ""
) -> bytes:
    """Return the exhibits as a file.

    Args:
        title: of the file, by default its own; further lines stand below it.
        unit: who made it.
        address: opens the page that all this is from, from any machine of the office; stands as QR where paper can.

    Raises:
        DuibiaoError: the ending is not known, or there is nothing to export.
    """
    file_format = FORMATS.get(ending.lower())
    if file_format is None:
        raise DuibiaoError(f"不会写“{ending or '没有扩展名'}”的文件。可用：{'、'.join(FORMATS)}。")
    if not exhibits:
        raise DuibiaoError("这些链接上没有可以导出的图表：所选地区和年份没有数值。请换一个选择。")
    return file_format.write(exhibits, library, cover_of(exhibits, title, unit, address))
