"""build: bring the store to the state of ``data/``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core import store
from core.commands.files import means_arguments, means_of

HELP = "按 data/ 的声明与摘编更新数据库；没有变化则什么都不做"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    means_arguments(parser)


def run(args: Namespace) -> int:
    """Build and say what was done."""
    built = store.build(means=means_of(args, len(store.reports())))
    done = f"重新读取 {built.reports} 份报告，{built.facts} 行" if built.changed else "数据库已是最新"
    print(f"{done}，数据版本 {built.version}")
    return 0
