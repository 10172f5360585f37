"""Where the numbers of an export come from: its reports, numbered, and the sentences behind each exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.analysis.rows import Row
from core.analysis.wording import edition_of, name_of, page_in_words, period_of, text_of
from core.library import Library
from core.model import Edition, Trust
from core.screens.exhibit import Exhibit
from core.words import EDITIONS, TRUSTS, UNKNOWN

NAMED = 4  # issuers that one line names
HEAD = ("编号", "发布机构", "标题", "版本", "发布日期", "网址", "来源")


@dataclass(frozen=True, slots=True)
class Source:
    """A report that an export rests on."""

    document: str
    words: tuple[str, ...]  # as ``HEAD`` names them
    short: str = ""  # how charts call the issuer
    line: str = ""  # number, issuer, title and date on one line


def sources_of(exhibits: Iterable[Exhibit], library: Library) -> list[Source]:
    """Return the reports that speak in the exhibits, in the order in which they first do."""
    wanted = dict.fromkeys(id for exhibit in exhibits for id in exhibit.documents)
    known = library.reports
    return [_source(n, known.loc[id].to_dict()) for n, id in enumerate((id for id in wanted if id in known.index), 1)]


def _source(number: int, report: dict) -> Source:
    fields = (
        str(number), report["issuer"] or UNKNOWN, report["title"] or UNKNOWN, EDITIONS.get(report["edition"], ""),
        report["published"] or UNKNOWN, report["address"] or UNKNOWN, TRUSTS.get(report["trust"], ""),
    )  # fmt: skip
    short = report["issuer_short"] or UNKNOWN
    unsure = "，待核" if report["trust"] == Trust.PENDING else ""
    line = f"{number}　{short}《{fields[2]}》{report['published'] or '日期未写明'}{unsure}"
    return Source(report["id"], fields, short, line)


def brief_source(exhibit: Exhibit, library: Library) -> str:
    """Return who said the figures and for when, on one line: what stands under a figure where the room is short."""
    spoken = [row for row in exhibit.rows if row.document]
    valued = [row for row in spoken if row.value is not None] or spoken
    known = library.reports.loc[[id for id in exhibit.reports if id in library.reports.index]]
    issuers = list(dict.fromkeys(filter(None, (*(row.issuer_short for row in valued), *known["issuer_short"]))))
    more = f"等 {len(issuers)} 家" if len(issuers) > NAMED else ""
    years = sorted({*(row.year for row in valued if row.year), *known["year"]})
    span = f"{years[0]}–{years[-1]} 年" if len(years) > 1 else f"{years[0]} 年" if years else ""
    digests = any(map(edition_of, valued)) or any(known["edition"] == Edition.DIGEST)
    edition = "（摘编）" if digests else ""
    return "；".join(filter(None, (f"来源：{'、'.join(issuers[:NAMED])}{more}{edition}" if issuers else "", span)))


def quotes_of(rows: Sequence[Row], library: Library) -> list[str]:
    """Return a line a row with a sentence: figure, period, sentence, report, part."""
    known = library.reports
    lines = []
    for row in rows:
        if row.quote:
            title = known.loc[row.document]["title"] if row.document in known.index else ""
            cited = "，".join(filter(None, (f"《{title}》" if title else "", row.issuer, row.path, page_in_words(row))))
            lines.append(f"{name_of(row)} {text_of(row)}（{period_of(row)}）：“{' '.join(row.quote.split())}”——{cited}")
    return lines
