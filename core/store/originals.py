"""The original files of imported reports whose pages can be shown, in a folder beside the store, bounded in size."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from pathlib import Path

from core.errors import StoreError
from core.reading import RawDocument
from core.reading.picture import page_picture
from core.store.engine import Store, open_store
from core.store.queries import StoredReport

FOLDER = "DUIBIAO_ORIGINALS"  # environment: where they are kept, data/originals unless it says otherwise
AHEAD = 24  # characters before a number by which it is found on its page
MOST = 1 << 30  # bytes of all of them; the ones kept first go first
UNSEEN = 20  # a part of that: what is kept until a process looks at all of them again, since thousands take long
_kept: Counter[Path] = Counter()  # bytes that this process kept in a folder since it looked at all of it
_NAME = re.compile(r"[0-9a-f]{64}")


def keep_original(raw: RawDocument, store: Store) -> None:
    """Keep the file of a report that was imported, where it has pages to be shown."""
    if not raw.original:
        return
    file = _file(raw.sha256, store)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as written:
        written.write(raw.original)
    os.replace(written.name, file)
    first = file.parent not in _kept
    _kept[file.parent] += len(raw.original)
    if first or _kept[file.parent] > MOST // UNSEEN:
        _kept[file.parent] = 0
        _make_room(file.parent)


def has_original(report: StoredReport, store: Store | None = None) -> bool:
    """Say whether the file of a report is kept."""
    return bool(_NAME.fullmatch(report.sha256)) and _file(report.sha256, store or open_store()).is_file()


def page_of_original(
    report: StoredReport, page: int, start: int, end: int, store: Store | None = None, *, cropped: bool = False
) -> tuple[bytes, int]:
    """Return a page of the file of a report as a PNG, the number of ``raw[start:end]`` framed, or the lines around it,
    and which page it is: a sentence may end on the next one.

    Raises:
        DocumentError: the file cannot be drawn.
        StoreError: it is not kept any more.
    """
    file = _file(report.sha256, store or open_store())
    if not file.is_file():
        raise StoreError("原件已不在，无法显示这一页；重新导入原件后可以再看。")
    raw = report.document.raw
    return page_picture(file.read_bytes(), page, raw[max(0, start - AHEAD) : start], raw[start:end], cropped)


def let_go(sha256: str, store: Store) -> None:
    """Delete the file of a report that is deleted."""
    if _NAME.fullmatch(sha256):
        _file(sha256, store).unlink(missing_ok=True)


def _file(sha256: str, store: Store) -> Path:
    return Path(os.environ.get(FOLDER) or store.data / "originals") / f"{sha256}.pdf"


def _make_room(folder: Path) -> None:
    files = sorted(folder.glob("*.pdf"), key=lambda file: file.stat().st_mtime)
    size = sum(file.stat().st_size for file in files)
    while size > MOST and len(files) > 1:
        gone = files.pop(0)
        size -= gone.stat().st_size
        gone.unlink(missing_ok=True)
