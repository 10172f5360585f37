"""A report checks itself: what the audit must find, and what it must leave alone. Every sentence here is invented."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from core.audit import Kind, Relation, Verdict, find_relations
from core.audit.interval import last_place
from core.audit.words import KINDS, VERDICTS
from core.declarations import DATA, load_indicators
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts

OFFICIAL = DATA.parent.parent / "shared" / "reports"
ALARMS = (Verdict.ERROR, Verdict.REVIEW, Verdict.WORDING)
INDICATORS = load_indicators()


def document(raw: str, id: str = "sample-2021", year: int = 2021) -> Document:
    return Document(
        id, "", "", "", year, DocumentKind.SUMMARY, "", "", "", Edition.ORIGINAL, Trust.OFFICIAL, raw, normalise(raw)
    )


def audit(raw: str) -> list[Relation]:
    report = document(f"一、2021年工作总结\n{raw}")
    return find_relations(report, read_facts(report, INDICATORS), INDICATORS)


def alarms(raw: str) -> list[tuple[Kind, Verdict]]:
    return [(relation.kind, relation.verdict) for relation in audit(raw) if relation.verdict in ALARMS]


def passes(raw: str) -> list[Kind]:
    return [relation.kind for relation in audit(raw) if relation.verdict is Verdict.PASS]


FOUND = [
    ("全年开展上门帮办共620次(其中:企业帮办310件,个人帮办215件,上门80件,咨询25件)。", Kind.SUM, Verdict.ERROR),
    ("全年完成进场项目742个,其中工程建设401个、政府采购255个、土地出让61个、产权交易24个。", Kind.SUM, Verdict.REVIEW),
    ("共公开信息860条,其中政策文件120条,动态430条,公告95条,其他60条。", Kind.SUM, Verdict.REVIEW),
    ("全年办件3100件,其中线上办理1001件、线下窗口2000件。", Kind.SUM, Verdict.REVIEW),  # there is no third
    ("收到来信400件,分别为咨询210件、投诉130件、建议50件。", Kind.SUM, Verdict.ERROR),
    ("受理咨询1001件、投诉2000件,合计3100件。", Kind.SUM, Verdict.ERROR),
    ("线上办理1001件,线下办理2000件,共办件3100件。", Kind.SUM, Verdict.REVIEW),
    ("共完成交易114项,金额8.4亿元。其中:市级中心49项,金额5.1亿元;县级中心65项,金额2.9亿元。", Kind.SUM, Verdict.REVIEW),
    ("交易项目114项,金额8.4亿元。工程建设52项,金额6.1亿元,政府采购62项,金额3.3亿元。", Kind.SUM, Verdict.REVIEW),
    ("全市共有一体机85台,其中全天开放的95台。", Kind.PART, Verdict.REVIEW),
    ("梳理政务服务事项1200项,其中网上可办1020项,占80%。", Kind.SHARE, Verdict.ERROR),
    ("市级612项政务服务事项进驻平台,489项事项可以网上办,网办事项比例达91.3%。", Kind.SHARE, Verdict.REVIEW),
    ("共受理诉求9000件。其中,咨询类3000件,占50%;求助类2400件,占40%;其他600件,占10%。", Kind.SUM, Verdict.REVIEW),
    ("本周受理诉求4000件。咨询2000件,占50%;求助1400件,占35%;投诉600件,占16%。", Kind.SHARE, Verdict.REVIEW),
    ("咨询类占52.1%,求助类占31.4%,投诉类占12.5%,其他类占3.1%。", Kind.SHARES, Verdict.REVIEW),
    ("申请材料由25份减至15份,减少12份。", Kind.DIFFERENCE, Verdict.ERROR),
    ("申请材料由25份减至15份,精简了30%。", Kind.PERCENT, Verdict.ERROR),
    ("申请材料由原来的40份精简到25份,精简率60%。", Kind.PERCENT, Verdict.ERROR),
    ("12345热线受理诉求5200件。\n全年12345热线共受理诉求5300件。", Kind.REPEAT, Verdict.REVIEW),
    ("办理环节由12.5个减至2个,精减环节近7成。", Kind.PERCENT, Verdict.WORDING),
    ("办理时限由24个工作日压缩至8个工作日,提速5倍。", Kind.MULTIPLE, Verdict.ERROR),
    ("12345热线有效来电4000通,人工接通3800通,接通率98.2%。", Kind.RATIO, Verdict.REVIEW),
    ("网办办件率81.4%,全程网办办件率86.2%。", Kind.ORDER, Verdict.REVIEW),
    ("12345热线受理诉求2100件,办结2130件。", Kind.ORDER, Verdict.REVIEW),
    ("梳理政务服务事项1300项,其中即办件700个,承诺件520个。", Kind.PARTITION, Verdict.REVIEW),
    ("帮办代办各类事项达12000余件。\n年内累计开展帮办代办服务11650次。", Kind.REPEAT, Verdict.REVIEW),
    ("推行三类办法(集中受理、容缺受理、告知承诺、上门受理)。", Kind.NAMES, Verdict.REVIEW),
    ("12345热线满意率达103%。", Kind.BOUND, Verdict.ERROR),
    ("全年服务群众近300余人次。", Kind.HEDGE, Verdict.WORDING),
    ("全年服务群众近万余人。", Kind.HEDGE, Verdict.WORDING),
    ("本年度我局未收到件信息公开申请。", Kind.LOST, Verdict.WORDING),
    ("按时办结率达%。", Kind.LOST, Verdict.WORDING),
    ("热线问题解决率3-9月份同比增长2.31%。", Kind.UNIT, Verdict.WORDING),
]


@pytest.mark.parametrize(("text", "kind", "verdict"), FOUND)
def test_what_does_not_hold_is_found(text: str, kind: Kind, verdict: Verdict):
    assert alarms(text) == [(kind, verdict)]


FITTING = [
    ("受理咨询1001件,占32.3%,投诉2099件,占67.7%,合计3100件。", Kind.SUM),
    ("全年开展上门帮办共630次(其中:企业帮办310件,个人帮办215件,上门80件,咨询25件)。", Kind.SUM),
    ("共受理8.2万件,其中线上5.14万件,线下3.06万件。", Kind.SUM),
    ("办理事项162个(许可类140个,服务类22个)。", Kind.SUM),
    ("共成交412项,金额9.1亿元。其中:工程250项,金额6亿元;采购120项,金额2亿元;产权42项,金额1.1亿元。", Kind.SUM),
    ("来信1200件,自行答复900件,转办300件。", Kind.SUM),
    ("工程520项,金额6.1亿元,采购620项,金额2.3亿元,合计1140项,总金额8.4亿元。", Kind.SUM),
    (
        "完成114项,金额8.4亿元,节约0.3亿元。其中工程52项,金额6.1亿元,节约0.2亿元;采购62项,金额2.3亿元。",
        Kind.SUM,
    ),  # not all tell what they saved
    ("全市共有一体机85台,其中全天开放的15台。", Kind.PART),
    ("进驻事项723项,占应进的56家部门748项的96.7%。", Kind.SHARE),
    ("梳理政务服务事项1200项,其中即办件660个,即办件占比55%。", Kind.SHARE),
    ("咨询类占61.2%,求助类占28.3%,投诉类占10.5%。", Kind.SHARES),
    ("申请材料由25份减至15份,减少10份。", Kind.DIFFERENCE),
    ("申请材料由25份减至15份,精简了40%。", Kind.PERCENT),
    ("办理时限由24个工作日压缩至8个工作日,提速3倍。", Kind.MULTIPLE),
    ("办理时限由24个工作日压缩至8个工作日,提速2倍。", Kind.MULTIPLE),
    ("12345热线有效来电4000通,人工接通3800通。全市接通率95%。", Kind.RATIO),
    ("网办办件率86.2%,全程网办办件率81.4%。", Kind.ORDER),
    ("“走流程”活动共发现各类问题14个,目前已解决14个。", Kind.EQUAL),
    ("部署自助服务终端64台。\n评价覆盖全部64台自助服务终端。", Kind.EQUAL),
    ("梳理政务服务事项1300项,其中即办件700个,承诺件600个。", Kind.SUM),
    ("推行三类办法(集中受理、容缺受理、告知承诺)。", Kind.NAMES),
    ("大厅设置了企业开办、工程建设、医保社保三大区域。", Kind.NAMES),
]


@pytest.mark.parametrize(("text", "kind"), FITTING)
def test_what_holds_is_shown_too(text: str, kind: Kind):
    assert kind in passes(text)
    assert alarms(text) == []


LEFT_ALONE = """
设置窗口20个,配备自助终端12台,新增专区9个,共设窗口48个。
全年受理6000件,其中网上办理5000件,即办件4000件。
共有工作人员56名,其中女性30名,本科以上学历45名。
中心现有窗口工作人员120人(其中党员40人,硕士15人)。
全年办件较上年的500件增长20%,其中网办900件。
日均办件300件,其中线上800件。
办理时限由20个工作日压缩至5个工作日,审批效率提升80%。
材料由平均12份减至3份,平均精简72%。
办理环节由12个减至4个,材料由30份减至10份,分别压减67%和66%。
办理环节由10个减至5个,材料减少30%。
综合窗口占比由60%提高到85%,压缩窗口20%以上。
网办量从500万件上升到8000万件,年均增长260%。
群众满意率98.5%,诉求量同比增长25%。
全市12个镇(街道、开发区)全部建成便民服务中心。
推出五项服务(上门、预约、延时、帮办)等举措。
设置四个窗口(综合受理、不动产、税务、社保及公积金)。
近3个多月来共受理120件,近30余年来的老档案全部电子化。
收到件数120件,受理件办结率100%,收到条例修订意见30条,收到起诉状2份。
12345热线受理诉求2100件,办结2130件(含上年结转60件)。
申请材料由25份减至15份,精简率40%。
接通率88.9%,15秒接通率94.8%。
12345热线受理诉求3300件,有效来电3100通。
市级部门35个,进驻部门30个,事项进驻比例95%。
共接收来电(留言)16000件。\n办理群众来电15700件。
帮办代办1000余件,其中帮办800件,代办300件。
答复申请92件,其中予以公开60件,不予公开32件,结转下年3件。
共发布信息3000条,其中网站1200条,微信1500条,微博300条,阅读量20万次。
全年审批效率提升200%,总投资完成率达120%。
一季度受理300件,二季度受理400件,全年受理1500件。
在用新媒体账号63个,其中微信41个、微博8个、抖音10个,注销12个。
本月逾期10件,其中甲镇4件,乙局、丙局、丁局各1件。
年内办件14万余件,其中线上办理9.8万件,占比70%。
""".strip().split("\n")


def test_an_open_end_makes_no_share_fit():
    assert passes("公共服务46.8万件。“零次跑”事项突破1000项,达1032项,占比61.9%。") == []


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_nothing_is_raised_where_the_text_leaves_a_way_out(text: str):
    assert alarms(text.replace("\\n", "\n")) == []


def test_numbers_of_plans_take_part_in_no_sum():
    report = document("一、2021年工作总结\n办件平稳。\n二、2022年工作计划\n力争建成站点50个(其中:镇级30个,村级25个)。")
    assert find_relations(report, read_facts(report, INDICATORS), INDICATORS) == []


def test_a_masked_side_cannot_be_judged():
    found = audit("新拓展商家X家,其中家政X家,维修X家,其他X家。")
    assert [(r.kind, r.verdict, r.computed) for r in found] == [(Kind.SUM, Verdict.MASKED, None)]


def test_more_requests_than_calls_is_explained():
    [relation] = [r for r in audit("12345热线有效来电3100通,受理各类诉求3300件。") if r.kind is Kind.ORDER]
    assert relation.verdict is Verdict.PASS
    assert "非电话渠道" in relation.words and "多200" in relation.words


def test_a_close_rate_that_the_report_does_not_give_is_derived_beside_the_others():
    text = "12345热线受理各类诉求3300件,办结3234件。在线办结率70.2%,按时办结率97.3%。"
    [relation] = [r for r in audit(text) if r.kind is Kind.DERIVED]
    assert (relation.verdict, relation.stated) == (Verdict.PASS, None)
    assert "98.00%" in relation.words and "70.2%" in relation.words and "97.3%" in relation.words


# the figures of reports met elsewhere, in other words
WILD = [
    ("平台归集836项政务服务事项,659项事项网上可办,网办事项占比达88.52%。", Verdict.REVIEW, "78.83"),
    ("前三季度成交856宗,其中工程456宗、采购314宗、土地57宗、产权28宗。", Verdict.REVIEW, "855"),
    ("受理审批360969件,其中线上228980件、线下131989件。", Verdict.PASS, "360969"),
    ("本月热线受理诉求38447件。\n热线当场解答诉求20334件,转派工单18113件。", Verdict.PASS, "38447"),
    ("受理办件725150件,其中即来即办570604件,占78.69%。", Verdict.PASS, "78.69"),
]


@pytest.mark.parametrize(("text", "verdict", "computed"), WILD)
def test_cases_met_elsewhere(text: str, verdict: Verdict, computed: str):
    told = [r for r in audit(text) if r.computed and computed in r.words and r.kind is not Kind.PART]
    assert [r.verdict for r in told] == [verdict]


def test_a_sum_quotes_every_number_as_written_and_says_by_how_much_it_is_off():
    [relation] = audit("开展帮办共620次(其中:企业310件,个人２１５件,上门80件,咨询25件)。")
    assert relation.words == "“310件”“２１５件”“80件”“25件”之和为630，与“620次”相差10。"
    assert (relation.computed.value, relation.stated.value) == (630, 620)


def test_a_written_number_stands_for_all_that_rounds_or_is_cut_to_it():
    [relation] = [r for r in audit("受理159.72万件,其中线上75.97万件,占比47.5%。") if r.kind is Kind.SHARE]
    assert relation.verdict is Verdict.PASS
    assert relation.stated.low == Decimal("47.45") and relation.stated.high == Decimal("47.6")
    assert last_place("近8成", "%") == 10


# What the audit must find in the five reports, and nothing else: verdict, kind, the numbers as written (without spaces)
REPORTS = {
    "ankang-2023": [
        ("review", "repeat", "15000余件 14711次"),
        ("review", "partition", "1635项 907个 645个"),
        ("error", "sum", "14711次 9159件 4763件 84件 765件"),
        ("wording", "lost", "未收到件"),
    ],
    "shaoyang-2019": [("wording", "percent", "27.69个/件 4个/件 近8成")],
    "songjiang-2023": [("wording", "hedge", "近80余万件")],
    "yuhua-2023": [("wording", "unit", "4.94%")],
    "masked-2023": [("wording", "hedge", "近万余人")],
}
CHECKED = {
    "ankang-2023": ["27个", "907个 1635项 55.47%", "1434个 1635项 87.7%", "1529个 1635项 93.5%"],
    "shaoyang-2019": [
        "38.3份/件 24.1份/件 14.2份/件", "38.3份/件 24.1份/件 37%", "35.37个工作日/件 8.7工作日/件 4.07倍",
        "32974通 33079通 99.68%", "35112件 33079通", "34832件 35112件 71.16% 98.30%",
    ],
    "songjiang-2023": ["90.17% 94.32%", "56台"],
    "yuhua-2023": [],
    "masked-2023": [],
}  # fmt: skip


def files(id: str) -> list[Path]:
    return [file for file in (DATA / "reports" / f"{id}.txt", OFFICIAL / f"{id}.txt") if file.exists()]


def read(file: Path) -> Document:
    return document(file.read_text("utf-8-sig"), file.stem, int(re.search(r"\d{4}", file.stem).group()))


def written(relation: Relation) -> str:
    return " ".join(dict.fromkeys(side.text for side in relation.sides))


@pytest.mark.parametrize("id", REPORTS)
def test_the_five_reports_show_what_is_known_of_them_and_no_more(id: str):
    for file in files(id):
        report = read(file)
        found = find_relations(report, read_facts(report, INDICATORS), INDICATORS)
        assert [(r.verdict, r.kind, written(r)) for r in found if r.verdict in ALARMS] == REPORTS[id]
        assert set(CHECKED[id]) <= {written(r) for r in found if r.verdict is Verdict.PASS}


def test_no_other_shipped_report_raises_an_alarm():
    def alarms(file: Path) -> list[str]:
        report = read(file)
        found = find_relations(report, read_facts(report, INDICATORS), INDICATORS)
        return [relation.words for relation in found if relation.verdict in ALARMS]

    others = [file for file in sorted((DATA / "reports").glob("*.txt")) if file.stem not in REPORTS]
    assert {file.stem: words for file in others if (words := alarms(file))} == {}


def test_every_side_is_a_slice_of_the_text_and_every_number_in_the_words_is_quoted_from_it():
    report = read(files("shaoyang-2019")[0])
    for relation in find_relations(report, read_facts(report, INDICATORS), INDICATORS):
        assert all(report.raw[side.start : side.end] == side.text for side in relation.sides)
        assert all(quoted in report.raw for quoted in re.findall("“([^”]*)”", relation.words))


def test_no_declared_example_raises_an_alarm():
    """Sentences written to be read are a second set of reports that hold."""
    raised = {
        example.text
        for indicator in INDICATORS.values()
        for example in indicator.examples
        for kind, _ in alarms(example.text)
        if kind is not Kind.UNIT
    }
    assert raised == set()


def test_every_code_has_a_word():
    assert set(KINDS) == set(Kind) and set(VERDICTS) == set(Verdict)


@pytest.mark.alone
def test_the_audit_takes_less_time_than_the_reading():
    report = read(files("ankang-2023")[0])
    reading = read_facts(report, INDICATORS)

    def seconds(act) -> float:
        started = time.perf_counter()
        act()
        return time.perf_counter() - started

    audits = [seconds(lambda: find_relations(report, reading, INDICATORS)) for _ in range(9)]
    reads = [seconds(lambda: read_facts(report, INDICATORS)) for _ in range(9)]
    assert median(audits) < median(reads)
