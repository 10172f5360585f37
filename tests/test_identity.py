"""A text says what report it is: year, place, issuer, genre, title, date; and what it does not say stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.declarations import load_places
from core.identity import identify
from core.identity.header import iso_date
from core.model import DocumentKind, Issuer, Place
from core.reading import read_bytes

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "reports"


def place(key: str, name: str, short: str, level: str, *aliases: str, issuers: tuple[Issuer, ...] = ()) -> Place:
    return Place(key, name, short, level, "", aliases, "#000000", "circle", 0, issuers)


PLACES = {
    p.id: p
    for p in (
        place(
            "qingshi",
            "云江市青石区",
            "青石",
            "市辖区",
            "青石区",
            "青石政务通",
            "qingshi.gov.cn",
            issuers=(
                Issuer("青石区政务服务局", "青石·政务局", "市辖区", ("区政务服务局",)),
                Issuer("青石区人民政府", "青石区政府", "市辖区"),
            ),
        ),
        place(
            "baihe",
            "白河市",
            "白河",
            "地级市",
            "i白河",
            issuers=(
                Issuer("白河市行政审批局", "白河·审批局", "地级市"),
                Issuer("白河高新区管委会", "白河·高新区", "开发区"),
                Issuer("白河日报", "白河·日报", "地级市"),
            ),
        ),
    )
}
BODY = "全区共办理各类事项12.6万件，我区设窗口86个，区委、区政府高度重视。"


def seen(text, name="报告.txt"):
    return identify(text, name, PLACES)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("青石区政务服务局2022年工作总结\n" + BODY, 2022),
        ("2022年度工作总结及2023年度工作规划\n" + BODY, 2022),
        ("2023年工作计划和2022年工作总结\n" + BODY, 2022),
        ("2022 年工作情况及 2023 年工作安排\n" + BODY, 2022),
        ("青石区政务服务局二〇二二年工作总结\n" + BODY, 2022),
        ("2022年政府信息公开工作年度报告\n2023年，区政务服务局发布报告。", 2022),
        ("青石区政务服务局2024年上半年工作总结及下半年工作计划\n" + BODY, 2024),
        ("2020-2022年工作总结\n" + BODY, 2022),
        ("2023年政府工作报告\n一、2022年工作回顾\n" + BODY + "\n二、2023年工作安排\n", 2022),
        ("工作总结\n今年以来，现将2022年工作总结暨2023年工作计划汇报如下：\n2023年，力争。2023年，确保。", 2022),
        (
            "工作总结\n一、2022年主要工作成效\n" + BODY + "\n二、2023年工作打算\n2023年，力争。2023年共。2023年，要。",
            2022,
        ),
        ("本年度报告中所列数据统计期限为2022年1月1日至12月31日。\n一、总体情况\n" + BODY, 2022),
        (
            "一、总体情况\n2022年，"
            + BODY
            + "自2022年初，推行改革。依据〔2019〕44号和《2018年要点》《2018年方案》《2018年办法》。2019年3月4日挂牌。",
            2022,
        ),
        ("工作总结\n发布日期：2023-02-08\n过去一年，" + BODY, 2022),
        ("工作总结\n发布日期：2022-12-30\n一年来，" + BODY, 2022),
        ("工作总结\n过去的一年，" + BODY + "\n二、2023年工作重点\n2023年，力争。", 2022),
        ("工作总结\n" + BODY, None),
        ("县里的窗口变了样\n" + BODY + "\n到2030年底，网上可办率要达到90%。", None),  # what is aimed at
        ("工作总结\n发布日期：2023-07-08\n" + BODY, None),
        ("2023年7月31日，政务服务中心红榜贴出。\n评出3个窗口。", 2023),  # a news item opens with its day
        ("2024年1月15日，政务服务中心红榜贴出。\n评出3个窗口。", None),  # which in January may be of the year before
        ("关于第56号建议的答复\n发布日期：2023-09-18\n2022年，受理18.6万件。今年1—8月受理12.3万件。", 2023),
        ("青石区政务服务局2023年工作要点\n2023年，力争完成。2023年，确保。2023年，推进。", 2023),  # nothing but a plan
        ("青石区政务服务局2023年工作计划和总结\n" + BODY, 2023),
    ],
)
def test_the_year_is_the_one_reported_on(text, year):
    assert seen(text).year == year


@pytest.mark.parametrize(
    ("name", "year"),
    [("青石-2022.txt", 2022), ("2022年总结和2023年计划.docx", 2022), ("总结.txt", None), ("20230115.txt", None)],
)
def test_the_file_name_is_the_last_resort(name, year):
    assert seen("工作总结\n" + BODY, name).year == year
    assert seen("2021年工作总结\n" + BODY, name).year == 2021


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青石区政务服务局2022年工作总结\n" + BODY, "qingshi"),
        ("2022年工作总结\n发布机构：白河市行政审批局\n" + BODY, "baihe"),
        ("2022年工作总结\n网址：https://www.qingshi.gov.cn/a.html\n" + BODY, "qingshi"),
        ("一、总体情况\n" + BODY + "推广“青石政务通”，群众在青石政务通上办事。", "qingshi"),
        ("2022年工作总结\n" + BODY + "学习青石经验。", ""),  # named once
        (
            "2022年工作总结\n" + BODY + "学习青石区做法。青石区、石门区交流。石门区前进。石门区办件3万件，石门区获奖。",
            "",
        ),
        ("石门区政务服务局2022年工作总结\n" + BODY + "青石区来访。与青石区交流。", ""),
        (
            "2022年工作总结\n" + BODY + "白河市下达任务。白河市排名第二。白河市考核优秀。",
            "",
        ),  # a district's report, not the city's
        (
            "白河县行政审批局2022年工作总结\n全县办件3万件，我县设窗口20个。",
            "610929",
        ),  # a county of its own, not the declared city of the same name
        ("青石桥区政务服务局2022年工作总结\n青石桥区办件3万件。青石桥区设窗口20个。", ""),
        ("青石区与白河市2022年合作情况报告\n青石区和白河市通办。", ""),
        ("X区政务服务局2022年工作总结\nX区共办理X.X万件。青石区来访，青石区交流。", ""),  # masked
        (
            "2022年工作总结\n办件X.X万件，窗口X个，部门X个，办结率X%，满意率X.X%，事项X项，终端X台，证照X张。青石区，青石区。",
            "",
        ),
    ],
)
def test_the_place_is_clear_or_open(text, found):
    assert seen(text).place == found


def test_a_file_name_names_the_place_only_where_the_text_names_none():
    assert seen("2022年工作总结\n" + BODY, "青石2022.txt").place == "qingshi"
    assert seen("白河市行政审批局2022年工作总结\n全市办件。", "青石2022.txt").place == "baihe"


@pytest.mark.parametrize(
    ("text", "issuer", "level"),
    [
        ("青石区政务服务局2022年工作总结\n" + BODY, "青石区政务服务局", "市辖区"),
        (
            "2022年工作总结\n发布日期：2023-01-23    来源：区政务服务局字体大小：\n青石区" + BODY + "青石区。",
            "青石区政务服务局",
            "市辖区",
        ),
        ("2022年工作总结\n公开责任部门：白河市行政审批局 | 公开形式：网站\n" + BODY, "白河市行政审批局", "地级市"),
        (
            "2022年工作总结\n全市办件3万件，我市县（市、区）联动，市行政审批局牵头。白河市。白河市。",
            "白河市行政审批局",
            "地级市",
        ),
        ("白河市2022年政府信息公开工作年度报告\n全市发布信息3万条。", "白河市", "地级市"),
        ("青石区2022年政府信息公开工作年度报告\n全区发布信息3万条。", "青石区人民政府", "市辖区"),
        ("白河高新区管委会2022年工作总结\n办件3万件。", "白河高新区管委会", "开发区"),
        ("2022年工作总结\n来源：白河日报\n白河市办件3万件。", "白河日报", "地级市"),
        ("2022年工作总结\n来源：本站原创\n" + BODY, "", "市辖区"),
        ("2022年工作总结\n" + BODY + "在市行政审批局的精心指导下推进。", "", "市辖区"),
        ("石门县行政审批局2022年工作总结\n办件3万件。", "石门县行政审批局", "县"),
        ("2022年工作总结\n全县办件3万件，我县设窗口20个。\n石门县行政审批局\n2023年1月5日", "石门县行政审批局", "县"),
        ("洞口镇人民政府2022年工作总结\n办件3万件。", "洞口镇人民政府", "镇街"),
    ],
)
def test_issuer_and_level(text, issuer, level):
    found = seen(text)
    assert (found.issuer, found.level) == (issuer, level)


FORM = "二、主动公开政府信息情况\n第二十条第（一）项\n三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n0\n四、结转下年度继续办理\n0\n"
OPENNESS = "2022年，通过网站公开信息460条，微信公众号推送255条，发布政策解读12条，收到公开申请3件，举办公开培训2次，公开栏目21个，发布公报6期，回应留言90条，公开会议5次。"
SERVICE = "大厅进驻部门31个，设窗口86个。办理事项12.6万件，帮办代办3200件，热线工单9800件，即办件907个，网办率91.2%，满意率99.5%，免费刻章1200家。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2022年工作总结\n" + BODY, DocumentKind.SUMMARY),
        (
            "今年以来，" + BODY + "\n现将2022年工作总结暨2023年工作计划汇报如下：\n一、2022年工作总结",
            DocumentKind.SUMMARY,
        ),
        ("青石区2022年政府信息公开工作年度报告\n一、总体情况\n" + OPENNESS + FORM, DocumentKind.DISCLOSURE),
        ("一、总体情况\n" + OPENNESS + FORM, DocumentKind.DISCLOSURE),
        ("一、总体情况\n" + SERVICE + FORM, DocumentKind.BOTH),
        ("致全体干部的一封信\n" + BODY, DocumentKind.OTHER),
    ],
)
def test_the_genre(text, kind):
    assert seen(text).kind is kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "当前位置：首页/政务公开/\n青石区政务服务局 2022年度工作总结\n青石区政务服务局 2022年度工作总结\n信息来源： 发布时间：2023-02-27 阅读次数：\n"
            + BODY,
            "青石区政务服务局 2022年度工作总结",
        ),
        ("青石区政务服务局\n2022年工作总结\n（2023年1月10日）\n" + BODY, "青石区政务服务局2022年工作总结"),
        ("青石区政务服务局2022年工作总结及\n2023年工作计划\n" + BODY, "青石区政务服务局2022年工作总结及2023年工作计划"),
        ("# 青石区政务服务局2022年工作总结\n\n" + BODY, "青石区政务服务局2022年工作总结"),
        ("青石区热线一周情况通报\n（2022年3月4日—3月10日）\n" + BODY, "青石区热线一周情况通报（2022年3月4日—3月10日）"),
        ("文件名称：青石区政务服务局2022年工作总结 | 索引号：\n" + BODY, "青石区政务服务局2022年工作总结"),
        ("青石区12345热线办公室\n2022年上半年工单分析\n" + BODY, "青石区12345热线办公室2022年上半年工单分析"),
        ("一、总体情况\n" + BODY, ""),
        ("致全体干部的一封信\n\n" + BODY, "致全体干部的一封信"),
        (BODY + "现将2022年工作总结暨2023年工作计划汇报如下：", "2022年工作总结暨2023年工作计划"),
        (BODY * 3 + "\n下一篇：青石区2021年工作总结", ""),
    ],
)
def test_the_title(text, title):
    assert seen(text).title == title


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("发布日期：2023-01-12    来源：区局", "2023-01-12"),
        ("发布时间:2023-01-12 09:05信息来源: 区局阅读次数:", "2023-01-12"),
        ("发文日期: | 公开形式: | ||", ""),
        ("成文日期：2022年12月30日 发布日期：2023年1月3日", "2023-01-03"),
        ("发布时间：2023/1/3", "2023-01-03"),
        ("发布时间：2023.01.03", "2023-01-03"),
        ("2023-01-12 10:22 来源：区局", "2023-01-12"),
        ("日　　期：2023年1月3日", "2023-01-03"),
        ("• 发布日期:\n\n    2023年04月06日 16:34", "2023-04-06"),
        ("索引号： | qs003/2023-00012 | 发布日期： | 20230112", "2023-01-12"),
        ("生效日期：2023-01-12", ""),
        ("发布日期：2023-13-41", ""),
    ],
)
def test_the_date(line, published):
    assert seen(f"2022年工作总结\n{line}\n{BODY}").published == published


def test_a_date_below_the_text_is_the_last_resort():
    assert seen(f"2022年工作总结\n{BODY}\n青石区政务服务局\n二〇二三年一月十五日").published == "2023-01-15"
    assert iso_date("二〇二二年十二月三十一日") == "2022-12-31"


def test_reasons_are_given_and_doubts_are_said():
    found = seen("2022年工作总结\n发布日期：2021-01-12\n" + BODY)
    assert any("取自标题" in reason for reason in found.why)
    assert any("早于报告年份" in reason for reason in found.why)
    assert any("地区" in reason for reason in found.why)


def test_a_web_page_says_its_address():
    page = f"<!-- saved from url=(0042)https://www.qingshi.gov.cn/1.html -->\n<html><body><h1>2022年工作总结</h1><p>{BODY}</p></body></html>"
    found = identify(read_bytes(page.encode(), "a.html"), "a.html", PLACES)
    assert (found.place, found.address, found.title) == (
        "qingshi",
        "https://www.qingshi.gov.cn/1.html",
        "2022年工作总结",
    )


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official texts are not here")
@pytest.mark.parametrize(
    ("file", "place", "year", "kind", "level"),
    [
        ("yuhua-2023", "yuhua", 2023, DocumentKind.SUMMARY, "市辖区"),
        ("songjiang-2023", "songjiang", 2023, DocumentKind.SUMMARY, "直辖市辖区"),
        ("shaoyang-2019", "shaoyang", 2019, DocumentKind.SUMMARY, "地级市"),
        ("ankang-2023", "ankang", 2023, DocumentKind.BOTH, "市辖区"),
        ("masked-2023", "", 2023, DocumentKind.SUMMARY, "市辖区"),
    ],
)
def test_the_official_texts(file, place, year, kind, level):
    found = identify((OFFICIAL / f"{file}.txt").read_text(encoding="utf-8"), "报告.txt", load_places())
    assert (found.place, found.year, found.kind, found.level) == (place, year, kind, level)
