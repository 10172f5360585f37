"""Whether the store can be read and written now, for /healthz, the banner of the pages and ``doctor``."""

from __future__ import annotations

import time
from shutil import disk_usage

from core.errors import StoreError
from core.store.engine import Store, open_store, reading, writing
from core.store.trouble import moved_away
from core.store.versions import remembered

SECONDS = 2.0  # that an answer holds
LOCKED = "占用"  # by an import that is under way: no trouble
ROOM = 2 << 20  # bytes that a disk must have left, or imports fail
FULL = "磁盘已满：数据库所在的磁盘只剩 {left} KB"
_ASKED: dict[int, tuple[float, str]] = {}


def trouble(*, store: Store | None = None) -> str:
    """Return what is wrong with the database in one sentence, "" while all is well."""
    try:
        store = store or open_store()
    except StoreError as error:
        return str(error)
    if store.file and (reason := moved_away(store.file, store.opened)):
        return reason
    at, words = _ASKED.get(id(store), (0.0, ""))
    now = time.monotonic()
    if now - at > SECONDS:
        words = _asked(store)
        if _ASKED.get(id(store), (0.0, ""))[0] <= now:  # whoever asked later knows better, and may be quicker
            _ASKED[id(store)] = (now, words)
    return words


def _asked(store: Store) -> str:
    try:
        with reading(store) as connection:
            remembered(connection, "data_version")
        if store.file:
            with writing(store):  # takes the lock and changes nothing
                pass
            left = disk_usage(store.file.parent).free
            return FULL.format(left=left >> 10) if left < ROOM else ""
    except StoreError as error:
        return "" if LOCKED in str(error) else str(error).split("。")[0]
    return ""
