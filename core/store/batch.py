"""File many reports at once: each under what a table says of it, else what its text says; and say where and why."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath

from sqlalchemy import select

from core import executing
from core.errors import DuibiaoError, StoreError
from core.executing import HERE, Means, spread
from core.reading import read_bytes
from core.reading.bundles import unpacked
from core.store.engine import Store, open_store, reading
from core.store.filing import FIELD_WORDS, IDENTIFIED
from core.store.importing import import_report
from core.store.preparing import File, Known, Prepared, known_of, prepare
from core.store.recognising import Proposal, held_against_digests
from core.store.schema import reports
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
Take = Callable[[], bytes]
ENDED = "{name}：读它的进程意外停止，可能占用过多内存；其余的照常导入，它没有导入。"


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
    files: Iterable[tuple[str, Take]],
    filings: Mapping[str, Chosen],
    *,
    replace: bool = False,
    store: Store | None = None,
    means: Means = HERE,
) -> Iterator[Filed]:
    """Import every file that can be read and placed, one transaction each, and yield what became of it, in their order;
    a bad one does not stop the others. What is in the store already is not read again: a batch that was stopped goes on.

    Args:
        means: where the files are read; the store is written here.
    """
    store = store or open_store()
    known, asked = known_of(store), deque[_Asked]()
    answers = spread(partial(prepare, known), _things(files, filings, asked, store), means, _ended)
    for done in answers:
        yield _put(done, asked.popleft(), known, replace, store)


def file_one(name: str, data: bytes, chosen: Chosen, *, replace: bool = False, store: Store | None = None) -> Filed:
    """File one report under what was chosen, else what its text says; a problem is told, never raised."""
    return next(import_batch([(name, lambda: data)], {PurePosixPath(name).name: chosen}, replace=replace, store=store))


def foresee(name: str, data: bytes, chosen: Chosen, *, store: Store | None = None) -> Filed:
    """Return where ``file_one`` would file a report, and store nothing."""
    store = store or open_store()
    known = known_of(store)
    return _proposed(prepare(known, File(name, data, chosen)), _Asked(name, chosen), known, store)[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A file of a batch that was handed over."""

    name: str
    chosen: Chosen
    stored: Filed | None = None  # it is in the store already


def _things(
    files: Iterable[tuple[str, Take]], filings: Mapping[str, Chosen], asked: deque[_Asked], store: Store
) -> Iterator[File | executing.Known[Prepared]]:
    """Yield the files that must be read, and what is known of the others; note each in ``asked``."""
    for name, take in files:
        chosen, stored = filings.get(PurePosixPath(name).name, {}), None
        try:
            data = take()
            stored = _stored(name, data, store)
            thing = executing.Known(Prepared()) if stored else File(name, data, chosen)
        except DuibiaoError as error:
            thing = executing.Known(Prepared(problem=" ".join(str(error).split())))
        asked.append(_Asked(name, chosen, stored))
        yield thing


def _stored(name: str, data: bytes, store: Store) -> Filed | None:
    """Return where the very file is filed, None where it is new."""
    columns = (reports.c[n] for n in ("id", "place", "issuer", "year", "trust", "address"))
    asked = select(*columns).where(reports.c.sha256 == hashlib.sha256(data).hexdigest())
    with reading(store) as connection:
        row = connection.execute(asked).first()
    if row is None:
        return None
    return Filed(name, row.id, row.place, row.issuer, row.year, trust=row.trust, address=row.address)


def _ended(file: File) -> Prepared:
    return Prepared(problem=ENDED.format(name=file.name))


def _proposed(done: Prepared, asked: _Asked, known: Known, store: Store) -> tuple[Filed, Proposal | None]:
    """Return where a file would be filed, and under which identity; None where it cannot be read."""
    if done.raw is None or done.read is None:
        return Filed(asked.name, problem=done.problem), None
    filing, contents = done.read
    proposal = held_against_digests(
        done.raw, Proposal(filing, done.why), asked.chosen, lambda: contents.rows, known.places, store
    )
    by_table = (f"{'、'.join(FIELD_WORDS[field] for field in asked.chosen)}：取自表格",) if asked.chosen else ()
    filing, why = proposal.filing, (*by_table, *proposal.why)
    filed = Filed(
        asked.name, "", filing.place, filing.issuer, filing.year, False, why, "", filing.trust, filing.address
    )
    return filed, proposal


def _put(done: Prepared, asked: _Asked, known: Known, replace: bool, store: Store) -> Filed:
    """Store what was read."""
    if asked.stored:
        return asked.stored
    filed, proposal = _proposed(done, asked, known, store)
    if proposal is None or done.raw is None:
        return filed
    try:
        put = import_report(done.raw, proposal.filing, replace=replace, read=done.read, store=store)
    except DuibiaoError as error:
        return Filed(asked.name, problem=" ".join(str(error).split()))
    return dataclasses.replace(filed, report=put.report, new=put.new)
