"""export: what links show, as a deck, a sheet, a document, CSV or JSON; for the monthly job."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from core import store
from core.errors import DuibiaoError
from core.export.formats import FORMATS, ending_of, exported
from core.library import open_library
from core.library.link import VERSION, Link
from core.library.since import since_of_all
from core.screens import exhibits_of_all

HELP = "把页面链接里的图表导出为 pptx、xlsx、docx、csv 或 json"


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="文件", help=f"要写的文件，扩展名决定格式：{'、'.join(FORMATS)}")
    parser.add_argument(
        "--link",
        action="append",
        required=True,
        metavar="链接",
        help="页面的网址或 页面?选择，可以多次：indicator?i=好评率&y=2023",
    )
    parser.add_argument("--title", default="", metavar="标题", help="封面标题")


def run(args: Namespace) -> int:
    """Write the file; what a link names and its page does not know is told on stderr."""
    store.build()
    library = open_library()
    links = [Link.parse(written) for written in args.link]
    exhibits = exhibits_of_all([link.with_(VERSION, "") for link in links], library)
    content = exported(ending_of(args.file.name), exhibits, library, args.title)
    try:
        args.file.write_bytes(content)
    except OSError as error:
        raise DuibiaoError(
            f"{args.file} 写不进去：{error.strerror}。请换一个文件夹，或关闭正在打开它的程序。"
        ) from error
    for line in (
        *since_of_all(links, library.version),
        *dict.fromkeys(words for exhibit in exhibits for words in exhibit.unknown),
    ):
        print(line)
    print(f"{args.file}：{len(exhibits)} 个图表，数据版本 {library.version}")
    return 0
