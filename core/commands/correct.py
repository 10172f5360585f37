"""import-corrections: make the corrections that people wrote into an exported sheet."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store
from core.errors import DuibiaoError
from core.export.corrections import read_sheet
from core.library.corrections import apply

HELP = "把导出的 xlsx 里“更正”表新写的行导入库中，逐行留痕"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help="会议篮导出的 xlsx，“更正”表里写了新行")


def run(args: Namespace) -> int:
    """Make each correction and say what became of it; 2 when one could not be made."""
    store.build()
    try:
        content = args.file.read_bytes()
    except OSError as error:
        raise DuibiaoError(f"{args.file} 读不出来：{error.strerror}。请检查文件名和权限。") from error
    outcomes = [apply(asked) for asked in read_sheet(content, args.file.name)]
    for outcome in outcomes:
        print(f"第 {outcome.asked.line} 行 {outcome.asked.number} {outcome.asked.field}：{outcome.words}")
    print(
        f"{len(outcomes)} 行，更正 {sum(outcome.changed for outcome in outcomes)} 处，数据版本 {store.data_version()}"
    )
    return 2 if any(outcome.refused for outcome in outcomes) else 0
