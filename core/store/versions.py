"""What the store was built from, and the data version that every cache and link carries."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select

from core.declarations import DATA
from core.store.records import now
from core.store.schema import meta, versions

CORE = Path(__file__).resolve().parent.parent
READER = (
    "model.py",
    "facts.py",
    "pipeline.py",
    "testimony.py",
    "places.py",
    "divisions.py",
    "declarations.py",
    "parsing/**/*.py",
    "audit/*.py",
    "disclosure/*.py",
    "identity/*.py",
    "reading/*.py",
)
REMEMBERED = select(meta.c.value).where(meta.c.key == bindparam("name"))  # each run of a page asks it: made once
LANGUAGE = ("characters/*.txt", "language/*.toml", "lexicon/*.toml")  # words that the reader brings along
DECLARED = (
    "districts.toml",
    "divisions.csv",
    "themes.toml",
    "rules.toml",
    "indicators/**/*.toml",
    "disclosure/*.toml",
    "reports/*.toml",
    "reports/*.txt",
)


def declared_digest(data: Path) -> str:
    """Return a hash of the declarations and shipped reports below ``data``."""
    return _digest(data, DECLARED)


@cache
def reader_version() -> str:
    """Return a hash of the code and the words that read: whoever changes them need not remember to raise a number."""
    return hashlib.sha256(f"{_digest(CORE, READER)} {_digest(DATA, LANGUAGE)}".encode()).hexdigest()[:16]


def _digest(folder: Path, patterns: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for file in sorted({file for pattern in patterns for file in folder.glob(pattern)}):
        content = file.read_bytes().replace(b"\r\n", b"\n")  # git may write Windows line ends
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def remembered(connection: Connection, key: str) -> str:
    """Return what the store remembers under ``key``, "" when nothing."""
    return connection.scalar(REMEMBERED, {"name": key}) or ""


def remember(connection: Connection, key: str, value: str) -> None:
    """Write one thing to remember."""
    connection.execute(delete(meta).where(meta.c.key == key))
    connection.execute(insert(meta).values(key=key, value=value))


def raise_version(connection: Connection, change: str, words: str) -> str:
    """Raise the data version, in the transaction of the change it stands for, and return it.

    Args:
        change: all that distinguishes this change from another one.
        words: what a person who opens an older link is told of it.

    The number counts the changes; the letters hash the whole chain of them, so that two machines
    that made the same changes to the same data agree, and others do not.
    """
    before = remembered(connection, "data_version") or "0-"
    content = hashlib.sha256(f"{before}\0{change}".encode()).hexdigest()[:8]
    version = f"{int(before.split('-')[0]) + 1}-{content}"
    remember(connection, "data_version", version)
    connection.execute(insert(versions).values(version=version, words=words, made_at=now()))
    return version
