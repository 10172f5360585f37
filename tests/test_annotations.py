"""批注: what somebody adds to a figure is in its link, on its page, slide, report and in the basket; bounded and inert."""

from __future__ import annotations

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from core.export.formats import exported
from core.library.link import Choices, Link
from core.screens import view_of
from core.screens.annotations import KEY, MOST, WORDS, Annotation, annotation
from pages.ui import basket

EVENT = Annotation("trend", "2019-01-24", "挂牌 <b>3~5%</b>", "张三", "2026-11-29")
NOTE = Annotation("trend", "", "口径以年报为准", "李四", "2026-11-29")


def link_with(*written: str) -> Link:
    return Link("trend", tuple((KEY, one) for one in written))


def test_a_link_carries_a_note_and_a_dated_line_to_page_slide_report_and_basket(library):
    link = link_with(EVENT.written(), NOTE.written())
    [exhibit] = [e for e in view_of(Choices(link), library).exhibits if e.key == "trend"]
    assert exhibit.remarks == (EVENT.in_words, NOTE.in_words)
    lines = [s for s in exhibit.figure.layout.shapes if s.x0 == s.x1 == pytest.approx(EVENT.at)]
    words = [a.text for a in exhibit.figure.layout.annotations if "挂牌" in (a.text or "")]
    assert len(lines) == len(words) >= 1 and "<b>" not in words[0]
    assert Link.parse(exhibit.address).all(KEY) == (EVENT.written(), NOTE.written())

    [collected] = basket.made_of(library, exhibit.address)
    assert collected.remarks == exhibit.remarks
    show = Presentation(io.BytesIO(exported(".pptx", [exhibit], library)))
    on_slides = "\n".join(s.text_frame.text for slide in show.slides for s in slide.shapes if s.has_text_frame)
    paper = "\n".join(p.text for p in Document(io.BytesIO(exported(".docx", [exhibit], library))).paragraphs)
    assert all(EVENT.in_words in told and NOTE.in_words in told for told in (on_slides, paper))


def test_the_figure_of_others_stays_as_it_was(library):
    plain = view_of(Choices(Link("trend")), library).exhibits[0]
    before = plain.figure.to_json()
    view_of(Choices(link_with(EVENT.written())), library)
    assert view_of(Choices(Link("trend")), library).exhibits[0].figure.to_json() == before
    assert not plain.remarks


@pytest.mark.parametrize(
    "wrong",
    [
        "trend|2019-02-30|挂牌|张三|2026-11-29", "trend|2019-01-24||张三|2026-11-29", "trend|2019-01-24|挂牌||2026-11-29",
        f"trend|2019|{'长' * (WORDS + 1)}|张三|2026-11-29", "trend|2019|挂牌", "", f"trend|2019|{chr(0x202E)}挂牌|张三|2026-11-29",
    ],
)  # fmt: skip
def test_what_is_no_annotation_is_left_out(library, wrong):
    assert annotation(wrong) is None
    assert not view_of(Choices(link_with(wrong)), library).exhibits[0].remarks


def test_their_number_is_bounded(library):
    many = [EVENT._replace(words=f"第 {n} 条").written() for n in range(3 * MOST)]
    assert len(view_of(Choices(link_with(*many)), library).exhibits[0].remarks) == MOST


@given(st.text(max_size=80), st.text(max_size=30))
def test_whatever_somebody_types_is_read_back_or_refused(words, who):
    made = annotation(Annotation("trend", "2019", words, who, "2026-11-29").written())
    assert made is None or annotation(made.written()) == made
