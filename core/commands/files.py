"""What the commands share: files as people name them, each bad one answered with one sentence."""

from __future__ import annotations

import glob
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from core.declarations import load_places
from core.errors import DuibiaoError
from core.executing import HERE, Known, Means, cluster, processes, spread
from core.reading import RawDocument, bytes_of, read_file
from core.store.filing import Filing, propose

IDENTITY = ("place", "issuer", "level", "year", "kind", "title", "published", "address", "trust")
FEW = 300  # reports


def for_each_file(names: Iterable[str], act: Callable[[Path], None]) -> int:
    """Call ``act`` with every file; return 2 when one of them could not be read, after all the others were."""
    status = 0
    for file in _expanded(names):
        try:
            act(file)
        except DuibiaoError as error:
            status = 2
            print(_naming(file.name, error), file=sys.stderr)
    return status


class Sent(NamedTuple):
    """A file as it is handed to whoever reads it."""

    name: str
    data: bytes


class Told(NamedTuple):
    """What was read of a file, or why it could not be."""

    words: str = ""
    problem: str = ""


def spread_files(args: Namespace, act: Callable[[Sent], str], say: Callable[[str], None]) -> int:
    """Let ``act`` read every file, wherever that is done, and ``say`` what it tells, in the order of the files; return 2
    when one of them could not be read.
    """
    files, status = [*_expanded(args.files)], 0
    for answer in spread(partial(_read_one, act), map(_sent, files), means_of(args, len(files)), _ended):
        if answer.problem:
            status = 2
            print(answer.problem, file=sys.stderr)
        if answer.words:
            say(answer.words)
    return status


def _sent(file: Path) -> Sent | Known[Told]:
    try:
        return Sent(file.name, bytes_of(file))
    except DuibiaoError as error:
        return Known(Told(problem=_naming(file.name, error)))


def _read_one(act: Callable[[Sent], str], file: Sent) -> Told:
    try:
        return Told(act(file))
    except DuibiaoError as error:
        return Told(problem=_naming(file.name, error))


def _ended(file: Sent) -> Told:
    return Told(problem=f"{file.name}：读它的进程两次意外停止，可能占用过多内存。")


def means_arguments(parser: ArgumentParser) -> None:
    """Declare where many files are read."""
    parser.add_argument("--processes", type=int, metavar="进程数", help="用几个进程读，默认每个处理器一个；1 为不另开")
    parser.add_argument("--scheduler", metavar="地址", help="改在 Dask 集群上读，如 tcp://主机:8786")


def means_of(args: Namespace, number: int) -> Means:
    """Return where so many reports are read: a few here, since a process takes longer to start than to read them."""
    if args.scheduler:
        return cluster(args.scheduler)
    few = args.processes is None and number < FEW
    return HERE if few or args.processes == 1 else processes(args.processes)


def filed(file: Path, args: Namespace) -> tuple[RawDocument, Filing]:
    """Return a file as read, and its identity: what the person said, else what the text says.

    Raises:
        DocumentError: it cannot be read, or neither says the year.
    """
    raw = read_file(file)
    return raw, propose(raw, load_places(), **chosen_by(args))


def chosen_by(args: Namespace) -> dict[str, Any]:
    """Return the parts of an identity that a person said on the command line."""
    given = {name: getattr(args, name, None) for name in IDENTITY}
    return {name: value for name, value in given.items() if value is not None}


def _expanded(names: Iterable[str]) -> Iterable[Path]:
    for name in names:
        matches = sorted(glob.glob(name)) if not Path(name).exists() else []  # the Windows console leaves * as it is
        yield from map(Path, matches or [name])


def _naming(name: str, error: DuibiaoError) -> str:
    sentence = " ".join(str(error).split())
    return sentence if name in sentence else f"{name}：{sentence}"
