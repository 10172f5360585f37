"""backup: everything in the store as one file, also while the server runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store

HELP = "把库里的全部内容备份成一个文件，服务运行时也可以"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件，例如 备份-2025-06-30.zip；不能已存在")


def run(args: Namespace) -> int:
    """Back up and say what is in it."""
    made = store.backup(args.file)
    size = args.file.stat().st_size / 1e6
    print(
        f"已备份到 {args.file}（{size:.1f} MB）：报告 {made.rows['reports']} 份，更正 {made.rows['corrections']} 条，"
    )
    print(f"变更记录 {made.rows['changes']} 条，数据版本 {made.version}。恢复：python manage.py restore {args.file}")
    return 0
