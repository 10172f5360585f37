"""Every place of China is known: by its division, a town or zone within one, and never by guessing between two."""

from __future__ import annotations

from collections import Counter

import pytest

from core.declarations import LEVELS, load_places
from core.divisions import above, full_name, load_divisions, named, short_name
from core.errors import StoreError
from core.identity import identify
from core.places import derived
from core.store.filing import place_called

BODY = "\n\n一、2023年工作回顾\n全年办件12.6万件。\n"


def seen(title: str, body: str = BODY):
    return identify(title + body, "报告.txt", load_places())


def test_the_divisions_are_whole():
    known = load_divisions()
    levels = Counter(d.level for d in known.values())
    assert levels["省"] == 34 and levels["地级市"] == 333
    assert levels["县"] + levels["市辖区"] + levels["直辖市辖区"] > 2800
    assert set(levels) <= set(LEVELS)
    assert all(d.parent in known or (d.level == "省" and not d.parent) for d in known.values())
    assert all(above_all.level == "省" for d in known.values() for above_all in [*above(d), d][-2:-1])


def test_short_names_tell_all_divisions_apart():
    called = Counter(short_name(d) for d in load_divisions().values())
    assert [name for name, n in called.items() if n > 1] == []


def test_every_division_is_a_place_with_colour_and_marker():
    places = [derived(code) for code in load_divisions()]
    assert all(place and place.colour and place.marker and place.group for place in places)
    assert len({(place.colour, place.marker) for place in places}) > 90


@pytest.mark.parametrize(
    ("title", "place", "level"),
    [
        ("邵阳市大祥区行政审批服务局2023年工作总结", "430503", "市辖区"),
        ("安康市石泉县行政审批服务局2023年工作总结", "610922", "县"),
        ("安康市行政审批服务局2023年工作总结", "ankang_city", "地级市"),
        ("安康市汉滨区行政审批服务局2023年工作总结", "ankang", "市辖区"),
        ("安康高新区管委会2023年工作总结", "ankang_gaoxin", "开发区"),
        ("汉滨区江北街道办事处2023年工作总结", "610902-江北街道", "镇街"),
        ("汉滨区江北街道办事处优化政务服务工作情况汇报", "610902-江北街道", "镇街"),
        ("咸阳高新区行政审批局2023年工作总结", "610400-高新区", "开发区"),
        ("南京市鼓楼区政务服务办公室2023年工作总结", "320106", "市辖区"),
        ("湘西州行政审批服务局2023年工作总结", "433100", "地级市"),
        ("雨花区政务服务中心赴芙蓉区学习考察的报告", "yuhua", "市辖区"),
        ("祁阳县行政审批服务局2020年工作总结", "431181", "县"),  # its former name
        ("鼓楼区行政审批局2023年工作总结", "", "市辖区"),
        ("雨花区、芙蓉区2023年合作情况报告", "", "市辖区"),
    ],
)
def test_a_title_names_the_place(title, place, level):
    found = seen(title)
    assert (found.place, found.level) == (place, level)


def test_a_name_that_several_bear_is_asked_and_the_text_may_answer():
    assert len(named("鼓楼区")) == 4
    asked = seen("鼓楼区行政审批局2023年工作总结")
    assert asked.place == "" and "南京市鼓楼区、徐州市鼓楼区、福州市鼓楼区、开封市鼓楼区" in asked.why[1]
    told = seen("鼓楼区行政审批局2023年工作总结", BODY + "按福州市统一部署，在福州市考核中领先。")
    assert told.place == "350102"
    with pytest.raises(StoreError, match="请写全称"):
        place_called("鼓楼区", load_places())
    assert place_called("开封市鼓楼区", load_places()) == "410204"


def test_the_title_and_not_the_office_that_publishes_decides():
    found = seen("昌图县七家子镇2024年政府信息公开工作年度报告\n发布机构：昌图县人民政府办公室")
    assert (found.place, found.issuer, found.level) == ("211224-七家子镇", "昌图县七家子镇", "镇街")


def test_a_press_text_is_about_whom_it_asked():
    text = "政务服务再提速\n记者从芙蓉区政务服务中心获悉，该区已设置综合窗口38个。雨花区、天心区也在推进。"
    assert identify(text, "报告.txt", load_places()).place == "430102"


def test_place_names_in_words_find_their_ids():
    places = load_places()
    for division in list(load_divisions().values())[::50]:
        assert place_called(full_name(division), places) in (division.code, *places)
    with pytest.raises(StoreError, match="不认识"):
        place_called("云中市雾里区", places)
