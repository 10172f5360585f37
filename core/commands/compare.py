"""compare: indicators side by side, which rows may share an axis, and the coded reasons in words."""

from __future__ import annotations

import difflib
import json
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core import store
from core.analysis.compare import side_by_side
from core.analysis.rows import Row, in_order, judged, rows_of
from core.analysis.selection import chosen
from core.analysis.sentences import sentence_of
from core.analysis.standing import ranks_of
from core.analysis.wording import name_of, period_of, text_of
from core.commands.explain import find_indicator
from core.commands.numbers import json_number
from core.commands.tables import aligned
from core.comparability import Rank
from core.declarations import load_indicators, load_places
from core.errors import DuibiaoError
from core.model import Indicator, Place
from core.words import COMPARABILITY, REASONS

HELP = "把指标并排：哪些可比、能不能排名、不可比的原因"
HEADS = ("指标", "地区", "数值", "统计期", "结论", "名次", "原因")
VERDICTS = {"comparable": "可比", "caveat": "可比，须注意", "incomparable": "不可比", "absent": "无数值"}
DECLARED = (
    "id",
    "name",
    "unit",
    "kind",
    "basis",
    "stage",
    "direction",
    "family",
    "definition",
    "formula",
    "standard",
    "within",
)
NUMBERS = ("value", "low", "high")
TOLD = (
    "fact_id", "document", "issuer", "level", "year", "indicator", "part", "unit", "bound", "written",
    "status", "role", "period", "months", "scope", "trust", "edition", "quote", "start", "end", "verdict",
)  # fmt: skip


def arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "indicators", nargs="+", metavar="指标", help="指标编号或名称；几个一起写，就放在一起判断，口径不同的互不可比"
    )
    parser.add_argument("--places", nargs="+", default=[], metavar="地区", help="地区编号或名称；不写则全部")
    parser.add_argument("--years", nargs="+", default=[], metavar="年份", help="报告年份；不写则取各单位最近有数的一年")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="table 表格，json 供程序读取")


def run(args: Namespace) -> int:
    """Print the rows, whether they carry ranks, and why those set apart are."""
    known = load_indicators()
    declared = {i.id: i for i in (find_indicator(name, known) for name in _split(args.indicators))}
    places = [_place(name) for name in _split(args.places)] or list(load_places().values())
    years = [_year(written) for written in _split(args.years)]
    store.build()
    facts = store.facts(indicator=list(declared), places=[place.id for place in places])
    every = rows_of(facts)
    rows = [row for id in declared for row in chosen([r for r in every if r.indicator == id], id, places, years)]
    laid = judged(sorted(in_order(rows), key=lambda row: list(declared).index(row.indicator)), declared)
    ranks = ranks_of(laid, declared)
    if args.format == "json":
        print(json.dumps(_record(declared, places, years, laid, ranks), ensure_ascii=False, indent=1))
        return 0
    print(aligned(HEADS, [_line(row, declared[row.indicator], ranks.get(row.fact_id)) for row in laid]))
    print("可以排名。" if ranks else "不能排名：同期可比的不足三个，或指标不分高低。")
    for id, indicator in declared.items():
        print(sentence_of(side_by_side(facts[facts["indicator"] == id], indicator, places, years)).text)
    return 0


def _split(written: Sequence[str]) -> list[str]:
    """Return the words of an option, also where commas part them."""
    return [word for part in written for word in re.split("[,，、]", part) if word]


def _place(written: str) -> Place:
    places = load_places()
    by_name = {
        name: place for place in places.values() for name in (place.id, place.name, place.short_name, *place.aliases)
    }
    if place := by_name.get(written):
        return place
    near = difflib.get_close_matches(written, by_name, n=1)
    hint = f"是否想写 {near[0]}？" if near else ""
    raise DuibiaoError(f"没有叫“{written}”的地区。{hint}可用：{'、'.join(places)}。")


def _year(written: str) -> int:
    if not re.fullmatch(r"20\d\d", written):
        raise DuibiaoError(f"“{written}”不是年份，请写成 2023 这样的四位数字。")
    return int(written)


def _line(row: Row, indicator: Indicator, rank: Rank | None) -> tuple[object, ...]:
    return (
        indicator.name,
        name_of(row),
        text_of(row),
        period_of(row) if row.value is not None else "",
        VERDICTS[row.verdict],
        _place_taken(rank),
        "；".join(row.words) if row.value is not None else "",
    )


def _place_taken(rank: Rank | None) -> str:
    if rank is None:
        return ""
    return f"{rank.first}/{rank.n}" if not rank.tied else f"并列 {rank.first}–{rank.last}/{rank.n}"


def _record(
    declared: Mapping[str, Indicator],
    places: Sequence[Place],
    years: Sequence[int],
    rows: Sequence[Row],
    ranks: Mapping[str, Rank],
) -> dict[str, object]:
    codes = {code for row in rows for code in row.why}
    return {
        "indicators": [{name: getattr(indicator, name) for name in DECLARED} for indicator in declared.values()],
        "places": [place.id for place in places],
        "years": list(years),
        "data_version": store.data_version(),
        "rankable": bool(ranks),
        "reasons": {code: words for code, words in COMPARABILITY.items() if code in codes},
        "rows": [_row_record(row, ranks.get(row.fact_id)) for row in rows],
    }


def _exact(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(repr(number))


def _row_record(row: Row, rank: Rank | None) -> dict[str, object]:
    return {
        "place": row.place.id,
        "place_name": row.place.short_name,
        **{name: getattr(row, name) for name in TOLD},
        **{name: json_number(_exact(getattr(row, name))) for name in NUMBERS},
        "reason": row.reason,
        "reason_words": REASONS.get("masked" if row.masked else row.reason, ""),
        "reasons": [{"code": code, "words": words} for code, words in zip(row.why, row.words, strict=True)]
        if row.why
        else [],
        "rank": rank.first if rank else None,
        "rank_last": rank.last if rank else None,
        "n": rank.n if rank else None,
    }
