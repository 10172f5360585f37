"""doctor: look the store over and say what is not as it should be."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core import store

HELP = "检查数据库：完整性、结构、无主的内容、过时的读数、缺少的文件"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes: nothing."""


def run(args: Namespace) -> int:
    """Print one line a look; 2 when one is not good."""
    looks = store.inspect_store()
    for look in looks:
        print(f"{'好' if look.good else '坏'}  {look.what}：{look.words}")
    return 0 if all(look.good for look in looks) else 2
