"""import: store report files; each is one transaction, and the same file twice changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store
from core.commands.files import chosen_by, for_each_file
from core.reading import read_file

HELP = "把报告文件导入库中；同一文件再次导入不会重复"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="文件", help="报告文件，可以多个")
    parser.add_argument("--year", type=int, metavar="年份", help="报告年份；不写则从文件里找")
    for name, metavar, words in (
        ("place", "地区", "地区编号或名称"),
        ("issuer", "单位", "发布单位全称"),
        ("level", "层级", "地级市、市辖区等"),
        ("kind", "文种", "summary 工作总结，disclosure 公开年报，both 两者合一，other 其他"),
        ("title", "标题", "报告标题"),
        ("published", "日期", "发布日期，如 2024-01-31"),
        ("address", "网址", "发布网址"),
        ("trust", "来源", "official 官方，press 媒体，pending 待核"),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, help=f"{words}；不写则从文件里找")
    parser.add_argument("--replace", action="store_true", help="库中已有同一份报告的另一个文件时，用新文件替换")


def run(args: Namespace) -> int:
    """Import every readable file and say what became of it."""
    store.build()
    status = for_each_file(args.files, lambda file: _import(file, args))
    print(f"数据版本 {store.data_version()}")
    return status


def _import(file: Path, args: Namespace) -> None:
    raw = read_file(file)
    proposal = store.propose_filing(raw, **chosen_by(args))
    filing = proposal.filing
    done = store.import_report(raw, filing, replace=args.replace)
    if not done.new:
        print(f"{file.name}：已在库中（{done.report}），没有改动。")
        return
    read = store.facts(document=done.report)["status"].value_counts()
    masked = f"，另有 {read['masked']} 个脱敏" if "masked" in read else ""
    issuer = filing.issuer or "发布单位不详"
    print(
        f"{file.name}：已导入为 {done.report}（{issuer}，{filing.year} 年），读出 {read.get('stated', 0)} 个数字{masked}。"
    )
    if done.gave_way:
        print(f"  {'、'.join(done.gave_way)} 已由它替代。")
    for loss in store.preview_import(raw, filing).losses:
        print(f"  注意：{loss}")
    for reason in proposal.why:
        print(f"  {reason}")
