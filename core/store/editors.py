"""Who may write: the editors of an office, their passwords, and who is signed in."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from core.errors import StoreError
from core.store import schema
from core.store.engine import Store, open_store, reading, writing
from core.store.records import now

EDITORS, SIGN_INS = schema.editors, schema.sign_ins
HOURS = 12  # that a sign-in lasts
SHORTEST, LONGEST = 10, 200  # characters of a password
LONGEST_NAME = 40
# What each run of a page asks, made once: to make a statement takes longer than to ask it.
KNOWN = select(func.count()).select_from(EDITORS).where(EDITORS.c.removed_at == "")
HOLDER = select(SIGN_INS.c.editor, SIGN_INS.c.origin).where(
    SIGN_INS.c.token == bindparam("digest"), SIGN_INS.c.ends_at > bindparam("moment")
)


@dataclass(frozen=True, slots=True)
class Editor:
    """A person who may write."""

    name: str
    address: str  # "" unless an office's login tells who comes
    added_at: str
    by_password: bool


def add_editor(name: str, password: str, *, address: str = "", by: str = "", store: Store | None = None) -> None:
    """Let a person write, or give an editor another password or address.

    Args:
        password: "" where only the office's login is to let the person in; then the address must be there.

    Raises:
        StoreError: no name, a short password, or neither password nor address.
    """
    name, address = name.strip(), address.strip().lower()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise StoreError(f"请写编辑的姓名，不超过 {LONGEST_NAME} 个字。")
    if not password and not address:
        raise StoreError("请设一个密码，或写明单位账号的邮箱地址（--mail）。")
    if password and not SHORTEST <= len(password) <= LONGEST:
        raise StoreError(f"密码请用 {SHORTEST} 到 {LONGEST} 个字符。")
    values = {"password": _hashed(password) if password else "", "address": address, "removed_at": ""}
    with writing(store or open_store()) as connection:
        _refuse_shared(connection, name, address)
        known = connection.scalar(select(func.count()).where(EDITORS.c.name == name))
        change = update(EDITORS).where(EDITORS.c.name == name) if known else insert(EDITORS).values(name=name)
        connection.execute(change.values(values | {"added_at": now(), "added_by": by}))
        connection.execute(delete(SIGN_INS).where(SIGN_INS.c.editor == name))


def remove_editor(name: str, *, store: Store | None = None) -> None:
    """Let a person write no more; what he did keeps his name.

    Raises:
        StoreError: there is no such editor.
    """
    with writing(store or open_store()) as connection:
        there = (EDITORS.c.name == name) & (EDITORS.c.removed_at == "")
        if not connection.execute(update(EDITORS).where(there).values(removed_at=now(), password="")).rowcount:
            raise StoreError(f"没有叫“{name}”的编辑。现有的见 editors list。")
        connection.execute(delete(SIGN_INS).where(SIGN_INS.c.editor == name))


def editors(*, store: Store | None = None) -> list[Editor]:
    """Return those who may write, by name."""
    asked = select(EDITORS.c.name, EDITORS.c.address, EDITORS.c.added_at, EDITORS.c.password != "")
    with reading(store or open_store()) as connection:
        rows = connection.execute(asked.where(EDITORS.c.removed_at == "").order_by(EDITORS.c.name))
        return [Editor(name, address, added_at, bool(known)) for name, address, added_at, known in rows]


def has_editors(*, store: Store | None = None) -> bool:
    """Return whether anybody is an editor; until then only the machine itself may write."""
    with reading(store or open_store()) as connection:
        return bool(connection.scalar(KNOWN))


def editor_with_address(address: str, *, store: Store | None = None) -> str:
    """Return the editor whom the office's login names by this address, "" for none."""
    asked = select(EDITORS.c.name).where(EDITORS.c.address == address.strip().lower(), EDITORS.c.removed_at == "")
    with reading(store or open_store()) as connection:
        return connection.scalar(asked.where(EDITORS.c.address != "")) or ""


def is_password_of(name: str, password: str, *, store: Store | None = None) -> bool:
    """Return whether this is the editor's password; it takes as long where there is no such editor."""
    asked = select(EDITORS.c.password).where(EDITORS.c.name == name.strip(), EDITORS.c.removed_at == "")
    with reading(store or open_store()) as connection:
        hashed = connection.scalar(asked)
    return _fits(hashed or _nobody(), password[:LONGEST]) and bool(hashed)


def sign_in(editor: str, origin: str, *, store: Store | None = None) -> str:
    """Note that somebody is signed in, and return the token that his browser keeps."""
    token, ends = secrets.token_urlsafe(32), datetime.now(UTC) + timedelta(hours=HOURS)
    noted = {"editor": editor, "origin": origin, "began_at": now(), "ends_at": ends.isoformat(timespec="seconds")}
    with writing(store or open_store()) as connection:
        connection.execute(delete(SIGN_INS).where(SIGN_INS.c.ends_at < now()))
        connection.execute(insert(SIGN_INS).values(token=_digest(token), **noted))
    return token


def signed_in(token: str, *, store: Store | None = None) -> tuple[str, str]:
    """Return who holds a token and from where he signed in; two empty words for nobody."""
    with reading(store or open_store()) as connection:
        row = connection.execute(HOLDER, {"digest": _digest(token), "moment": now()}).first()
    return (row.editor, row.origin) if row else ("", "")


def sign_out(token: str, *, store: Store | None = None) -> None:
    """Let a token be good for nothing."""
    with writing(store or open_store()) as connection:
        connection.execute(delete(SIGN_INS).where(SIGN_INS.c.token == _digest(token)))


def _refuse_shared(connection: Connection, name: str, address: str) -> None:
    taken = select(EDITORS.c.name).where(
        EDITORS.c.address == address, EDITORS.c.name != name, EDITORS.c.removed_at == ""
    )
    if address and (other := connection.scalar(taken)):
        raise StoreError(f"邮箱 {address} 已是编辑“{other}”的。")


def _hashed(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)


def _fits(hashed: str, password: str) -> bool:
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    try:
        return PasswordHasher().verify(hashed, password)
    except VerificationError:
        return False


@cache
def _nobody() -> str:
    return _hashed(secrets.token_hex())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
