"""bench --growth: what the first and the next answer of each page take when the store has grown."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from core.commands.tables import aligned
from core.errors import DuibiaoError
from core.library import Library
from core.library.link import Choices, Link
from core.memory import resident_megabytes
from core.screens import screens, view_of
from core.store.engine import ADDRESS, open_store
from core.store.growing import grow
from core.store.queries import data_version

ONLY_SQLITE = "--growth 在 SQLite 库的一份副本上测；现在的库不是 SQLite。"
SHIPPED = 1_800  # rows of the store as it ships
ROOM = 3  # times the size of the copy that must be free


def measure_growth(sizes: list[int]) -> list[dict[str, object]]:
    """Print what each page takes in a copy of the present store, as it is and grown to so many rows of facts, and
    return it: a line for a page and size; seconds of the first answer at a data version and of the next choice.

    Raises:
        DuibiaoError: the store is not on SQLite, or there is no room for the copy.
    """
    present = open_store()
    if present.file is None:
        raise DuibiaoError(ONLY_SQLITE)
    measured: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (0, *sorted(sizes)):
            with _grown(present.file, Path(folder) / f"{size}.db", size) as rows:
                of_size = [_timed(page, rows) for page in screens()]
            print(aligned(tuple(of_size[0]), [tuple(row.values()) for row in of_size]), flush=True)
            measured += of_size
    return measured


@contextmanager
def _grown(file: Path, copied: Path, rows: int) -> Iterator[int]:
    """Let a copy that was grown to so many rows be the store, and give how many there are."""
    if shutil.disk_usage(copied.parent).free < ROOM * file.stat().st_size * max(1, rows // SHIPPED):
        raise DuibiaoError(f"磁盘放不下 {rows} 行的副本。")
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copied)) as target:
        source.backup(target)
    before = os.environ.get(ADDRESS)
    os.environ[ADDRESS] = f"sqlite:///{copied}"
    try:
        yield grow(open_store(), rows)
    finally:
        os.environ.pop(ADDRESS)
        os.environ |= {ADDRESS: before} if before else {}
        copied.unlink()


def _timed(page: str, rows: int) -> dict[str, object]:
    """Return how long a page takes: nothing known yet at this data version, then with another 我方."""
    library = Library(data_version())
    first = _seconds(page, library, "")
    other = list(library.places)[1 % len(library.places)]
    chosen = _seconds(page, library, f"?o={other}")
    return {
        "行数": rows,
        "页面": page,
        "首答 秒": round(first, 3),
        "换我方 秒": round(chosen, 3),
        "内存 MB": round(resident_megabytes()),
    }


def _seconds(page: str, library: Library, chosen: str) -> float:
    began = time.process_time()
    view_of(Choices(Link.parse(f"{page}{chosen}")), library)
    return time.process_time() - began
