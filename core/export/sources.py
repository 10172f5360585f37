"""Where the numbers of an export come from: its reports, numbered, and the sentences behind each exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.analysis.rows import Row
from core.analysis.wording import name_of, period_of, text_of
from core.library import Library
from core.screens.exhibit import Exhibit
from core.words import EDITIONS, TRUSTS, UNKNOWN

HEAD = ("编号", "发布机构", "标题", "版本", "发布日期", "网址", "来源")


@dataclass(frozen=True, slots=True)
class Source:
    """A report that an export rests on."""

    document: str
    words: tuple[str, ...]  # as ``HEAD`` names them


def sources_of(exhibits: Iterable[Exhibit], library: Library) -> list[Source]:
    """Return the reports that speak in the exhibits, in the order in which they first do."""
    wanted = dict.fromkeys(id for exhibit in exhibits for id in exhibit.documents)
    known = library.reports
    return [_source(n, known.loc[id].to_dict()) for n, id in enumerate((id for id in wanted if id in known.index), 1)]


def _source(number: int, report: dict) -> Source:
    said = (
        str(number), report["issuer"] or UNKNOWN, report["title"] or UNKNOWN, EDITIONS.get(report["edition"], ""),
        report["published"] or UNKNOWN, report["address"] or UNKNOWN, TRUSTS.get(report["trust"], ""),
    )  # fmt: skip
    return Source(report["id"], said)


def quotes_of(rows: Sequence[Row], library: Library) -> list[str]:
    """Return a line a row with a sentence: figure, period, sentence, report, part."""
    known = library.reports
    lines = []
    for row in rows:
        if row.quote:
            title = known.loc[row.document]["title"] if row.document in known.index else ""
            told = "，".join(filter(None, (f"《{title}》" if title else "", row.issuer, row.path)))
            lines.append(f"{name_of(row)} {text_of(row)}（{period_of(row)}）：“{' '.join(row.quote.split())}”——{told}")
    return lines
