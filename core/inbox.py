"""收件文件夹: files that somebody drops into a folder wait there until an editor has looked; nothing of them is compared
before.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from core.declarations import DATA
from core.errors import DocumentError, DuibiaoError
from core.reading import MAX_BYTES, read_file
from core.reading.formats import ENDINGS
from core.store import Proposal, propose_filing

FOLDER = "DUIBIAO_INBOX"  # environment: which folder, data/inbox unless it says otherwise
DONE = "已导入"
MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits, with what was guessed of it, or why it cannot be read."""

    file: Path
    proposal: Proposal | None
    refused: str = ""


def folder() -> Path:
    """Return the folder that is watched."""
    return Path(os.environ.get(FOLDER) or DATA / "inbox")


def waiting(place: Path | None = None) -> list[Path]:
    """Return the files that wait, by name; links, hidden files and what is no report's file are left alone."""
    place = place or folder()
    if not place.is_dir():
        return []
    files = (file for file in sorted(place.iterdir()) if file.suffix.lower() in ENDINGS and file.name[0] not in ".~")
    return [file for file in files if file.is_file() and not file.is_symlink() and file.stat().st_size <= MAX_BYTES][
        :MOST
    ]


def guessed(file: Path) -> Waiting:
    """Return what a file that waits seems to be, and why."""
    try:
        raw = read_file(file)
        try:
            return Waiting(file, propose_filing(raw))
        except DocumentError as error:
            return Waiting(file, propose_filing(raw, year=2000), str(error))
    except DuibiaoError as error:
        return Waiting(file, None, str(error))


def settle(sha256: str, place: Path | None = None) -> None:
    """Put a file that was imported aside; nothing where none of this content waits."""
    for file in waiting(place):
        if hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
            done = file.parent / DONE
            done.mkdir(exist_ok=True)
            file.replace(_free(done, file.name))


def _free(done: Path, name: str) -> Path:
    """Return a path in the folder that no file has yet."""
    stem, ending = Path(name).stem, Path(name).suffix
    paths = (done / (f"{stem}-{n}{ending}" if n else name) for n in range(10_000))
    return next(path for path in paths if not path.exists())
