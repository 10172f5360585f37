"""问一句: a question in everyday words answered from facts, by rules and without a language model.

It knows four kinds of question: what one place states, how two or more compare, who is first, how it changed. Every
answer is a sentence whose digits lead to facts; what cannot be answered is said, with the nearest indicators.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from core.analysis.compare import Comparison, side_by_side
from core.analysis.relations import called
from core.analysis.rows import Row, rows_of
from core.analysis.search import UNDERSTOOD, Hit, Query, find_indicators, parse
from core.analysis.selection import spoken, telling_gaps
from core.analysis.sentences import sentence_of
from core.analysis.spans import Kind, Pen, Sentence, joined
from core.analysis.standing import ranks_of
from core.model import Indicator, Place, Reason, Trust
from core.words import REASONS, period_in_words

FIRST = re.compile("最|第一|领先|排名|谁.{0,4}(?:高|好|多|快|低|少)|哪[里个家区].{0,4}(?:高|好|多|快|低|少)")
NOT_UNDERSTOOD = "没有听懂问的是哪项指标。可以这样问：某地的好评率是多少，或谁的热线办结率最高。"
WHICH = "没有一个数能说谁最好，要逐项看：请说出指标，例如谁的好评率最高；只有同口径、同期、三地以上才排名。"
ALIKE = 0.85  # of the best hit's score; what is farther away is asked by other words
OTHERS_TOLD = 2  # other definitions or places a short answer names


class Asked(StrEnum):
    """What kind of question was understood."""

    VALUE = "value"  # 汉滨网办率多少
    PAIR = "pair"  # 雨花和松江的好评率
    FIRST = "first"  # 谁的好评率最高
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, the facts it rests on, and what else the question may have meant."""

    asked: Asked
    sentence: Sentence
    rows: tuple[Row, ...]
    indicator: Indicator | None
    places: tuple[Place, ...]
    years: tuple[int, ...]
    hits: tuple[Hit, ...]


def answer(
    question: str, facts: pd.DataFrame, indicators: Mapping[str, Indicator], places: Mapping[str, Place]
) -> Answer:
    """Return the answer to a question.

    Args:
        facts: the facts frame, gaps included.
        places: the places of the library; a question names them by any of their names.
    """
    query = parse(question, places)
    if query.unknown:
        return _without(query, [hit for hit in find_indicators(query.about) if hit.indicator.id in indicators])
    about = FIRST.sub("", query.about)
    hits = tuple(hit for hit in find_indicators(about) if hit.indicator.id in indicators)
    if not hits or max(hit.covered for hit in hits) < UNDERSTOOD:
        refusal = Pen().say(WHICH if FIRST.search(query.about) and not about else NOT_UNDERSTOOD).sentence()
        return Answer(Asked.UNKNOWN, refusal, (), None, query.places, query.years, hits)
    indicator = _meant(hits, facts, query)
    mine = facts[facts["indicator"] == indicator.id]
    if FIRST.search(query.about) and len(query.places) != 1:
        return _first(query, mine, indicator, places, hits)
    if len(query.places) == 1:
        return _value(query, facts, indicator, indicators, hits)
    return _pair(query, mine, indicator, places, hits)


def _without(query: Query, hits: Sequence[Hit]) -> Answer:
    """Say of which places there is no report; an answer for the others alone would look like one for all."""
    refusal = Pen().say(f"库里没有{'、'.join(query.unknown)}的报告，导入后才能回答。").sentence()
    return Answer(Asked.UNKNOWN, refusal, (), None, query.places, query.years, tuple(hits))


def _meant(hits: Sequence[Hit], facts: pd.DataFrame, query: Query) -> Indicator:
    """Return the indicator that fits best; of those that fit alike, one that the place asked for states: itself rather
    than a town of it, and confirmed rather than 待核.
    """
    close = [hit.indicator for hit in hits if hit.score > ALIKE]
    stated = facts[(facts["status"] == "stated") & facts["indicator"].isin([i.id for i in close])]
    if query.places:
        stated = stated[stated["place"].isin([place.id for place in query.places])]
    levels = {place.id: place.level for place in query.places}
    claims = zip(stated["indicator"], stated["place"], stated["level"], stated["trust"], strict=True)
    sure = {id for id, at, level, trust in claims if trust != Trust.PENDING and level == levels.get(at, level)}
    return next((i for i in close if i.id in sure), hits[0].indicator)


def _value(
    query: Query, facts: pd.DataFrame, indicator: Indicator, indicators: Mapping[str, Indicator], hits: tuple[Hit, ...]
) -> Answer:
    [place] = query.places
    rows = [r for r in rows_of(facts[(facts["indicator"] == indicator.id) & (facts["place"] == place.id)])]
    rows = [r for r in rows if not query.years or r.year in query.years]
    levels = [r for r in spoken(rows) if r.value is not None and not r.part and r.role in ("actual", "after")]
    pen = Pen()
    if levels:
        best = sorted(levels, key=lambda r: (r.level == place.level, not r.pending, r.year), reverse=True)[:1]
        _state(pen, best[0], indicator)
    else:
        best = _no_level(pen, rows, place, indicator, query)
    others = _kin(facts, indicator, indicators, place)
    for n, row in enumerate(others):
        kin = indicators[row.indicator]
        pen.say("" if n else "另有口径：" if row.place == place else "别处口径不同：")
        pen.cite(called(row), [row], Kind.SOURCE).say(" ").cite(kin.name, [row], Kind.INDICATOR).say(" ")
        pen.cite(_written(row), [row], Kind.VALUE).say("，不可直接比；" if n < len(others) - 1 else "，不可直接比。")
    return Answer(Asked.VALUE, pen.sentence(), (*best, *others), indicator, query.places, query.years, hits)


def _state(pen: Pen, row: Row, indicator: Indicator) -> None:
    pen.cite(called(row), [row], Kind.SOURCE).say(" ")
    pen.cite(period_in_words(row.period) or f"{row.year}年", [row], Kind.PERIOD).say(" ")
    pen.cite(indicator.name, [row], Kind.INDICATOR).say(" ").cite(_written(row), [row], Kind.VALUE)
    pen.say(f"（按{indicator.basis}计）。" if indicator.basis else "。")
    if row.pending:
        pen.say("来源待核，不参与比较。")


def _no_level(pen: Pen, rows: Sequence[Row], place: Place, indicator: Indicator, query: Query) -> list[Row]:
    """Write that there is no level: only a change, a target, a part, or the reason for silence."""
    others = [r for r in spoken(rows) if r.value is not None]
    gaps = telling_gaps(rows)
    about = others[:1] or gaps[:1]
    pen.cite(place.short_name, about, Kind.SOURCE).say(" ").cite(indicator.name, about, Kind.INDICATOR).say("：")
    if others:
        row = others[0]
        only = {"change": "水平值未披露，只有变化", "target": "只有目标", "before": "只有改革前的数"}
        pen.say(f"{only.get(row.role, '只有其中一部分')} ").cite(_written(row), [row], Kind.VALUE).say("。")
        return [row]
    reason = gaps[0].reason if gaps else Reason.NO_REPORT
    pen.say(f"{REASONS[Reason(reason)]}。")
    return gaps[:1]


def _kin(facts: pd.DataFrame, indicator: Indicator, indicators: Mapping[str, Indicator], place: Place) -> list[Row]:
    """Return the newest figures under other definitions of the family, of the same unit, one a place."""
    if not indicator.family:
        return []
    kin = [
        i.id
        for i in indicators.values()
        if (i.family, i.theme, i.unit) == (indicator.family, indicator.theme, indicator.unit)
    ]
    akin = facts[facts["indicator"].isin([id for id in kin if id != indicator.id]) & (facts["status"] == "stated")]
    rows = [r for r in rows_of(akin) if r.value is not None and not r.part and r.role == "actual" and not r.pending]
    rows.sort(key=lambda r: (r.place != place, r.place.order, -r.year))
    return list({r.place.id: r for r in reversed(rows)}.values())[-OTHERS_TOLD:][::-1]


def _pair(
    query: Query, mine: pd.DataFrame, indicator: Indicator, places: Mapping[str, Place], hits: tuple[Hit, ...]
) -> Answer:
    wanted = list(query.places) or _speakers(mine, places)
    view = side_by_side(mine, indicator, wanted, list(query.years))
    rows = tuple(row for row in view.rows if row.fact_id)
    return Answer(Asked.PAIR, sentence_of(view), rows, indicator, tuple(wanted), query.years, hits)


def _first(
    query: Query, mine: pd.DataFrame, indicator: Indicator, places: Mapping[str, Place], hits: tuple[Hit, ...]
) -> Answer:
    wanted = list(query.places) or _speakers(mine, places)
    view = side_by_side(mine, indicator, wanted, list(query.years))
    ranks = ranks_of(view.rows, indicator)
    best = [row for row in view.rows if row.fact_id in ranks and ranks[row.fact_id].first == 1]
    pen = Pen()
    if best:
        pen.cite(period_in_words(best[0].period) or f"{best[0].year}年", best, Kind.PERIOD).say("可比各地中，")
        pen.cite(indicator.name, best, Kind.INDICATOR).say("排在第一的是")
        for n, row in enumerate(best):
            pen.say("、" if n else "").cite(called(row), [row], Kind.SOURCE).say(" ")
            pen.cite(_written(row), [row], Kind.VALUE)
        pen.say("（并列或差别在写法的余地之内）。" if len(best) > 1 else "。")
    else:
        pen.say(_why_no_rank(view, indicator))
        rows = tuple(row for row in view.rows if row.fact_id)
        sentence = joined([pen.sentence(), sentence_of(view)])
        return Answer(Asked.FIRST, sentence, rows, indicator, tuple(wanted), query.years, hits)
    return Answer(Asked.FIRST, pen.sentence(), tuple(best), indicator, tuple(wanted), query.years, hits)


def _why_no_rank(view: Comparison, indicator: Indicator) -> str:
    together = {row.place.id for row in view.rows if row.ranked}
    if indicator.direction == "neutral":
        return "这项指标不分高低，不排名。"
    if len(together) < 3:
        return "同口径可比的不足三地，不排名。"
    return "统计时间不同，不排名。"


def _speakers(mine: pd.DataFrame, places: Mapping[str, Place]) -> list[Place]:
    speakers = set(mine.loc[mine["status"] == "stated", "place"])
    return [place for id, place in places.items() if id in speakers]


def _written(row: Row) -> str:
    return " ".join(row.written.split())
