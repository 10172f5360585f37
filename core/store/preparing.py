"""Read one report of many without the store: what any process can do, on this machine or another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

from core.declarations import DATA
from core.errors import DuibiaoError, StoreError
from core.identity import identify
from core.model import Document
from core.places import Gazetteer
from core.reading import RawDocument, read_bytes
from core.store.engine import Store
from core.store.filing import document_of, propose, report_id
from core.store.placing import known_places
from core.store.records import Contents, Declared, ReadAs, contents_of, declared_in
from core.store.versions import declared_digest, reader_version

OTHER_PROGRAM = (
    "读报告的进程与本程序的版本或 data/ 不同，读出的数可能不一样，已停止。"
    "请在集群的每台机器上换成同一版本，并重启 dask worker。"
)


@dataclass(frozen=True, slots=True)
class Program:
    """With what the reports of a store are read."""

    data: Path | None  # None: the data that come with the program
    stamp: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """What a process must know of a store to read for it: also the places that people added."""

    program: Program
    places: Gazetteer


@dataclass(frozen=True, slots=True)
class File:
    """A file, and what a table says of it."""

    name: str
    data: bytes
    chosen: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read under the identity that its text gives away, or why it could not be."""

    raw: RawDocument | None = None
    read: ReadAs | None = None
    why: tuple[str, ...] = ()
    problem: str = ""


def program_of(store: Store) -> Program:
    """Return with what this process reads for a store from now on."""
    _stamp.cache_clear()
    return Program(None if store.data == DATA else store.data, _stamp(store.data))


def known_of(store: Store) -> Known:
    """Return what a process must know of a store."""
    return Known(program_of(store), known_places(store))


def prepare(known: Known, file: File) -> Prepared:
    """Read a file under what was told, else what its text says; a problem is told, never raised.

    Raises:
        StoreError: this process has another program or other declarations.
    """
    declared = _declared(known.program)
    try:
        raw = read_bytes(file.data, PurePosixPath(file.name).name)
        filing = propose(raw, known.places, **file.chosen)
        document = document_of(report_id(filing, raw), filing, raw.raw)
        return Prepared(raw, ReadAs(filing, contents_of(document, declared)), identify(raw, raw.name, known.places).why)
    except DuibiaoError as error:
        return Prepared(problem=" ".join(str(error).split()))


def read_as_stored(program: Program, document: Document) -> Contents:
    """Return what is kept of a stored report.

    Raises:
        StoreError: this process has another program or other declarations.
    """
    return contents_of(document, _declared(program))


def _declared(program: Program) -> Declared:
    data = program.data or DATA
    if _stamp(data) != program.stamp:
        raise StoreError(OTHER_PROGRAM)
    return declared_in(data)


@cache
def _stamp(data: Path) -> tuple[str, str]:
    """Return what tells one program and its declarations from another, as this process first met them."""
    return declared_digest(data), reader_version()
