"""A text that was broken on its way is put together again, and nothing else is touched."""

from __future__ import annotations

import io
from itertools import accumulate

import docx
import pytest

from core.parsing.text import normalise
from core.reading import RawDocument, read_bytes
from core.reading.mending import mend_text
from tests.growth import is_linear

# as it came → as it is read; ⏎ is a line break
BROKEN = {
    # between a number and what it counts
    "全年受理热线诉求⏎4.8⏎万件，按时办⏎结率97.3⏎%，好⏎评率99.1%。": "全年受理热线诉求4.8万件，按时办结率97.3%，好评率99.1%。",
    "全年办件48210⏎件，日均132⏎件。": "全年办件48210件，日均132件。",
    "受理来电4.8万⏎余件，同比下降⏎。": "受理来电4.8万余件，同比下降。",
    "满意率达⏎97.3%，位居前列。": "满意率达97.3%，位居前列。",
    "截至⏎11月30日,大厅办件48210⏎件,好评多。": "截至11月30日,大厅办件48210件,好评多。",
    # before a mark that begins no line
    "热线办结率97.3%⏎，满意率99.1%。": "热线办结率97.3%，满意率99.1%。",
    "压缩时限（平均⏎）六成": "压缩时限（平均）六成",
    # behind a mark that ends none
    "受理诉求4.8万件，⏎办结率97.3%。": "受理诉求4.8万件，办结率97.3%。",
    "全年热线受理⏎诉求4.8万件，⏎按时办结率⏎97.3%。": "全年热线受理诉求4.8万件，按时办结率97.3%。",
    "综合窗口⏎36⏎个、自助终端⏎34⏎台。": "综合窗口36个、自助终端34台。",
    # what is read past
    "办結率（bàn jié lǜ）97.3%": "办結率97.3%",
    "好(hǎo)评率97.3%": "好评率97.3%",
    "接待~~4万~~5万人次": "接待5万人次",
    "好评率**97.3**%": "好评率97.3%",
    "好评\u200b率97\u200b.3%\ufeff": "好评率97.3%",
    # lines of one width
    "今年以来本局持续深化放管服改革各项工作，围绕企业群众办事的\n难点堵点问题开展集中攻坚并取得了积极的成效，全年共有近百个\n"
    "事项实现跨域通办且全部纳入综合窗口统一受理，满意率逐步提高\n并在全市的考核评比当中继续保持在前列的位置，形成了良好的势\n头。": "今年以来本局持续深化放管服改革各项工作，围绕企业群众办事的难点堵点问题开展集中攻坚并取得了积极的成效，全年共有近百个"
    "事项实现跨域通办且全部纳入综合窗口统一受理，满意率逐步提高并在全市的考核评比当中继续保持在前列的位置，形成了良好的势头。",
}  # fmt: skip

WHOLE = [
    "一、工作情况⏎全年受理热线诉求4.8万件，办结率97.3%。⏎二、下步打算⏎继续努力。",
    "热线工作情况⏎全年受理诉求⏎4.8万件，⏎办结率97.3%。".replace("诉求⏎", "诉求").replace("，⏎", "，"),
    "热线情况⏎12345热线全年受理4.8万件。",
    "指标⏎单位⏎数值⏎受理量⏎万件⏎4.8⏎办结率⏎%⏎97.3⏎",
    "受理量⏎48210⏎个人用户⏎320⏎企业用户⏎15⏎",
    "项目\t数值⏎受理量\t4.8⏎办结率\t97.3⏎",
    "围绕中心，服务大局⏎今年以来，我局扎实工作。",
    "一是优化服务，提升效能⏎二是强化监督，压实责任⏎",
    "受理12⏎345件，已办结。",
    "X件、**人⏎**办件**人员",
    "标题（Annual Report）2023",
    "",
]


@pytest.mark.parametrize(("broken", "whole"), BROKEN.items())
def test_what_was_broken_is_put_together(broken: str, whole: str):
    assert mend_text(broken.replace("⏎", "\n")).text == whole


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_whole_stays(text: str):
    text = text.replace("⏎", "\n")
    assert mend_text(text).text == text


@pytest.mark.parametrize("broken", BROKEN)
def test_every_character_is_found_again_in_the_file(broken: str):
    source = broken.replace("⏎", "\n")
    raw = read_bytes(source.encode("utf-8"), "甲.txt")
    source = source.lstrip("\ufeff")
    assert all(source[raw.in_file(n)] == character for n, character in enumerate(raw.raw))


def html(body: str) -> RawDocument:
    return read_bytes(f"<html><head><title>年度总结</title></head><body>{body}</body></html>".encode(), "甲.html")


# inside a page → what a reader sees of it
SHOWN = {
    "全年接待群众<del>4万</del><s>5万</s>6万人次，秩序良好，各方面都很满意": "接待群众6万人次",
    '全年接待群众<strike>4万</strike><span style="text-decoration:line-through">5万</span>6万人次，秩序良好各方面满意': "接待群众6万人次",
    "好评率为97.3<sup>1</sup>%，办件4.8×10<sup>4</sup>件，面积3.2万m<sup>2</sup>，秩序良好": "97.3¹%，办件4.8×10⁴件，面积3.2万m²",
    "好评率为97.3<sup>[1]</sup>%，办件4.8<sup>①</sup>万件，各窗口秩序良好，群众满意": "97.3%，办件4.8万件",
    "全年政务服务<ruby>好<rp>(</rp><rt>hǎo</rt><rp>)</rp></ruby>评率为97.3%，各窗口秩序良好": "政务服务好评率为97.3%",
}  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), SHOWN.items())
def test_a_page_is_read_as_it_is_seen(body: str, shown: str):
    assert shown in html(f"<p>{body}。</p>").raw


def test_struck_through_words_of_a_docx_are_not_read():
    document = docx.Document()
    paragraph = document.add_paragraph("全年接待群众")
    for text, struck in (("4万", "strike"), ("5万", "double_strike"), ("6万", "")):
        run = paragraph.add_run(text)
        if struck:
            setattr(run.font, struck, True)
    paragraph.add_run("人次，好评率97.3")
    mark = paragraph.add_run("1")
    mark.font.superscript = True
    paragraph.add_run("%。")
    file = io.BytesIO()
    document.save(file)
    assert read_bytes(file.getvalue(), "甲.docx").raw == "全年接待群众6万人次，好评率97.3¹%。\n"


@pytest.mark.parametrize(
    ("written", "plain"),
    [("熱線訴求辦結率", "热线诉求办结率"), ("臺灣、瞭望、顯著", "台湾、瞭望、显著"), ("顯著於", "显著於")],
)
def test_traditional_characters_fold_one_by_one(written: str, plain: str):
    assert normalise(written) == plain


def test_cuts_are_in_order_and_add_up():
    mended = mend_text("受理4.8\n万件，按时办\n结率97.3\n%，好(hǎo)评。\n")
    offsets = [at for at, _ in mended.cuts]
    assert offsets == sorted(offsets)
    assert list(accumulate(n for _, n in mended.cuts))[-1] == 3 + 5


@pytest.mark.parametrize("piece", ["5\n%，", "受理\n", "（a", "受理4.8\n万件，按时办\n", "|1|\n", "~~"])
def test_mending_stays_linear(piece: str):
    assert is_linear(mend_text, piece, 400, 5e-3)
