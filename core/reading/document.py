"""The nouns of reading: what a file holds before anything is understood of it, and how a refusal is worded."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath

from core.errors import DocumentError

Span = tuple[int, int]
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stood in the file; a merged cell is repeated in every place it covers."""

    rows: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[Span, ...], ...]  # raw[start:end] is the cell's text; merged places share one span
    start: int  # raw[start:end] are the row lines written in the table's place
    end: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reader of one format gives back."""

    text: str
    tables: tuple[RawTable, ...] = ()
    notes: tuple[str, ...] = ()
    sheets: str = ""  # of pages that were recognised: a pdf of them, in base64


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One file, as text."""

    raw: str
    name: str
    sha256: str  # of the bytes of the file
    tables: tuple[RawTable, ...] = ()
    notes: tuple[str, ...] = field(default=())  # what the reader of the report should know, in Chinese
    original: bytes = b""  # the file itself, where its pages can be shown
    recognised: bool = False  # a machine read it from pictures: a person must look at each figure
    cuts: tuple[tuple[int, int], ...] = ()  # what of the file's text is left out: (offset in ``raw``, characters)

    def in_file(self, offset: int) -> int:
        """Return where the character at an offset of ``raw`` stands in the text of the file."""
        return offset + sum(length for at, length in self.cuts if at <= offset)


def refusal(name: str, what: str, remedy: str) -> DocumentError:
    """Return the error for a file that cannot be read: one sentence, which file, what is wrong, what to do.

    >>> str(refusal("图.txt", "内容是 PNG 图片", "请换成文字版"))
    '图.txt：内容是 PNG 图片，请换成文字版。'
    """
    return DocumentError(f"{shown(name)}：{what}，{remedy}。")


def shown(name: str) -> str:
    """Return the last part of a file name, on one line and not endless."""
    last = PurePath(name.replace("\\", "/")).name
    last = "".join(character for character in " ".join(last.split()) if character.isprintable()) or "文件"
    return last if len(last) <= 80 else f"{last[:60]}…{last[-15:]}"
