"""Web pages give their report: title, date line, text and tables; nothing of the site around it."""

from __future__ import annotations

import doctest
import re

import pytest

from core.errors import DocumentError
from core.reading import read_bytes, tags, unclosed

REPORT = """<p>2022年，区政务服务局围绕企业和群众办事需求，共办理各类事项12.6万件，同比增长8.3%。</p>
<p><strong>一、2022年工作总结</strong></p>
<p>（一）优化大厅服务。<span>进驻部门</span><span>31</span><span>个，设窗口</span><span>86个，</span>面积约5200m<sup>2</sup>。</p>
<p>（二）推进网上办理。网上可办率达98.6<span>%</span>，
全程网办率达91.2%。<span style="display:none">隐藏77件</span></p>
<table><tr><td rowspan="2">类别</td><td colspan="2">办件量（件）</td></tr><tr><td>2021年</td><td>2022年</td></tr>
<tr><td>企业<br>开办</td><td>1201</td><td>1388</td></tr></table>
<p>二、2023年工作计划</p><p>2023年，力争网上可办率达到100%，新增自助终端20台。</p>"""
LINES = [
    "2022年，区政务服务局围绕企业和群众办事需求，共办理各类事项12.6万件，同比增长8.3%。", "一、2022年工作总结", "（一）优化大厅服务。进驻部门31个，设窗口86个，面积约5200m²。",
    "（二）推进网上办理。网上可办率达98.6%，全程网办率达91.2%。", "类别 | 办件量（件） | ", " | 2021年 | 2022年", "企业开办 | 1201 | 1388", "二、2023年工作计划",
    "2023年，力争网上可办率达到100%，新增自助终端20台。",
]  # fmt: skip
TITLE = "青石区政务服务局2022年工作总结和2023年工作计划"
NAVIGATION = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/z">政务公开</a></li><li><a href="/f">办事服务，2024年新版</a></li></ul></div>'
AFTER = """<div>扫一扫在手机打开当前页</div><p>上一篇：<a href="1">青石区2021年工作总结</a></p><p>下一篇：<a href="2">青石区2023年要点</a></p>
<div><h3>相关文档</h3><ul><li><a href="3">关于印发2022年要点的通知，涉及120项任务</a></li></ul></div>"""
FOOTER = "<div><p>主办单位：青石区人民政府办公室　地址：人民路88号</p><p>网站标识码：5101230001　某ICP备05000001号</p><p>建议使用1366*768分辨率，IE9以上浏览器浏览本站</p></div>"

MODERN = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_青石区人民政府</title><style>p{{color:red}}</style>
<script>var x = "<p>2021年共办理99件，增长8%。</p>";</script></head><body>{NAVIGATION}<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; 总结</div>
<div class="article"><h1>{TITLE}</h1><div><span>发布日期：2023-01-12</span> <span>来源：区政务服务局</span> <span>字体大小：【<a href="#">大</a> <a href="#">中</a>】</span></div>
<div id="zoom">{REPORT}</div>{AFTER}</div>{FOOTER}</body></html>"""
CUSTOM = f"""<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-01-12 09:30"><meta name="ContentSource" content="区政务服务局">
</head><body>{NAVIGATION}<div><UCAPCONTENT>{REPORT}</UCAPCONTENT></div>{AFTER}{FOOTER}</body></html>"""
LAYOUT = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{TITLE}</title></head><body><table width="1000"><tr><td><a href="/">首页</a>|<a href="/a">区情</a></td></tr>
<tr><td><table><tr><td>索引号：</td><td>qs003/2023-00012</td><td>发布机构：</td><td>区政务服务局</td></tr><tr><td>发布日期：</td><td>2023年01月12日</td><td>文号：</td><td></td></tr></table>
<table><tr><td align="center">{TITLE}</td></tr><tr><td>{REPORT}</td></tr></table></td></tr><tr><td>版权所有：青石区人民政府</td></tr></table></body></html>"""
FRAGMENT = REPORT


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        (MODERN, "utf-8"),
        (CUSTOM, "utf-8"),
        (LAYOUT, "gb18030"),
        (FRAGMENT, "utf-8"),
        (MODERN.replace('<meta charset="utf-8">', ""), "gb18030"),
        (MODERN, "utf-8-sig"),
    ],
    ids=["modern", "custom element", "layout tables", "fragment", "undeclared gbk", "bom"],
)
def test_the_report_is_found_and_nothing_else(page, encoding):
    lines = read_bytes(page.encode(encoding), "总结.html").raw.strip("\n").split("\n")

    assert lines[-len(LINES) :] == LINES
    assert not any(
        word in "".join(lines)
        for word in ("首页", "上一篇", "下一篇", "120项", "扫一扫", "主办", "版权", "分辨率", "99件", "隐藏", "新版")
    )


@pytest.mark.parametrize("page", [MODERN, CUSTOM], ids=["heading and line", "meta elements"])
def test_title_date_and_source_stand_above(page):
    head = read_bytes(page.encode(), "总结.html").raw.split("\n")[:3]
    assert head[0] == TITLE
    assert "2023-01-12" in "".join(head) and "来源：区政务服务局" in "".join(head)


def test_tables_come_with_their_offsets():
    read = read_bytes(MODERN.encode(), "总结.html")
    [table] = read.tables
    assert table.rows[1] == ("类别", "2021年", "2022年")
    assert [read.raw[a:b] for row in table.spans for a, b in row] == [cell for row in table.rows for cell in row]


def test_a_short_row_and_a_wild_span_are_laid_out():
    page = "<p>二、主动公开政府信息情况，数据如下表所示。</p><table><tr><td colspan='99999'>甲</td></tr><tr><td rowspan='0'>乙</td><td>1</td></tr><tr><td>丙</td></tr></table>"
    [table] = read_bytes(page.encode(), "a.html").tables
    assert {len(row) for row in table.rows} == {1000}


def test_where_a_page_was_saved_from_is_kept():
    page = f"<!-- saved from url=(0042)https://www.example.gov.cn/zfxxgk/2023/1.html -->\n{MODERN}"
    assert "网址：https://www.example.gov.cn/zfxxgk/2023/1.html" in read_bytes(page.encode(), "a.html").raw


def test_a_page_without_its_text_is_refused():
    page = (
        "<html><head><title>工作总结</title></head><body><div id='app'></div><script src='a.js'></script></body></html>"
    )
    with pytest.raises(DocumentError, match="a.html：网页里没有正文"):
        read_bytes(page.encode(), "a.html")


def test_a_page_is_read_whole_or_not_at_all():
    text = "<p>2022年，全区共办理各类事项12.6万件，窗口20个。</p>"
    assert "12.6万件" in read_bytes(("<div>" * 900 + text).encode(), "深.html").raw
    with pytest.raises(DocumentError, match="深.html：网页层层嵌套"):
        read_bytes(("<div>" * 3000 + text).encode(), "深.html")


UNCLOSED = [
    "<nav>", "<script>", "<STYLE type='a'>", "<!--", "<select><option>", "<title>", "<noscript>", "<![CDATA[", "<xmp>", "<plaintext>", "<del>",
    "<div hidden>", "<span style='display: none'>", "<section hidden class=a>", "<td hidden>", "<rt>", "<o:p hidden>", "<a href='1'>",
    '<p class="a>', "<div title='a>", '<p class="a', "<b class=a ", "</b ", "<!", "<?php ",
]  # fmt: skip


@pytest.mark.parametrize("tag", UNCLOSED)
def test_a_tag_that_is_never_closed_hides_nothing(tag):
    page = MODERN.replace("网上可办率达98.6", f"{tag}网上可办率达98.6") + "<script>cut short"
    read = read_bytes(page.encode(), "总结.html")
    assert "".join(LINES) in read.raw.replace("\n", "") and "隐藏" not in read.raw
    [note] = [note for note in read.notes if "没有结束" in note]
    assert re.match(r"<[!?]?[\w:\[-]*", tag)[0].replace("</", "<").removesuffix("php").lower() in note


def test_what_is_hidden_and_closed_stays_hidden_and_is_told_where_tags_do_not_pair():
    hidden = "<div hidden><a href='1'>转发</a>登录后可办理77件。</div>"
    told = read_bytes(MODERN.replace("<h1>", f"{hidden}<h1>").encode(), "总结.html")
    cut = read_bytes(f"<div>{hidden}{'<p>办理9件，窗口3个。</p>' * 50}".encode(), "总结.html")
    assert told.notes == () and "77件" not in told.raw
    assert "77件" not in cut.raw and any("没有配对，<div> 里不显示的文字没有读" in note for note in cut.notes)


def test_what_is_said_of_tags_never_closed_holds():
    assert doctest.testmod(unclosed).failed == 0 and doctest.testmod(tags).failed == 0


def test_a_large_page_is_parsed_in_the_child():
    page = "<html><body>" + "<p>2022年，全区共办理各类事项12.6万件，窗口20个。</p>" * 6000 + "</body></html>"
    assert read_bytes(page.encode(), "大.html").raw.count("12.6万件") == 6000
