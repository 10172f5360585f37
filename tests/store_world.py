"""An invented world for the tests of the store: two places, three indicators, and as many reports as a test asks
for.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from core.reading import RawDocument
from core.store import Filing, Store, build, import_report, open_store

PLACES = """
[jiang]
name = "南川省临江市"
short_name = "临江"
level = "地级市"
colour = "#0072B2"
marker = "circle"

[[jiang.issuers]]
name = "临江市政务服务办公室"
short_name = "临江办"

[[jiang.issuers]]
name = "临江高新区管委会"
short_name = "临江高新"
level = "开发区"

[shan]
name = "南川省望山县"
short_name = "望山"
level = "县"
colour = "#D55E00"
marker = "square"
"""
INDICATORS = {
    "calls": ("热线受理量", "件", "count", "热线受理"),
    "satisfied": ("热线满意率", "%", "rate", "回访满意率"),
    "closed": ("热线办结率", "%", "rate", "按时办结率"),
}
SOURCES = """
[jiang-2021]
place = "jiang"
issuer = "临江市政务服务办公室"
level = "地级市"
year = 2021
kind = "summary"
title = "2021年工作总结"
published = "2022-01-20"
address = "https://linjiang.example/2021"
edition = "digest"
trust = "official"
note = ""

[shan-2021]
place = "shan"
issuer = "望山县行政审批局"
level = "县"
year = 2021
kind = "summary"
title = "2021年度总结"
published = ""
address = ""
edition = "excerpt"
trust = "pending"
note = "转载页，待核"
"""
SHIPPED = {
    "jiang-2021": "临江办2021年总结\n一、工作情况\n全年热线受理7300件，回访满意率96.5%。\n",
    "shan-2021": "望山2021年总结\n一、工作情况\n全年热线受理810件，力争按时办结率达到99%。\n",
}


def write_data(folder: Path) -> Path:
    """Write a data folder and return it."""
    (folder / "indicators" / "hotline").mkdir(parents=True)
    (folder / "reports").mkdir()
    (folder / "districts.toml").write_text(PLACES, "utf-8")
    for key, row in INDICATORS.items():
        (folder / "indicators" / "hotline" / f"{key}.toml").write_text(declaration(*row), "utf-8")
    (folder / "reports" / "sources.toml").write_text(SOURCES, "utf-8")
    for key, text in SHIPPED.items():
        (folder / "reports" / f"{key}.txt").write_text(text, "utf-8")
    return folder


def declaration(name: str, unit: str, kind: str, label: str) -> str:
    """Return an indicator as its file writes it."""
    return f"""name = "{name}"
theme = "hotline"
unit = "{unit}"
kind = "{kind}"
definition = "{name}的定义。"

[frame]
say = ["{label}"]
units = ["{unit}"]
"""


def built_store(address: str, data: Path) -> Store:
    """Return a store that is built from the data folder."""
    store = open_store(address, data)
    build(store=store)
    return store


def text_number(n: int) -> str:
    """Return the n-th invented report; each states 20 numbers, three of them of indicators."""
    others = "".join(f"新建第{i}类服务点{n + i + 2}个。\n" for i in range(17))
    return f"{2022 + n % 3}年工作总结\n一、工作情况\n热线受理{1000 + n}件，回访满意率9{n % 10}.5%，按时办结率98.{n % 10}%。\n{others}"


def raw_document(text: str, name: str = "报告.txt") -> RawDocument:
    """Return a text as the reader of files would."""
    return RawDocument(text, name, hashlib.sha256(text.encode()).hexdigest())


def filing(**changes: str | int) -> Filing:
    """Return an identity: the official text of the shipped digest unless told otherwise."""
    chosen = {
        "place": "jiang", "issuer": "临江市政务服务办公室", "level": "地级市", "year": 2021,
        "kind": "summary", "title": "临江市2021年工作总结",
    }  # fmt: skip
    return Filing(**chosen | changes)


def import_number(store: Store, n: int) -> str:
    """Import the n-th invented report and return its id."""
    identity = filing(place="shan", issuer=f"第{n}单位", level="县", year=2022 + n % 3, title=f"第{n}份总结")
    return import_report(raw_document(text_number(n)), identity, store=store).report


def import_without_end(address: str, data: Path, first: int, ready: object, done: object) -> None:
    """Build and import until killed; ``done`` hears of every import after its commit. Runs in a child process."""
    store = open_store(address, data)
    ready.set()
    build(store=store)
    for n in range(first, first + 10_000):
        done.send(import_number(store, n))
