"""import: store report files; each is one transaction, and the same file twice changes nothing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store
from core.commands.files import chosen_by, for_each_file, means_arguments, means_of
from core.commands.tables import aligned
from core.reading import read_file
from core.reading.bundles import files_in, is_bundle
from core.words import UNPLACED

HELP = "把报告文件导入库中；同一文件再次导入不会重复"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="文件", help="报告文件，可以多个；也可以是文件夹或 zip")
    parser.add_argument(
        "--table",
        metavar="表格",
        help="文件夹或 zip 的清单（csv、xlsx），列：文件、地区、发布单位、年份、网址，空着的从文件里找",
    )
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
    means_arguments(parser)
    parser.add_argument("--replace", action="store_true", help="库中已有同一份报告的另一个文件时，用新文件替换")


def run(args: Namespace) -> int:
    """Import every readable file and say what became of it."""
    store.build()
    bundles = [Path(name) for name in args.files if is_bundle(Path(name))]
    status = for_each_file([n for n in args.files if Path(n) not in bundles], lambda file: _import(file, args))
    status = max([status, *(_import_bundle(bundle, args) for bundle in bundles)])
    print(f"数据版本 {store.data_version()}")
    return status


def _import_bundle(bundle: Path, args: Namespace) -> int:
    """Import a folder or zip and end with a list: which file was filed where, and why."""
    tables = read_file(Path(args.table)).tables if args.table else ()
    filings = store.told_by(tables[0].rows) if tables else {}
    table = Path(args.table).resolve() if args.table else None
    files = [(name, read) for name, read in files_in(bundle) if table is None or (bundle / name).resolve() != table]
    common = chosen_by(args)
    filings = {Path(name).name: common | filings.get(Path(name).name, {}) for name, _ in files}
    done = [*store.import_batch(files, filings, replace=args.replace, means=means_of(args, len(files)))]
    places = store.known_places()
    lines = [
        (
            f.name, places[f.place].name if f.place else UNPLACED if f.report else "", f.issuer, f.year or "",
            f.report or "没有导入", f.problem or ("" if f.new else "已在库中。") + "；".join(f.why),
        )
        for f in done
    ]  # fmt: skip
    print(aligned(("文件", "地区", "发布单位", "年份", "报告", "说明"), lines))
    stored = sum(bool(f.report) for f in done)
    print(f"{bundle.name}：{len(done)} 个文件，导入 {stored} 个，{len(done) - stored} 个没有导入。")
    return 2 if stored < len(done) else 0


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
