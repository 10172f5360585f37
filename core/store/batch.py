"""File many reports at once: each under what a table says of it, else what its text says; and say where and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.errors import DuibiaoError, StoreError
from core.reading import RawDocument, read_bytes
from core.reading.bundles import unpacked
from core.store.engine import Store, open_store
from core.store.filing import FIELD_WORDS, IDENTIFIED, Filing
from core.store.importing import Imported, import_report
from core.store.recognising import propose_filing
from core.words import DOCUMENT_KINDS, TRUSTS

FILE = "file"
SHEETS = (".csv", ".tsv", ".xlsx", ".xls")
HEADS = {
    "文件": FILE, "文件名": FILE, "地区": "place", "地方": "place", "发布单位": "issuer", "发布机构": "issuer", "单位": "issuer",
    "年份": "year", "年": "year", "网址": "address", "地址": "address", "文种": "kind", "标题": "title", "发布日期": "published",
    "来源": "trust", "层级": "level",
} | {name: name for name in (FILE, *IDENTIFIED, "trust")}  # fmt: skip
CODES = {
    "trust": {words: code for code, words in TRUSTS.items()},
    "kind": {words: code for code, words in DOCUMENT_KINDS.items()},
}
Chosen = dict[str, str | int]
Read = Callable[[], RawDocument]
Put = Callable[[RawDocument, Filing], Imported]


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
    trust: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files that were brought together, unpacked, and what a list among them says of each."""

    files: tuple[tuple[str, bytes], ...]
    listed: Mapping[str, Chosen]  # by file name, without its folders


def opened(brought: Sequence[tuple[str, bytes]]) -> Bundle:
    """Unpack zips, and take a sheet whose first row names a column 文件 as the list of the others.

    Raises:
        DuibiaoError: a zip cannot be opened or holds more than reports take; the list is wrong.
    """
    files: list[tuple[str, bytes]] = []
    for name, data in brought:
        files += unpacked(data, name) if name.lower().endswith(".zip") else [(name, data)]
    lists = {name: rows for name, data in files if (rows := _list_in(name, data))}
    filings = {file: chosen for rows in lists.values() for file, chosen in told_by(rows).items()}
    return Bundle(tuple((name, data) for name, data in files if name not in lists), filings)


def _list_in(name: str, data: bytes) -> Sequence[Sequence[str]]:
    """Return the rows of a sheet that lists files, none of any other file: what cannot be read is told when it is
    filed.
    """
    if not name.lower().endswith(SHEETS):
        return ()
    try:
        tables = read_bytes(data, PurePosixPath(name).name).tables
    except DuibiaoError:
        return ()
    rows = tables[0].rows if tables else ()
    return rows if rows and FILE in [HEADS.get(cell.strip()) for cell in rows[0]] else ()


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
    filings = {}
    for row in rows[1:]:
        cells = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head and cell.strip()}
        if file := cells.pop(FILE, ""):
            filings[PurePosixPath(file.replace("\\", "/")).name] = _chosen(cells, file)
    return filings


def _chosen(cells: Mapping[str, str], file: str) -> Chosen:
    year = cells.get("year", "").removesuffix("年")
    if year and not (year.isascii() and year.isdecimal()):
        raise StoreError(f"表格中 {file} 的年份“{year}”不是数字，请写成 2023。")
    coded = {head: CODES.get(head, {}).get(cell, cell) for head, cell in cells.items()}
    return {**coded, **({"year": int(year)} if year else {})}


def import_batch(
    files: Iterable[tuple[str, Read]],
    filings: Mapping[str, Chosen],
    *,
    replace: bool = False,
    store: Store | None = None,
) -> list[Filed]:
    """Import every file that can be read and placed, one transaction each; a bad one does not stop the others."""
    store = store or open_store()
    return [
        file_one(name, read, filings.get(PurePosixPath(name).name, {}), replace=replace, store=store)
        for name, read in files
    ]


def file_one(name: str, read: Read, chosen: Chosen, *, replace: bool = False, store: Store | None = None) -> Filed:
    """File one report under what was chosen, else what its text says; a problem is told, never raised."""
    return _filed(
        name, read, chosen, lambda raw, filing: import_report(raw, filing, replace=replace, store=store), store
    )


def foresee(name: str, read: Read, chosen: Chosen, *, store: Store | None = None) -> Filed:
    """Return where ``file_one`` would file a report, and store nothing."""
    return _filed(name, read, chosen, None, store)


def _filed(name: str, read: Read, chosen: Chosen, put: Put | None, store: Store | None) -> Filed:
    try:
        raw = read()
        proposal = propose_filing(raw, store=store, **chosen)
        filing = proposal.filing
        done = put(raw, filing) if put else None
    except DuibiaoError as error:
        return Filed(name, problem=" ".join(str(error).split()))
    by_table = (f"{'、'.join(FIELD_WORDS[field] for field in chosen)}：取自表格",) if chosen else ()
    why = (*by_table, *proposal.why)
    known = Filed(name, "", filing.place, filing.issuer, filing.year, False, why, "", filing.trust, filing.address)
    return dataclasses.replace(known, report=done.report, new=done.new) if done else known
