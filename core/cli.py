"""The command line: ``python -m core.cli build | extract | explain | …``; see ``COMMANDS``."""

from __future__ import annotations

import difflib
import os
import sys
from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from core.commands import (
    audit,
    backup,
    bench,
    bring,
    build,
    compare,
    correct,
    density,
    doctor,
    editors,
    explain,
    export,
    extract,
    fetch,
    inbox,
    places,
    reports,
    restore,
    systems,
    wordings,
)
from core.errors import DuibiaoError
from core.version import VERSION
from core.words import PRODUCT

COMMANDS = {
    "build": build,
    "extract": extract,
    "explain": explain,
    "audit": audit,
    "compare": compare,
    "import": bring,
    "import-corrections": correct,
    "export": export,
    "editors": editors,
    "backup": backup,
    "restore": restore,
    "doctor": doctor,
    "fetch": fetch,
    "inbox": inbox,
    "bench": bench,
    "density": density,
    "places": places,
    "reports": reports,
    "systems": systems,
    "wordings": wordings,
}
BAD = 2


class ChineseFormatter(HelpFormatter):
    """Help whose own words are Chinese too."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "用法：")


class ChineseParser(ArgumentParser):
    """A parser that speaks Chinese to whoever mistypes."""

    def __init__(self, program: str, description: str) -> None:
        super().__init__(
            prog=program, description=description, formatter_class=ChineseFormatter, add_help=False, allow_abbrev=False
        )
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Say that the command is incomplete or mistyped, and how it is written."""
        usage = " ".join(self.format_usage().split())
        print(f"命令不完整或有写错的地方。{usage}（详见 {self.prog} --help）", file=sys.stderr)
        raise SystemExit(BAD)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, or 2 when something could not be done."""
    _speak_utf8()
    written = list(sys.argv[1:] if arguments is None else arguments)
    if not written or written[0] in ("-h", "--help"):
        print(_overview())
        return 0 if written else BAD
    if written[0] == "--version":
        print(f"{PRODUCT} {VERSION}")
        return 0
    name, *rest = written
    if name not in COMMANDS:
        return _complain(_unknown(name))
    command = COMMANDS[name]
    parser = ChineseParser(f"python manage.py {name}", command.HELP)
    command.arguments(parser)
    args = parser.parse_args(rest)
    try:
        return command.run(args)
    except DuibiaoError as error:
        return _complain(str(error))
    except BrokenPipeError:  # extract … | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _overview() -> str:
    lines = [f"  {name:<19}{command.HELP}" for name, command in COMMANDS.items()]
    return "\n".join(["用法：python manage.py 命令 …", *lines, "每个命令的写法：python manage.py 命令 --help"])


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    hint = f"是否想写 {near[0]}？" if near else ""
    return f"没有“{name}”这个命令。{hint}可用：{'、'.join(COMMANDS)}。"


def _complain(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return BAD


def _speak_utf8() -> None:
    """Write UTF-8 whatever code page the console has."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
