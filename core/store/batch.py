"""File many reports at once: each under what a table says of it, else what its text says; and say where and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.errors import DuibiaoError, StoreError
from core.reading import RawDocument
from core.store.engine import Store, open_store
from core.store.filing import IDENTIFIED
from core.store.importing import import_report
from core.store.recognising import propose_filing

FILE = "file"
HEADS = {
    "文件": FILE, "文件名": FILE, "地区": "place", "地方": "place", "发布单位": "issuer", "发布机构": "issuer", "单位": "issuer",
    "年份": "year", "年": "year", "网址": "address", "地址": "address", "文种": "kind", "标题": "title", "发布日期": "published",
    "来源": "trust", "层级": "level",
} | {name: name for name in (FILE, *IDENTIFIED, "trust")}  # fmt: skip
Chosen = dict[str, str | int]
Read = Callable[[], RawDocument]


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of one file of a batch."""

    name: str
    report: str = ""  # "" where it was not stored
    place: str = ""
    issuer: str = ""
    year: int = 0
    new: bool = False
    why: tuple[str, ...] = ()
    problem: str = ""


def told_by(rows: Sequence[Sequence[str]]) -> dict[str, Chosen]:
    """Return what a table says of each file, by file name; its first row names the columns, empty cells say nothing.

    >>> told_by([("文件", "地区", "年份"), ("a.txt", "雨花区", "2023"), ("b.txt", "", "")])
    {'a.txt': {'place': '雨花区', 'year': 2023}, 'b.txt': {}}

    Raises:
        StoreError: there is no column for the file, a column is not known, or a year is no number.
    """
    heads = [HEADS.get(cell.strip(), "") for cell in rows[0]] if rows else []
    if FILE not in heads:
        raise StoreError(
            f"表格第一行要有“文件”一列。可用的列：{'、'.join(name for name in HEADS if not name.isascii())}。"
        )
    found = {}
    for row in rows[1:]:
        cells = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head and cell.strip()}
        if file := cells.pop(FILE, ""):
            found[PurePosixPath(file.replace("\\", "/")).name] = _chosen(cells, file)
    return found


def _chosen(cells: Mapping[str, str], file: str) -> Chosen:
    year = cells.get("year", "").removesuffix("年")
    if year and not (year.isascii() and year.isdecimal()):
        raise StoreError(f"表格中 {file} 的年份“{year}”不是数字，请写成 2023。")
    return {**cells, **({"year": int(year)} if year else {})}


def import_batch(
    files: Iterable[tuple[str, Read]], told: Mapping[str, Chosen], *, replace: bool = False, store: Store | None = None
) -> list[Filed]:
    """Import every file that can be read and placed, one transaction each; a bad one does not stop the others."""
    store = store or open_store()
    return [_file(name, read, told.get(PurePosixPath(name).name, {}), replace, store) for name, read in files]


def _file(name: str, read: Read, chosen: Chosen, replace: bool, store: Store) -> Filed:
    try:
        raw = read()
        proposal = propose_filing(raw, store=store, **chosen)
        filing = proposal.filing
        done = import_report(raw, filing, replace=replace, store=store)
    except DuibiaoError as error:
        return Filed(name, problem=" ".join(str(error).split()))
    by_table = (f"{'、'.join(chosen)} 取自表格",) if chosen else ()
    return Filed(name, done.report, filing.place, filing.issuer, filing.year, done.new, (*by_table, *proposal.why))
