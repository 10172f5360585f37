"""What people keep by name: a basket of figures, a composite of their own. Every version is kept; the last one
counts.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from sqlalchemy import func, insert, select

from core.errors import StoreError
from core.store import schema
from core.store.engine import Store, open_store, reading, writing
from core.store.journal import Change, recorded
from core.store.queries import frame_of
from core.store.records import now
from core.visible import has_invisible

TABLE = schema.saved
LONGEST_NAME = 60
LONGEST_CONTENT = 100_000  # a basket of 40 links with their notes is far below


def keep(
    kind: str, name: str, content: str, who: str, *,
    counts: str = "", title: str = "", in_words: Callable[[str], str] = str, store: Store | None = None,
) -> None:  # fmt: skip
    """Keep something under a name; "" as content takes it out of the list.

    Args:
        counts: where what pages show changes with it, and so the data version: what a person is told of the change.
        title: what it is kept for, where its name is a key.
        in_words: how 变更记录 shows what is kept and what was.

    Raises:
        StoreError: there is no name or nobody answers for it.
    """
    if not name.strip() or not who.strip():
        raise StoreError("请写一个名称，并写明是谁存的。")
    if has_invisible(name + who):
        raise StoreError("名称或姓名里有看不见的字符，请删除后重写。")
    if len(name) > LONGEST_NAME:
        raise StoreError(f"名称太长，请不超过 {LONGEST_NAME} 个字。")
    if len(content) > LONGEST_CONTENT or len(who) > LONGEST_NAME:
        raise StoreError(f"要存的内容太多，请不超过 {LONGEST_CONTENT} 字。")
    values = {"kind": kind, "name": name.strip(), "content": content, "who": who.strip(), "made_at": now()}
    same = (TABLE.c.kind == kind) & (TABLE.c.name == values["name"])
    with writing(store or open_store()) as connection:
        was = connection.scalar(select(TABLE.c.content).where(same).order_by(TABLE.c.id.desc()).limit(1)) or ""
        named = title or values["name"]
        change = Change("decide" if counts else "keep", f"kept {kind} {values['name']}", named, values["who"])
        change.before, change.after, change.words = in_words(was), in_words(content), [counts] if counts else []
        with recorded(connection, change, {TABLE.name: same}):
            connection.execute(insert(TABLE).values(values))


def saved(kind: str, *, store: Store | None = None) -> pd.DataFrame:
    """Return what is kept of a kind, the last version of each name, the newest first."""
    last = select(func.max(TABLE.c.id)).where(TABLE.c.kind == kind).group_by(TABLE.c.name)
    asked = select(TABLE).where(TABLE.c.id.in_(last), TABLE.c.content != "").order_by(TABLE.c.id.desc())
    with reading(store or open_store()) as connection:
        return frame_of(connection, asked)
