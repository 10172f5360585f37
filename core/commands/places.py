"""places: find a place of China, or add one that the divisions do not know."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from core import store
from core.commands.tables import aligned

HELP = "查找地区（find），或添加行政区划里没有的开发区、街镇和改名的地方（add）"
HEADS = ("编号", "全称", "简称", "层级", "省份", "别名")
MOST = 60


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("action", choices=("find", "add"), metavar="find|add", help="find 查找，add 添加")
    parser.add_argument("name", metavar="名称", help="地方的名称")
    parser.add_argument("--within", default="", metavar="上级", help="添加时：属于哪个市或区县")
    parser.add_argument("--alias", nargs="+", default=[], metavar="别名", help="添加时：报告里还怎样称呼它")
    parser.add_argument("--who", default="", metavar="姓名", help="添加时：谁添加的")


def run(args: Namespace) -> int:
    """Print what was found or added; 2 where nothing was found."""
    store.build()
    if args.action == "add":
        place = store.add_place(args.name, args.within, args.who, aliases=args.alias)
        print(f"已添加 {place.name}（{place.id}，{place.level}），颜色和标记由程序给定；导入它的第一份报告后进入各页。")
        return 0
    matches = store.find_places(args.name)
    if not matches:
        print(f"没有找到“{args.name}”。行政区划里没有的地方可以添加：places add 名称 --within 市或区县 --who 姓名")
        return 2
    lines = [(p.id, p.name, p.short_name, p.level, p.province, "、".join(p.aliases)) for p in matches[:MOST]]
    print(aligned(HEADS, lines))
    print(f"共 {len(matches)} 处" + (f"，列出前 {MOST} 处。" if len(matches) > MOST else "。"))
    return 0
