"""restore: fill the store from a backup, on SQLite or PostgreSQL."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store

HELP = "用备份文件恢复库里的全部内容；备份和恢复的数据库可以不同种"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="backup 做的备份文件")
    parser.add_argument("--over", action="store_true", help="库里已有导入的报告时，也用备份代替全部内容")


def run(args: Namespace) -> int:
    """Restore, bring it up to the program of today, and say what is there."""
    made = store.restore(args.file, over=args.over)
    store.build()
    print(f"已恢复 {store.clock(made.made_at)} 的备份：报告 {made.rows['reports']} 份，", end="")
    print(f"更正 {made.rows['corrections']} 条，数据版本 {store.data_version()}。")
    return 0
