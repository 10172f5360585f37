"""What is done apart, by name: each task is a function of this module's table, called with what was sent along."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from core import store
from core.analysis.drafts import Draft, check_draft
from core.declarations import load_indicators, load_places
from core.errors import DocumentError
from core.export.corrections import read_sheet
from core.library.corrections import Asked, apply
from core.reading import RawDocument, read_bytes
from core.store import Chosen, Filed, Filing, Imported, Preview, Proposal
from core.store.filing import document_of

NO_YEAR = 2000  # stands in while a text does not say its year, and is never shown


class Task(StrEnum):
    """A kind of work; the value is what a visitor is told while it lasts."""

    READ = "正在读取文件"
    RECOGNISE = "正在辨认地区、单位和年份"
    PREVIEW = "正在读出数字"
    IMPORT = "正在导入"
    DRAFT = "正在检查草稿"
    SHEET = "正在读取表格"
    CORRECT = "正在更正"
    UNDO = "正在撤销"
    OPEN = "正在打开压缩包"
    FORESEE = "正在辨认每份报告的地区、单位和年份"
    FILE = "正在导入这一份"


def recognise(raw: RawDocument) -> Proposal:
    """Return what a text says of itself; year 0 where it does not say one."""
    try:
        return store.propose_filing(raw)
    except DocumentError:
        proposal = store.propose_filing(raw, year=NO_YEAR)
        return replace(proposal, filing=replace(proposal.filing, year=0))


def import_(raw: RawDocument, filing: Filing, replace: bool) -> Imported:
    """Store a report."""
    return store.import_report(raw, filing, replace=replace)


def preview(raw: RawDocument, filing: Filing) -> Preview:
    """Read a report as it would be stored."""
    return store.preview_import(raw, filing)


def draft(raw: RawDocument, filing: Filing) -> Draft:
    """Return what should be looked at in a text before it is published; nothing is stored."""
    dated = bool(filing.year)
    document = document_of("draft", filing if dated else replace(filing, year=NO_YEAR), raw.raw)
    return check_draft(document, load_indicators(), load_places(), dated)


def sheet(data: bytes, name: str) -> list[Asked]:
    """Return the corrections that a sheet asks for."""
    return read_sheet(data, name)


def undo(change: int, who: str, why: str) -> str:
    """Take a change back: the report it touched is read again."""
    return store.undo(change, who=who, why=why)


def foresee(data: bytes, name: str, chosen: Chosen) -> Filed:
    """Return where a file would be filed."""
    return store.foresee(name, data, chosen)


def file(data: bytes, name: str, chosen: Chosen, replace: bool) -> Filed:
    """File one report of many."""
    return store.file_one(name, data, chosen, replace=replace)


READING = (Task.READ, Task.FORESEE, Task.FILE)  # what opens files
WRITING = (Task.IMPORT, Task.CORRECT, Task.UNDO, Task.FILE)  # what changes the store
TASKS: dict[Task, Callable[..., object]] = {
    Task.READ: read_bytes,
    Task.RECOGNISE: recognise,
    Task.PREVIEW: preview,
    Task.IMPORT: import_,
    Task.DRAFT: draft,
    Task.SHEET: sheet,
    Task.CORRECT: apply,
    Task.UNDO: undo,
    Task.OPEN: store.opened,
    Task.FORESEE: foresee,
    Task.FILE: file,
}
