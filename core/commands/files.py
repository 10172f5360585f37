"""What the commands share: files as people name them, each bad one answered with one sentence."""

from __future__ import annotations

import glob
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from core.declarations import load_places
from core.errors import DuibiaoError
from core.reading import RawDocument, read_file
from core.store.filing import Filing, propose

IDENTITY = ("place", "issuer", "level", "year", "kind", "title", "published", "address", "trust")


def for_each_file(names: Iterable[str], act: Callable[[Path], None]) -> int:
    """Call ``act`` with every file; return 2 when one of them could not be read, after all the others were."""
    status = 0
    for file in _expanded(names):
        try:
            act(file)
        except DuibiaoError as error:
            status = 2
            print(_naming(file, error), file=sys.stderr)
    return status


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


def _naming(file: Path, error: DuibiaoError) -> str:
    sentence = " ".join(str(error).split())
    return sentence if file.name in sentence else f"{file.name}：{sentence}"
