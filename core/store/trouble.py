"""What is wrong with the database, in true words: gone, replaced, read-only, taken, full, or out of reach."""

from __future__ import annotations

from pathlib import Path

Identity = tuple[int, int]  # device and file number
REASONS = (
    (("readonly", "read-only"), "数据库是只读的：文件、文件夹或账号没有写入权限"),
    (("locked", "busy", "lock timeout"), "数据库正被别的程序占用"),
    (("is full", "no space left", "disk full"), "磁盘已满"),
    (("disk i/o",), "磁盘读写出错"),
    (("malformed", "not a database"), "数据库文件已损坏，请用备份恢复"),
    (("unable to open",), "数据库文件打不开：文件或文件夹不见了，或没有权限"),
    (("connection", "server closed", "terminating", "starting up", "shutting down"), "连不上数据库服务器"),
)  # fmt: skip
GONE = "数据库文件 {name} 不见了：被移走或删除。请放回原处"
REPLACED = "数据库文件 {name} 被换成了另一个文件。请重新启动服务"
NOTHING_CHANGED = "{reason}。什么都没有改动，请稍后再试。"
PERHAPS = "{reason}，不知道这次写入了没有：恢复以后看变更记录，有这一条就是写入了，没有就请再做一次。"


def identity_of(file: Path) -> Identity | None:
    """Return what tells a file from another one of the same name; None where there is none."""
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def moved_away(file: Path, opened: Identity) -> str:
    """Return in words that a file is no longer the one that was opened, "" while it is."""
    identity = identity_of(file)
    if identity is None:
        return GONE.format(name=file.name)
    return "" if identity == opened else REPLACED.format(name=file.name)


def reason_of(error: Exception) -> str:
    """Return why the database did not do what was asked.

    >>> reason_of(Exception("database or disk is full"))
    '磁盘已满'
    """
    cause = cause_of(error)
    return next(
        (words for signs, words in REASONS if any(sign in cause.lower() for sign in signs)), f"数据库出错：{cause}"
    )


def cause_of(error: Exception) -> str:
    """Return the first line of what the driver said."""
    cause = str(getattr(error, "orig", error)).strip()
    return cause.splitlines()[0] if cause else type(error).__name__
