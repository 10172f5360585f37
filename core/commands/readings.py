"""bench --readings: what a change to the reader gained, lost and altered."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from core.commands.files import for_each_file
from core.commands.ledger import (
    Entry,
    differences,
    digest_entries,
    example_entries,
    file_entries,
    in_words,
    load_ledger,
    summed,
    written_out,
)
from core.errors import DuibiaoError

KEPT = Path(__file__).resolve().parents[2] / "tests" / "ledger"
SHIPPED: dict[str, Callable[[], list[Entry]]] = {"digests": digest_entries, "examples": example_entries}


def compare_readings(args: Namespace) -> int:
    """Print how readings differ from a ledger, and write the new one when asked.

    Without files the readings are those of the digests and examples, and the ledger the one that is kept beside the
    tests; a file or folder is held against ``--against``.
    """
    if not args.files:
        return _shipped(args.update)
    entries: list[Entry] = []
    status = for_each_file(_files(args.files), lambda file: entries.extend(file_entries(file, args)))
    if args.against:
        _print(load_ledger(args.against), entries)
    if args.save:
        args.save.write_text(written_out(entries), "utf-8", newline="\n")
        print(f"读数 {len(entries)} 条，存入 {args.save}。")
    if not args.against and not args.save:
        raise DuibiaoError("请写明 --save 账（存下读数）或 --against 账（与以前存下的相比）。")
    return status


def _shipped(update: bool) -> int:
    for name, read in SHIPPED.items():
        entries, ledger = read(), KEPT / f"{name}.csv"
        print(f"{name}：", end="")
        _print(load_ledger(ledger) if ledger.exists() else [], entries)
        if update:
            ledger.parent.mkdir(exist_ok=True)
            ledger.write_text(written_out(entries), "utf-8", newline="\n")
    return 0


def _print(before: Iterable[Entry], after: list[Entry]) -> None:
    changes = differences(before, after)
    print(summed(changes, len(after)))
    for difference in changes:
        print(in_words(difference))


def _files(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        folder = Path(name)
        yield from sorted(map(str, folder.rglob("*.*"))) if folder.is_dir() else [name]
