"""editors: who may write: add, list, remove."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace

from core import store
from core.commands.tables import aligned
from core.errors import StoreError

HELP = "设立、列出、撤销编辑：谁可以导入、更正、确认"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("act", choices=("add", "list", "remove"), metavar="add|list|remove", help="设立、列出、撤销")
    parser.add_argument("name", nargs="?", default="", metavar="姓名", help="编辑的姓名，登录和署名都用它")
    parser.add_argument("--mail", default="", metavar="邮箱", help="单位统一登录里的邮箱；写明后可不设密码")
    parser.add_argument("--no-password", action="store_true", help="只用单位统一登录，不设密码")


def run(args: Namespace) -> int:
    """Do it and say so."""
    if args.act == "list":
        return _list()
    if args.act == "remove":
        store.remove_editor(args.name)
        print(f"“{args.name}”不再是编辑，已登录的也已失效；以前的署名不变。")
        return 0
    password = "" if args.no_password else _asked()
    store.add_editor(args.name, password, address=args.mail, by=getpass.getuser())
    print(f"“{args.name}”现在是编辑。登录：在页面里点“登录”，填姓名和密码。")
    return 0


def _list() -> int:
    rows = [(e.name, e.address, "有" if e.by_password else "无", e.added_at[:10]) for e in store.editors()]
    print(aligned(("姓名", "邮箱", "密码", "设立"), rows) if rows else "还没有编辑，只有本机可以写入。")
    return 0


def _asked() -> str:
    """Return a password typed twice unseen, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("密码（至少 10 个字符，输入时不显示）：")
    if getpass.getpass("再输一次：") != password:
        raise StoreError("两次输入的密码不同，没有改动。")
    return password
