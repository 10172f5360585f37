"""Bulletins: one document that speaks of many places gives each figure to its place, and none to the issuer."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.audit import Kind, Relation, Verdict, find_relations
from core.audit.losses import find_losses
from core.declarations import load_indicators, load_places
from core.model import Document, Fact, Role
from core.pipeline import read_facts
from core.places import id_of
from core.reading import read_bytes
from core.reading.document import RawDocument
from core.store import facts, held, import_report, preview_import, reports
from core.store.filing import Filing, document_of, propose
from tests.bulletin_samples import KINDS, NOBODY, Bulletin
from tests.store_world import built_store, raw_document, write_data


def document(b: Bulletin) -> Document:
    raw = read_bytes(b.data, f"{b.name}.{b.ending}")
    filing = propose(raw, load_places(), year=2024)
    assert filing.place == id_of(b.issuer, load_places()), b.name
    return document_of(b.name, filing, raw.raw)


def facts_of(b: Bulletin) -> list[Fact]:
    return read_facts(document(b), load_indicators()).facts


def told(text: str, title: str = "邵阳市2024年5月12345热线情况通报") -> list[tuple[str, str, str]]:
    """Return what a bulletin of 邵阳市 says: place or name of a body, indicator or noun, number."""
    raw = raw_document(f"{title}\n{text}\n")
    read = read_facts(document_of("x", propose(raw, load_places(), year=2024), raw.raw), load_indicators())
    return [(f.place or f.whose, f.indicator or f.noun, str(f.quantity.value)) for f in read.facts]


def test_each_figure_of_a_bulletin_is_of_its_place() -> None:
    """At least 98 of 100 are, and not one of another place or of a department is the issuer's."""
    right, wrong, missed = 0, [], []
    for make in KINDS:
        b = make()
        read = {fact.quantity.value: fact for fact in facts_of(b) if fact.role is not Role.RANK}
        for value, place in b.truth.items():
            fact = read.get(value)
            said = None if fact is None else fact.place or ("-" if fact.whose else "")
            wanted = id_of(place, load_places()) if place not in ("", NOBODY) else place
            if said == wanted or (place == NOBODY and said is None):
                right += 1
            elif said is None:
                missed.append((b.name, place, value))
            else:
                wrong.append((b.name, place, value, said))
    assert not wrong
    assert right >= 0.98 * (right + len(missed)), missed


CITY, DAXIANG, SHUANGQING, BEITA = "", "430503", "430502", "430511"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (  # a row of places with one figure for each, and for all
            "大祥区、双清区、北塔区办结率均为99.5%。",
            [(p, "close_rate", "99.5") for p in (DAXIANG, SHUANGQING, BEITA)],
        ),
        (  # nobody says whose: no place's, and not the city's
            "大祥区、双清区办结率99.5%。\n北塔区：办结率97%。",
            [("大祥区、双清区", "双清区办结率", "99.5"), (BEITA, "close_rate", "97")],
        ),
        (  # the whole stays the whole, also behind a place
            "大祥区办结率98%，双清区办结率97%，全市办结率97.5%。",
            [(DAXIANG, "close_rate", "98"), (SHUANGQING, "close_rate", "97"), (CITY, "close_rate", "97.5")],
        ),
        (  # what a place stands among is not what is told
            "大祥区：办结率98%，全市排名第2。\n双清区：办结率97%，全市排名第3。",
            [(DAXIANG, "close_rate", "98"), (DAXIANG, "全市排名", "2"), (SHUANGQING, "close_rate", "97"), (SHUANGQING, "全市排名", "3")],
        ),
        (  # figures behind all names; 平均 shares nothing out, and how many are listed is nobody's rank
            "大祥区、双清区办结率低于全市平均水平，分别为94.2%和93.8%。办结率排名前2位的依次为：北塔区98.2%、新邵县97.8%。",
            [
                (DAXIANG, "close_rate", "94.2"), (SHUANGQING, "close_rate", "93.8"), ("排名前2位", "依次为", "2"),
                (BEITA, "close_rate", "98.2"), ("430522", "close_rate", "97.8"),
            ],
        ),
        (  # what stands beside the places in a table is not their whole
            "附件：各县市区情况表\n地区 | 办结率（%） | 环比增减（百分点）\n大祥区 | 98.1 | 0.5\n双清区 | 97.2 | -0.3\n市本级 | 96.3 | 0.2\n全市 | 97.5 | 0.1",
            [
                (DAXIANG, "close_rate", "98.1"), (DAXIANG, "close_rate", "0.5"), (SHUANGQING, "close_rate", "97.2"),
                (SHUANGQING, "close_rate", "-0.3"), ("市本级", "close_rate", "96.3"), ("市本级", "close_rate", "0.2"),
                (CITY, "close_rate", "97.5"), (CITY, "close_rate", "0.1"),
            ],
        ),
        (  # a department is no place, a name that nobody bears is not the city's
            "大祥区：办结率98%。\n双清区：办结率97%。\n市公安局：办结率96%。\n云岭新区：办结率95%。",
            [(DAXIANG, "close_rate", "98"), (SHUANGQING, "close_rate", "97"), ("市公安局", "办结率", "96"), ("云岭新区", "办结率", "95")],
        ),
        (  # in a column of counts 1996 is a count
            "地区 | 受理诉求（件） | 办结率（%）\n大祥区 | 1996 | 98.1\n双清区 | 6041 | 97.2",
            [
                (DAXIANG, "requests_accepted", "1996"), (DAXIANG, "close_rate", "98.1"),
                (SHUANGQING, "requests_accepted", "6041"), (SHUANGQING, "close_rate", "97.2"),
            ],
        ),
        (  # a number with a point, a dash or a mark before the name; a name in brackets above its lines
            "1.大祥区。办结率98%。\n——双清区：办结率97%。\n●北塔区：办结率96%。\n【新邵县】\n办结率95%。",
            [
                (DAXIANG, "close_rate", "98"), (SHUANGQING, "close_rate", "97"), (BEITA, "close_rate", "96"),
                ("430522", "close_rate", "95"),
            ],
        ),
        (  # captions and lines above tables say whose these are, also a department's and the whole
            "热线月报（大祥区）\n指标 | 1月 | 2月\n办结率（%） | 98.1 | 98.2\n附件2：双清区热线情况\n指标 | 1月 | 2月\n办结率（%） | 97.1 | 97.2\n"
            "市公安局\n指标 | 1月 | 2月\n办结率（%） | 96.1 | 96.2\n全市汇总\n指标 | 1月 | 2月\n办结率（%） | 95.1 | 95.2",
            [
                (DAXIANG, "close_rate", "98.1"), (DAXIANG, "close_rate", "98.2"), (SHUANGQING, "close_rate", "97.1"),
                (SHUANGQING, "close_rate", "97.2"), ("市公安局", "close_rate", "96.1"), ("市公安局", "close_rate", "96.2"),
                (CITY, "close_rate", "95.1"), (CITY, "close_rate", "95.2"),
            ],
        ),
        (  # the class of a body stands before it
            "类别 | 承办单位 | 办结率（%）\n县（市、区） | 大祥区人民政府 | 98.1\n县（市、区） | 双清区人民政府 | 97.1",
            [(DAXIANG, "close_rate", "98.1"), (SHUANGQING, "close_rate", "97.1")],
        ),
        (  # a row of a month and a place
            "月份 | 县市区 | 办结率（%）\n2024年1月 | 大祥区 | 98.1\n2024年1月 | 双清区 | 97.1\n2024年2月 | 大祥区 | 98.2",
            [(DAXIANG, "close_rate", "98.1"), (SHUANGQING, "close_rate", "97.1"), (DAXIANG, "close_rate", "98.2")],
        ),
        (  # two tables of one sheet, each with heads of its own
            "单位 | 5月 |  | 1-5月累计 | \n | 受理量（件） | 办结率 | 受理量（件） | 办结率\n大祥区 | 3002 | 98.1% | 9002 | 98.2%\n双清区 | 3003 | 97.1% | 9003 | 97.2%\n"
            "表二 市直单位 |  |  |  | \n单位 | 5月 |  | 1-5月累计 | \n | 受理量（件） | 办结率 | 受理量（件） | 办结率\n市公安局 | 3004 | 96.1% | 9004 | 96.2%",
            [
                (whose, indicator, number)
                for whose, *numbers in ((DAXIANG, "3002", "98.1", "9002", "98.2"), (SHUANGQING, "3003", "97.1", "9003", "97.2"), ("市公安局", "3004", "96.1", "9004", "96.2"))
                for indicator, number in zip(("requests_accepted", "close_rate") * 2, numbers, strict=True)
            ],
        ),
        (  # what a place has its share of, and where the most are; 市本级 beside the places; 上月 is of one number
            "大祥区：本月办结率98%，上月97%。\n双清区：办结率96%。\n差评较多的是北塔区，占全市差评总数的5.4%。\n投诉主要集中在大祥区（82件）。\n其中市本级办结率95%。",
            [
                (DAXIANG, "close_rate", "98"), (DAXIANG, "close_rate", "97"), (SHUANGQING, "close_rate", "96"), (BEITA, "占全市差评总数的", "5.4"),
                (DAXIANG, "requests_by_type", "82"), ("市本级", "其中市本级办结率", "95"),
            ],
        ),
        (  # departments of which each has what follows; the government of a place is the place
            "大祥区：办结率98%。\n双清区人民政府：办结率97%。\n市水利局、市林业局各有积压工单7件。",
            [(DAXIANG, "close_rate", "98"), (SHUANGQING, "close_rate", "97"), ("市林业局", "市林业局各有积压工单", "7")],
        ),
    ],
)  # fmt: skip
def test_whose_a_figure_is(text: str, said: list[tuple[str, str, str]]) -> None:
    assert told(text) == said


def test_a_town_is_named_behind_the_words_that_tell_of_it() -> None:
    """Neither 其中青岩镇 nor 最高的是 is a name, 统一规范街道 is no town, 东湖街道办事处 is 东湖街道."""
    text = (
        "工单1200件，其中青岩镇97件，白沙镇98件，教育局99件。\n办件量居前的是：东湖街道办事处46件；青岩镇24件。\n"
        "办结率最高的是双溪乡，达98.6%。\n建成统一规范街道便民服务中心36个、一般乡镇便民服务中心12个。"
    )
    said = told(text, "淳安县2024年5月12345热线情况通报")
    assert [place for place, *_ in said] == [
        "", "330127-青岩镇", "330127-白沙镇", "教育局", "330127-东湖街道", "330127-青岩镇", "330127-双溪乡", "", "",
    ]  # fmt: skip


def test_a_zone_with_a_code_is_known_by_the_names_that_its_city_gives_it() -> None:
    text = "高新区办结率98.1%，大通湖区办结率97.1%。\n资阳区：办结率96.1%。"
    said = told(text, "益阳市2024年5月12345热线工作情况的通报")
    assert [place for place, *_ in said] == ["430972", "430971", "430902"]


def test_the_day_of_publication_is_not_the_time_of_a_table() -> None:
    text = "来源：邵阳市政府办公室 发布日期：2024-10-18\n现将情况通报如下。\n地区 | 办结率（%）\n大祥区 | 98\n双清区 | 97\n"
    raw = raw_document(f"邵阳市2024年前三季度12345热线情况通报\n{text}")
    read = read_facts(document_of("x", propose(raw, load_places()), raw.raw), load_indicators())
    assert {f.period.code for f in read.facts} == {"2024-01/2024-09"}


def test_the_name_of_a_sheet_above_the_title_is_not_taken_for_it() -> None:
    raw = raw_document(
        "全市\n邵阳市2024年上半年政务服务运行情况\n指标 | 数值\n办件量（件） | 79331\n好评率（%） | 96.34\n"
    )
    filing = propose(raw, load_places())
    assert (filing.title, filing.year) == ("邵阳市2024年上半年政务服务运行情况", 2024)


def test_a_report_of_one_place_stays_one_of_that_place() -> None:
    """A summary that names a neighbour once is read as ever."""
    for text in ("学习双清区经验，办结率98%。", "大祥区办结率98%。双清区办结率97%。"):
        assert not any(place.isdigit() for place, *_ in told(text, "邵阳市行政审批服务局2024年工作总结"))


def test_a_name_that_no_place_bears_is_offered_with_its_line() -> None:
    raw = raw_document("邵阳市2024年5月热线通报\n大祥区：办结率98%。\n双清区：办结率97%。\n云岭新区：办结率95%。\n")
    document = document_of("x", propose(raw, load_places(), year=2024), raw.raw)
    [said] = [loss for loss in find_losses(document, read_facts(document, load_indicators())) if "云岭新区" in loss]
    assert "办结率95%" in said


def test_the_store_keeps_each_figure_with_its_place_and_who_published_it(tmp_path: Path) -> None:
    store = built_store(f"sqlite:///{tmp_path / 'x.db'}", write_data(tmp_path / "data"))
    text = (
        "邵阳市2024年5月12345热线情况通报\n全市受理1.2万件，办结率98.4%。\n大祥区：办结率98%。\n双清区：办结率97%。\n"
    )
    filing = Filing("430500", "邵阳市政府办公室", "地级市", 2024, "other", "邵阳市2024年5月12345热线情况通报")
    raw: RawDocument = raw_document(text)
    assert set(preview_import(raw, filing, store=store).facts["place"]) == {"430500", DAXIANG, SHUANGQING}
    report = import_report(raw, filing, store=store).report
    own = facts(places=[DAXIANG], store=store)
    assert own[["value", "level", "issuer", "document"]].to_numpy().tolist() == [
        [98.0, "市辖区", "邵阳市政府办公室", report]
    ]
    assert DAXIANG in {one.place for one in held(store=store)} and DAXIANG not in set(reports(store=store)["place"])
    city = facts(places=["430500"], store=store)
    assert set(city.loc[city["status"] == "stated", "value"]) == {12000.0, 98.4}


TWELVE = (
    "双清区",
    "大祥区",
    "北塔区",
    "新邵县",
    "邵阳县",
    "隆回县",
    "洞口县",
    "绥宁县",
    "新宁县",
    "城步苗族自治县",
    "武冈市",
    "邵东市",
)


def summed(whole: int, names: tuple[str, ...], more: str = "") -> list[tuple[Verdict, float]]:
    """Return what is said of the sum of places with 1100 cases each."""
    lines = "".join(f"{name}：受理诉求1100件。\n" for name in names)
    raw = raw_document(f"邵阳市2024年5月12345热线情况通报\n全市受理诉求{whole}件。\n{lines}{more}")
    document = document_of("x", propose(raw, load_places(), year=2024), raw.raw)
    found = find_relations(document, read_facts(document, load_indicators()), load_indicators())
    return [(r.verdict, float(r.computed.value)) for r in found if _is_sum(r)]


def _is_sum(relation: Relation) -> bool:
    return relation.kind is Kind.SUM and "个地区之和" in relation.words


def test_the_sum_of_the_places_is_held_against_the_whole() -> None:
    """All twelve, and their sum; too much is always a question, too little where nobody is missing."""
    assert summed(13200, TWELVE) == [(Verdict.PASS, 13200)]
    assert summed(13100, TWELVE) == [(Verdict.REVIEW, 13200)]
    assert summed(13300, TWELVE) == [(Verdict.REVIEW, 13200)]
    assert summed(13300, TWELVE, "市公安局：受理诉求100件。\n") == []
    assert summed(9000, TWELVE[:3]) == []
    assert summed(3000, TWELVE[:3]) == [(Verdict.REVIEW, 3300)]


def test_no_bulletin_that_is_right_raises_a_doubt() -> None:
    """What is said of one place is held against nothing that is said of another."""
    for make in KINDS:
        b = make()
        found = find_relations(document(b), read_facts(document(b), load_indicators()), load_indicators())
        doubts = [r.words for r in found if r.verdict in (Verdict.ERROR, Verdict.REVIEW) and not _is_sum(r)]
        assert not doubts, b.name


@pytest.mark.parametrize(
    "line",
    [
        "市公安局受理诉求1284件，按时办结率99.31%。",
        "市直单位方面，市市场监管局办结率99.17%，国网邵阳供电公司受理547件。",
        "市直部门合计受理5263件，其中市公积金管理中心386件。",
        "【市直】市不动产登记中心受理诉求412件，办结率99.34%。",
        "对市人社局、市医保局予以表扬，办结率分别为99.92%、99.88%。",
    ],
)
def test_a_figure_of_a_department_is_never_the_issuers(line: str) -> None:
    around = "全市受理诉求31462件。\n大祥区：受理4821件。\n双清区：受理4377件。\n"
    counted = [
        ("", "requests_accepted", "31462"),
        (DAXIANG, "requests_accepted", "4821"),
        (SHUANGQING, "requests_accepted", "4377"),
    ]
    assert [one for one in told(around + line) if not one[0] or one[0].isdigit()] == counted


def test_figures_told_in_turn_are_of_the_places_before() -> None:
    said = told("大祥区受理4821件，双清区受理4377件；办结率依次为98.77%、97.64%。")
    assert said[2:] == [(DAXIANG, "close_rate", "98.77"), (SHUANGQING, "close_rate", "97.64")]
