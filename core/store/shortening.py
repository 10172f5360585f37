"""Short links: what a long link is kept as, so that a QR holds it and a message can carry it. Anybody may make some;
they show what the link shows and change nothing that others see.
"""

from __future__ import annotations

import base64
import hashlib

from sqlalchemy import func, insert, select

from core.errors import StoreError
from core.store import schema
from core.store.engine import Store, open_store, reading, writing
from core.store.records import now

TABLE, KIND = schema.saved, "short"
LETTERS = 8  # of a code; more where two links have the same ones
LONGEST = 60_000  # letters of a link: a basket of forty figures with notes is below
MOST, MOST_OF_ONE = 100_000, 1_000  # links, and those that one address has made
TOO_LONG = "这个链接太长，做不成短链接：请少放几项。"
TOO_MANY = "短链接已存满，请复制长链接，或请管理员清理。"
TOO_MANY_OF_ONE = f"这台机器已做了 {MOST_OF_ONE} 个短链接，不能再多；请复制长链接。"


def shorten(link: str, origin: str, *, store: Store | None = None) -> str:
    """Return the code of a link; the same link has one code, whoever asks.

    Args:
        origin: the network address it is asked from, by which the number is bounded.

    Raises:
        StoreError: the link is too long, or there are too many, in one Chinese sentence.
    """
    if len(link) > LONGEST:
        raise StoreError(TOO_LONG)
    opened = store or open_store()
    code, known = _code_of(link, opened)
    if known:
        return code
    ours = select(func.count()).select_from(TABLE).where(TABLE.c.kind == KIND)
    with writing(opened) as connection:
        if (connection.scalar(ours) or 0) >= MOST:
            raise StoreError(TOO_MANY)
        if (connection.scalar(ours.where(TABLE.c.who == origin)) or 0) >= MOST_OF_ONE:
            raise StoreError(TOO_MANY_OF_ONE)
        values = {"kind": KIND, "name": code, "content": link, "who": origin, "made_at": now()}
        connection.execute(insert(TABLE).values(values))
    return code


def lengthen(code: str, *, store: Store | None = None) -> str:
    """Return the link behind a code, "" where there is none."""
    asked = select(TABLE.c.content).where(TABLE.c.kind == KIND, TABLE.c.name == code).order_by(TABLE.c.id).limit(1)
    with reading(store or open_store()) as connection:
        return connection.scalar(asked) or ""


def _code_of(link: str, store: Store) -> tuple[str, bool]:
    """Return the shortest code that no other link has, and whether this link has it already."""
    whole = base64.b32encode(hashlib.sha256(link.encode()).digest()).decode().lower().rstrip("=")
    for length in range(LETTERS, len(whole)):
        held = lengthen(whole[:length], store=store)
        if held in ("", link):
            return whole[:length], bool(held)
    return whole, False
