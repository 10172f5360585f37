"""What an import would leave out without a word: numbers that nobody claims, pieces, tables that were not read."""

from __future__ import annotations

import re

from core.disclosure import read_tables
from core.model import Document, DocumentKind, Status
from core.parsing.bulletins import strangers
from core.pipeline import Reading

_DIGITS = re.compile(r"\d[\d,.]*")
_MOST, _SHOWN = 5, 40  # names that no place bears, characters of their lines
_WITH_TABLES = (DocumentKind.DISCLOSURE, DocumentKind.BOTH)


def find_losses(document: Document, reading: Reading) -> tuple[str, ...]:
    """Return, in Chinese sentences with what to do, what of a report was seen and not filed; none where all is well."""
    losses = (_figures(document, reading), _pieces(reading), _tables(reading), _standard(document))
    return (*filter(None, losses), *_strangers(document))


def _figures(document: Document, reading: Reading) -> str:
    read = {fact.quantity.start for fact in reading.facts}
    named = {fact.quantity.start for fact in reading.facts if fact.indicator}
    if named:
        return ""
    if read:
        stated = sum(f.quantity.status is Status.STATED for f in reading.facts)
        return (
            f"读出 {len(read)} 个数字（其中明确写出 {stated} 个），但没有一个归入指标：请确认选对了文件和文种；"
            "若是本类报告，请在“原文”页查看未归类的数字，逐个更正所属指标。"
        )
    seen = len(_DIGITS.findall(document.text))
    if seen:
        return f"正文里有 {seen} 处数字，没有一个读成统计数字：请确认选对了文件；数字在图片或附件里的，请转成文字或表格后再导入。"
    return "正文里没有数字：请确认选对了文件；数字在图片或附件里的，请转成文字或表格后再导入。"


def _pieces(reading: Reading) -> str:
    lost = sum(torn.value is None for torn in reading.torn)
    return f"有 {lost} 处数字残缺，没有读出：见“疑点”里的“数字残缺”，请对照原件更正。" if lost else ""


def _tables(reading: Reading) -> str:
    unread = len(reading.unread)
    return (
        f"有 {unread} 张表没有读出：见“疑点”里的“表格未读”，请对照原件，或把表里的数字写成句子后再导入。"
        if unread
        else ""
    ) + _in_tables(reading)


def _in_tables(reading: Reading) -> str:
    lost = sum(map(len, reading.unsaid))
    return (
        f"读出的表里还有 {lost} 个数字没有读出，多半没有写单位：见“疑点”里的“表格未读”，请对照原件补上单位。"
        if lost
        else ""
    )


def _standard(document: Document) -> str:
    if document.kind not in _WITH_TABLES:
        return ""
    tables = read_tables(document.text, raw=document.raw).tables
    absent = [f"表{number}" for number in (1, 2, 3) if number not in {table.number for table in tables}]
    cut = [f"表{table.number}缺 {len(table.missing)} 行" for table in tables if table.missing]
    if not absent and not cut:
        return ""
    lacking = "，".join([*([f"没有找到{'、'.join(absent)}"] if tables and absent else []), *cut]) or "没有找到三张表"
    return f"这份政府信息公开年报里{lacking}：若原文附有完整的表格，请导入带表格的网页、docx 或 pdf。"


def _strangers(document: Document) -> tuple[str, ...]:
    names = strangers(document)
    remarks = tuple(
        f"“{name}”不在已知的地区里，它的数字没有归到任何地区：{line[:_SHOWN]}{'…' if len(line) > _SHOWN else ''} "
        "若是开发区、街镇或改了名的地方，请用 places 命令添加后再导入。"
        for name, line in names[:_MOST]
    )
    return (*remarks, *((f"另有 {len(names) - _MOST} 个不认识的地区名称。",) if len(names) > _MOST else ()))
