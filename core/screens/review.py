"""核对: what waits for a person, the gravest first: corrections that fell away, figures that do not add up, suggestions,
sources; and what people said of them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from core import store
from core.analysis.rows import Row, rows_of
from core.analysis.wording import badges, page_in_words, period_of, text_of
from core.audit import Verdict
from core.declarations import load_indicators
from core.facts import RECOGNISED
from core.library import Library, remembered
from core.library import menus as menu
from core.library.link import Choices, Link, Menu
from core.library.roll import places_menu
from core.model import Suggestion, Trust
from core.screens.area import area_of, ask_area, narrowed
from core.screens.exhibit import Cell, Exhibit, Page, Quote, Tone, View, plain
from core.screens.findings import FINDING, all_findings, reviews
from core.store import FACT_FIELDS, JUDGED, REPORT_FIELDS
from core.words import UNKNOWN, UNPLACED

PAGE = Page("review", "核对", "等人看一眼的，风险大的在前")
KIND, PLACE, YEAR, THEME, FOR, ITEM = "k", "g", "w", "t", "u", "x"
LOST, ERROR, RIVAL, SCANNED, FILLS, PENDING, DOUBT, OTHER, PART, SAMPLE = (
    "lost", "error", "rival", "scanned", "fills", "pending", "doubt", "other", "part", "sample",
)  # fmt: skip
KINDS = {
    LOST: "更正落空", ERROR: "疑点：有误", RIVAL: "已归类，另有说法", SCANNED: "图像识别", FILLS: "建议：补缺",
    PENDING: "来源待核", DOUBT: "疑点：待核", OTHER: "建议：其他", PART: "读作部分", SAMPLE: "抽查",
}  # fmt: skip
WHY = {
    LOST: "原文或读法变了，更正的那个数字不在了，这处更正现在不起作用",
    ERROR: "原文自己的数字对不上",
    RIVAL: "已经参与比较，但它的话更像另一项指标",
    SCANNED: "由图像识别，与原件核对前不参与比较；数字、单位和指标都对，才是读得对",
    FILLS: "这份报告还缺这项指标；采用之前不参与比较",
    PENDING: "只在转载处见过，确认之前不参与比较",
    DOUBT: "原文的数字有出入，请人看一眼",
    OTHER: "采用之前不参与比较",
    PART: "读作其中一部分，不与全部相比；也许说的就是全部",
    SAMPLE: "随机抽出的已归类数字，看读得对不对",
}
TONES = {LOST: Tone.BAD, ERROR: Tone.BAD, RIVAL: Tone.WARN}
EVERY_PLACE, EVERY_YEAR, EVERYBODY = {"all": "全部地区"}, {"all": "全部年份"}, {"all": "所有人"}
TOLD = "这里只列等人核对的；没有人点“采用”的建议，任何一页都不拿来比较。"
NOTHING = "按这些条件没有要核对的。换一个地区或类别再看。"
MOST, SAMPLED = 200, 40  # lines that are shown; numbers that are drawn for the sample
USUAL = tuple(kind for kind in KINDS if kind != SAMPLE)
FINAL = ("accepted", "no_indicator", "rejected", "right", "wrong")


class Item(NamedTuple):
    """Something that waits for a person."""

    key: str
    kind: str  # of KINDS
    document: str
    number: str  # as written, or what it is called
    words: str  # what is to be decided
    themes: tuple[str, ...] = ()
    fact: str = ""  # of a number: its id
    asked: str = ""  # the colleague who is to look at it
    link: Link = Link("")  # where it is settled, if not here


class Chosen(NamedTuple):
    """Which items, and the key of the one that is opened."""

    kinds: tuple[str, ...]
    place: str
    year: str
    theme: str
    asked: str  # the colleague who is to look at it
    opened: str
    area: str = ""  # whose reports; "": all


@remembered
def queue(library: Library, kinds: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """Return what waits of some kinds, of all but the sample where none is named: the gravest kind first, then in the
    order of places, years and text. Only what is asked for is looked for.
    """
    wanted = kinds or USUAL
    items = [item for make, made in MAKERS.items() if set(made) & set(wanted) for item in make(library)]
    order, gravity = {id: n for n, id in enumerate(library.reports["id"])}, list(KINDS)
    shown = (item for item in items if item.kind in wanted)
    return tuple(sorted(shown, key=lambda item: (gravity.index(item.kind), order.get(item.document, len(order)))))


def menus(library: Library, choices: Choices) -> Chosen:
    """Ask for kind, place, year, theme, and the item that is opened."""
    kinds, library = choices.several(Menu(KIND, "类别", KINDS, empty="全部类别，抽查除外")), ask_area(library, choices)
    waiting = queue(library, kinds)
    known = library.told_of
    there = {known[item.document]["place"] for item in waiting if item.document in known}
    places = {id: words for id, words in places_menu(library.roll).items() if id in there}
    place = choices.one(Menu(PLACE, "地区", EVERY_PLACE | places))
    years = sorted({str(known[item.document]["year"]) for item in waiting if item.document in known}, reverse=True)
    year = choices.one(Menu(YEAR, "报告年份", EVERY_YEAR | {year: year for year in years}))
    theme = choices.one(Menu(THEME, "主题", menu.themes_menu(library)))
    names = dict.fromkeys(item.asked for item in waiting if item.asked)
    asked = choices.one(Menu(FOR, "请谁看", EVERYBODY | {name: name for name in names})) if names else "all"
    chosen = Chosen(kinds, place, year, theme, asked, "", area_of(choices))
    shown = filtered(library, chosen)[:MOST]
    labels = menu.told_apart({item.key: _label(library, item) for item in shown})
    return chosen._replace(opened=choices.one(Menu(ITEM, "正在看", labels, beside=True)) if labels else "")


def filtered(library: Library, chosen: Chosen) -> list[Item]:
    """Return the items of some kinds, a place, a year and a theme; a sample only where it is asked for."""
    library = narrowed(library.whole, chosen.area)
    known = library.told_of

    def passes(item: Item) -> bool:
        row = known.get(item.document)
        here = chosen.place == "all" or row is not None and row["place"] == chosen.place
        then = chosen.year == "all" or row is not None and str(row["year"]) == chosen.year
        fits = chosen.theme == "all" or chosen.theme in item.themes
        return here and then and fits and chosen.asked in ("all", item.asked)

    return [item for item in queue(library, chosen.kinds) if passes(item)]


def item_of(library: Library, key: str, kinds: tuple[str, ...]) -> Item | None:
    """Return the item of a key among those of some kinds."""
    return next((item for item in queue(library, kinds) if item.key == key), None)


def row_of(library: Library, item: Item) -> Row | None:
    """Return the number that an item is about."""
    facts = library.facts(document=item.document)
    return next(iter(rows_of(facts[facts["fact_id"] == item.fact])), None) if item.fact else None


def on_page(library: Library, item: Item) -> tuple[Row, ...]:
    """Return the other numbers read from the picture of the page on which a number stands, in reading order."""
    if item.kind != SCANNED or (own := row_of(library, item)) is None:
        return ()
    others = (row_of(library, one) for one in queue(library, (SCANNED,)) if one.document == item.document)
    rows = [row for row in others if row is not None and row.page == own.page and row.fact_id != own.fact_id]
    return tuple(sorted(rows, key=lambda row: row.start))


@remembered
def show(library: Library, chosen: Chosen) -> View:
    """Return the queue, the item that is opened, what was judged, the words proposed and the errors found."""
    library = narrowed(library, chosen.area)
    items = filtered(library, chosen)
    rest = tuple(filter(None, (_judged(library), _proposed(library), _error_rates(library))))
    if not items:
        return View(PAGE.title, TOLD, rest, nothing=NOTHING)
    opened = next(item for item in items if item.key == chosen.opened)
    return View(PAGE.title, TOLD, (_list(library, items), *rest), beside=_opened(library, opened))


def _list(library: Library, items: Sequence[Item]) -> Exhibit:
    counts = Counter(item.kind for item in items)
    tally = "，".join(f"{KINDS[kind]} {counts[kind]}" for kind in KINDS if counts[kind])
    lines = [
        (Cell(KINDS[i.kind], tone=TONES.get(i.kind)), i.number, _to_decide(i), _report_name(library, i.document))
        for i in items[:MOST]
    ]
    notes = (f"先列风险最大的 {MOST} 处；用上面的条件可以看其余的。",) if len(items) > MOST else ()
    table = plain(("类别", "数字", "要核对的", "报告"), lines, ITEM, [item.key for item in items[:MOST]])
    return Exhibit(
        "queue", f"{len(items)} 处等待核对：{tally}", "风险大的在前", (), table, notes=notes, footer=library.updated
    )


def _to_decide(item: Item) -> str:
    return f"{item.words}（请{item.asked}看）" if item.asked else item.words


def _opened(library: Library, item: Item) -> Exhibit:
    row = row_of(library, item)
    report = library.told_of.get(item.document)
    lines = [("为什么在这里", WHY[item.kind]), *(_of_number(library, row) if row else ())]
    if report is not None and row is None:
        lines += [("标题", report["title"] or UNKNOWN), ("发布机构", report["issuer"] or UNKNOWN)]
    quotes = (_quote(library, row),) if row else ()
    return Exhibit(
        "item", f"{item.number}：{item.words}" if row is None else item.number,
        f"{KINDS[item.kind]} · {_report_name(library, item.document)}", (row,) if row else (),
        plain(("项目", "内容"), lines), quotes=quotes, footer=library.updated, aside=True,
    )  # fmt: skip


def _of_number(library: Library, row: Row) -> Iterable[tuple[str, str]]:
    """Yield how a number is read now, and what speaks for and against each suggestion."""
    yield "现在读作", _name(library, row.indicator, row.part) if row.indicator else "未归类，不参与比较"
    yield "统计期", " · ".join(filter(None, (period_of(row), *badges(row))))
    for n, offered in enumerate(suggested(row), 1):
        against = f"不利：{offered.against}" if offered.against else ""
        reasons = "　".join(filter(None, (f"有利：{offered.speaks_for}", against)))
        yield f"建议 {n}：{_name(library, offered.id, offered.part)}", reasons
    for judgement in _last_words(library, row):
        yield "已有的话", judgement


def suggested(row: Row) -> tuple[Suggestion, ...]:
    """Return the suggestions that may be accepted: those on trial may not."""
    declared = load_indicators()
    return tuple(offered for offered in row.suggestions if not offered.trial and offered.id in declared)


def _last_words(library: Library, row: Row) -> Iterable[str]:
    for judgement in spoken(library).get((row.document, row.start, row.end), ()):
        if judgement["written"] == row.written:
            yield in_words(judgement)


def in_words(judgement: pd.Series) -> str:
    """Return what a person said of a number: 李明 2024-05-06：请同事看（王芳）。理由."""
    asked = f"（{judgement['asked']}）" if judgement["asked"] else ""
    return f"{judgement['who']} {judgement['made_at'][:10]}：{JUDGED[judgement['verdict']]}{asked}。{judgement['why']}"


@remembered
def spoken(library: Library) -> dict[tuple[str, int, int], list[pd.Series]]:
    """Return all that was said of each number by report and offsets, oldest first; each word raises the data version."""
    by_number: dict[tuple[str, int, int], list[pd.Series]] = {}
    for _, judgement in store.judgements(every=True).iterrows():
        by_number.setdefault((judgement["report"], int(judgement["start"]), int(judgement["end"])), []).append(
            judgement
        )
    return by_number


@remembered
def judged(library: Library) -> dict[tuple[str, int, int], pd.Series]:
    """Return the last word on each number by report and offsets."""
    return {key: judgements[-1] for key, judgements in spoken(library).items()}


def _quote(library: Library, row: Row) -> Quote:
    marks = ((row.start - row.quote_start, row.end - row.quote_start),) if row.quote_start >= 0 else ()
    return Quote(
        _report_name(library, row.document), row.quote, marks, " · ".join(filter(None, (row.path, page_in_words(row))))
    )


def _lost(library: Library) -> Iterable[Item]:
    made = store.corrections()
    for one in made[~made["applied"]].itertuples(index=False):
        if one.report in library.told_of:
            field = (FACT_FIELDS | REPORT_FIELDS).get(one.field, one.field)
            words = f"{one.who} 曾把{field}由“{one.before}”改为“{one.after}”"
            link = Link("text", (("d", one.report),))
            yield Item(f"lost:{one.id}", LOST, one.report, field, words, link=link)


def _findings(library: Library) -> Iterable[Item]:
    done = reviews(library)
    for finding in all_findings(library):
        if finding.verdict in (Verdict.ERROR, Verdict.REVIEW) and finding.key not in done:
            kind = ERROR if finding.verdict is Verdict.ERROR else DOUBT
            number = "、".join(finding.figures[:2]) or finding.kind
            link = Link("findings", ((FINDING, finding.key),))
            yield Item(f"finding:{finding.key}", kind, finding.report, number, finding.words, link=link)


def _numbers(library: Library) -> Iterable[Item]:
    offered, answered = store.offered(places=library.scope), store.answered(places=library.scope)
    for row in rows_of(offered):
        if row.stated and suggested(row) and "corrected" not in row.caveats and not _is_settled(library, row):
            yield _of_suggestions(library, row, answered)


def _is_settled(library: Library, row: Row) -> bool:
    judgement = judged(library).get((row.document, row.start, row.end))
    if judgement is None or judgement["verdict"] not in FINAL or judgement["written"] != row.written:
        return False
    taken_back = judgement["verdict"] == "accepted" and (row.indicator, row.part) != (
        judgement["indicator"],
        judgement["part"],
    )
    return not taken_back  # somebody corrected it since, or the report was deleted with its corrections


def _of_suggestions(library: Library, row: Row, answered: set[tuple[str, str]]) -> Item:
    ids = [offered.id for offered in suggested(row)]
    names = "、".join(_name(library, s.id, s.part) for s in suggested(row))
    fills = row.role == "actual" and (row.document, ids[0]) not in answered
    kind = (PART if row.part else RIVAL) if row.indicator else FILLS if fills else OTHER
    now = f"现在读作{_name(library, row.indicator, row.part)}；" if row.indicator else ""
    themes = tuple(dict.fromkeys(library.indicators[id].theme for id in ids if id in library.indicators))
    words, asked = f"{now}可能是{names}", _asked(library, row)
    return Item(f"n:{row.fact_id}", kind, row.document, text_of(row), words, themes, row.fact_id, asked)


def _asked(library: Library, row: Row) -> str:
    """Return which colleague is to look at a number, "" for nobody."""
    judgement = judged(library).get((row.document, row.start, row.end))
    return judgement["asked"] if judgement is not None and judgement["written"] == row.written else ""


def _scanned(library: Library) -> Iterable[Item]:
    """Yield the figures that a machine read from a picture and nobody has held against it."""
    facts = library.figures
    unseen = (facts["indicator"] != "") & facts["caveats"].str.contains(RECOGNISED)
    for row in rows_of(facts[unseen]):
        if row.indicator in library.indicators:
            words, theme = f"读作{_name(library, row.indicator, row.part)}", library.indicators[row.indicator].theme
            asked = _asked(library, row)
            yield Item(f"r:{row.fact_id}", SCANNED, row.document, text_of(row), words, (theme,), row.fact_id, asked)


def _pending(library: Library) -> Iterable[Item]:
    for report in library.reports.itertuples(index=False):
        if report.trust == Trust.PENDING:
            link = Link("reports")
            yield Item(
                f"pending:{report.id}", PENDING, report.id, report.title or report.id, "确认来源后才参与比较", link=link
            )


def _sample(library: Library) -> Iterable[Item]:
    """Yield claimed numbers drawn by chance, the same ones until somebody has judged them."""
    facts = library.figures
    whole = (facts["indicator"] != "") & (facts["status"] == "stated") & (facts["start"] >= 0)
    rows = rows_of(facts[whole & ~facts["caveats"].str.contains("corrected|derived")])
    waiting = [row for row in rows if row.indicator in library.indicators and not _is_settled(library, row)]
    for row in sorted(waiting, key=lambda r: hashlib.sha256(r.fact_id.encode()).digest())[:SAMPLED]:
        words, theme = f"读作{_name(library, row.indicator, row.part)}", library.indicators[row.indicator].theme
        yield Item(
            f"s:{row.fact_id}", SAMPLE, row.document, text_of(row), words, (theme,), row.fact_id, _asked(library, row)
        )


MAKERS = {
    _lost: (LOST,), _findings: (ERROR, DOUBT), _scanned: (SCANNED,), _numbers: (RIVAL, FILLS, OTHER, PART), _pending: (PENDING,), _sample: (SAMPLE,),
}  # fmt: skip


def _judged(library: Library) -> Exhibit | None:
    lines = [
        (r["written"], JUDGED[r["verdict"]], _name(library, r["indicator"], r["part"]) if r["indicator"] else "",
         r["asked"], _report_name(library, r["report"]), r["who"], r["made_at"][:10], r["why"])
        for r in reversed(list(judged(library).values()))
    ]  # fmt: skip
    table = plain(("数字", "结论", "指标?", "请谁看?", "报告", "谁", "哪天", "理由?"), lines)
    title = f"已有人看过 {len(lines)} 处；要收回的，到“变更记录”撤销"
    return (
        Exhibit("judged", title, "各数字最后一次的结论", (), table, footer=library.updated, aside=True)
        if lines
        else None
    )


def _proposed(library: Library) -> Exhibit | None:
    words = store.proposed_words()
    lines = [
        (_name(library, r.indicator, r.part), r.wording, r.example, r.written, r.who, r.made_at[:10])
        for r in words.itertuples(index=False)
    ]
    table = plain(("指标", "说法", "例句", "数字", "谁", "哪天"), lines)
    title = f"采用时记下的新说法 {len(lines)} 个，供管词库的人取用"
    return (
        Exhibit("proposed", title, "词库还读不出的说法", (), table, footer=library.updated, aside=True)
        if lines
        else None
    )


def _error_rates(library: Library) -> Exhibit | None:
    """Return how often the sample was wrong, indicator by indicator."""
    judgements = [r for r in judged(library).values() if r["verdict"] in ("right", "wrong")]
    looked, wrong = (
        Counter(r["indicator"] for r in judgements if r["verdict"] in kinds) for kinds in (FINAL, ("wrong",))
    )
    lines = [
        (_name(library, id, ""), str(n), str(wrong[id]), f"{wrong[id] / n:.0%}")
        for id, n in sorted(looked.items(), key=lambda pair: (-wrong[pair[0]], -pair[1]))
    ]
    title = f"抽查了 {len(judgements)} 个数字，读错 {sum(wrong.values())} 个"
    table = plain(("指标", "看过", "读错", "错误率"), lines)
    return (
        Exhibit("errors", title, "看过的太少时，错误率只供参考", (), table, footer=library.updated, aside=True)
        if lines
        else None
    )


def _name(library: Library, id: str, part: str) -> str:
    name = library.indicators[id].name if id in library.indicators else id
    return f"{name}（部分：{part}）" if part else name


def _label(library: Library, item: Item) -> str:
    return " · ".join((KINDS[item.kind], item.number, _report_name(library, item.document)))


def _report_name(library: Library, document: str) -> str:
    row, places = library.told_of.get(document) or library.whole.told_of.get(document), library.whole.places
    if row is None:
        return UNPLACED
    return f"{places[row['place']].short_name if row['place'] in places else UNPLACED} {row['year']}"
