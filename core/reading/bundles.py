"""The report files of a folder or a zip, by name, each taken only when it is asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from core.reading import bytes_of
from core.reading.archives import MAX_ENTRIES, MAX_ENTRY, check_archive
from core.reading.document import refusal

Take = Callable[[], bytes]
REMEDY = "请分成几个压缩包，只放报告本身"
NAME_IS_UTF8 = 1 << 11


def is_bundle(path: Path) -> bool:
    """Return whether a path is a folder or a zip of files, and not itself a report."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def files_in(path: Path) -> Iterator[tuple[str, Take]]:
    """Yield the files of a folder or zip, folders within included; hidden ones are left out.

    Raises:
        DocumentError: the zip cannot be opened or holds more than a batch may.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            name = file.relative_to(path).as_posix()
            if file.is_file() and not _is_hidden(name):
                yield name, partial(bytes_of, file)
        return
    archive = _opened(path.read_bytes(), path.name)
    for entry, name in _entries(archive, path.name):
        yield name, partial(_taken, archive, entry, name)


def unpacked(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return the files of a zip that somebody sent, folders within included, by name; hidden ones are left out.

    Raises:
        DocumentError: it cannot be opened, needs a password, or holds more than reports take.
    """
    archive = _opened(data, name)
    entries = _entries(archive, name)
    check_archive(data, name, REMEDY)
    return [(inner, archive.read(entry)) for entry, inner in entries]


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise refusal(name, "打不开这个压缩包", "请确认是 zip 格式，没有损坏") from error


def _entries(archive: zipfile.ZipFile, name: str) -> list[tuple[zipfile.ZipInfo, str]]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_ENTRIES:
        raise refusal(name, f"里面有 {len(entries)} 个文件，一次最多 {MAX_ENTRIES} 个", REMEDY)
    return [(entry, inner) for entry in entries if not _is_hidden(inner := _name(entry))]


def _taken(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    if entry.flag_bits & 1:
        raise refusal(name, "压缩包设了密码", "请取消密码后再压缩")
    if entry.file_size > MAX_ENTRY:
        raise refusal(name, "文件太大，不像一份报告", "请只放报告本身")
    with archive.open(entry) as file:
        return file.read(MAX_ENTRY + 1)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the name of an entry; Windows writes Chinese ones in GBK and does not say so."""
    if entry.flag_bits & NAME_IS_UTF8 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in PurePosixPath(name).parts)
