"""对标结论 and 搜索: the first page answers, every digit leads to a fact, and the pack can be shown without touching it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from core import store
from core.analysis.ladder import UPPER, Bodies, Rung, ladder
from core.analysis.peers import peers_of
from core.export.formats import exported
from core.facts import rows_of
from core.holdings import Holds
from core.library import open_library
from core.library.link import START, Choices, Link
from core.reading import read_bytes
from core.screens import exhibits_of, view_of
from core.screens.conclusion import CHAPTERS, SUGGESTED, _unsaid, beside, best_year, found_for, menus, rows_among
from core.store import Filing
from tests.shipped import shipped_store
from tests.test_conclusion import bare_digits


def test_the_first_page_answers_without_a_choice(library):
    assert START == "conclusion"
    view = view_of(Choices(Link.parse("")), library)
    answer = view.exhibits[0]
    found = found_for(library, menus(library, Choices(Link.parse(""))))

    assert sum(found.counts().get(rung, 0) for rung in UPPER) > 3
    assert all(f"{rung.value} {n} 项" in answer.title for rung, n in found.counts().items())
    assert answer.parts and {part.chapter for part in answer.parts} <= set(CHAPTERS)


def test_every_place_and_year_of_the_library_has_its_rungs_with_reasons(library):
    """For each stated indicator a rung; what is not on the upper ones says why."""
    figures = rows_of(library.figures)
    for place in library.usual_places:
        for year in sorted(set(library.facts().query(f"place == '{place}'")["year"])):
            found = found_for(library, menus(library, Choices(Link.parse(f"conclusion?o={place}&y={year}"))))
            stated = [step for step in found.steps if step.own.value is not None]
            written = {
                row.indicator for row in figures
                if row.place.id == place and row.year == year and row.level in ("", row.place.level)
                and row.value is not None and row.indicator in library.indicators
            }  # fmt: skip
            assert written <= {step.indicator.id for step in stated}, (place, year)
            for step in stated:
                assert step.rung in UPPER or step.rung is Rung.ONLY_OWN or step.why, (place, year, step.indicator.id)
            for sentence in found.sentences():
                assert not bare_digits(sentence), sentence.text


def test_what_is_looked_at_first_chooses_as_all_would(library):
    """Years that cannot be worth most, and places that cannot be among the nearest, are passed over; steps are made once."""
    for own in [library.places[id] for id in library.usual_places]:
        chosen = menus(library, Choices(Link.parse(f"conclusion?o={own.id}")))
        bodies, rows = Bodies(own, chosen.others, chosen.year), rows_among(library, own, chosen.others)
        every = ladder((*rows, *_unsaid(library, own, chosen.year)), library.indicators, bodies)
        # as they say: a value that is missing (NaN) equals none but itself, and rows may be made anew in between
        assert repr(found_for(library, chosen).steps) == repr(every)

        mine = library.facts(places=(own.id,), gaps=False).query("value.notna()")
        worth = {}
        for year, of_year in mine.groupby("year"):
            stated = [row for row in rows if row.indicator in {*of_year["indicator"]}]
            steps = ladder(stated, library.indicators, Bodies(own, chosen.others, int(year)))
            upper = sum(step.rung in UPPER for step in steps)
            worth[int(year)] = (
                2 * sum(step.verdict is not None for step in steps) + upper,
                sum(step.own.value is not None for step in steps),
                int(year),
            )
        assert best_year(library, own, chosen.others) == max(worth, key=worth.__getitem__)

        spread = library.spread
        confirmed = {place: known.confirmed for place, known in spread.standings.items() if known.confirmed}
        peers = peers_of(
            own, spread.fullest_year(own.id), library.places.values(), confirmed, spread.shared(own.id, Holds.ACTUAL)
        )
        by_year = spread.shared_by_year(own.id, Holds.CONFIRMED)
        alike = sorted((peer.place for peer in peers if peer.shared), key=lambda place: -by_year.get(place.id, 0))[
            :SUGGESTED
        ]
        assert {*beside(library, own)} == {*alike, *(library.places[id] for id in library.usual_places)} - {own}


def test_the_pack_is_the_page_and_can_be_shown_as_it_is(library):
    link = Link.parse("conclusion?o=songjiang&y=2023")
    pack = exhibits_of(link, library)
    assert [part.chapter for part in pack] == sorted((part.chapter for part in pack), key=CHAPTERS.index)

    show = Presentation(io.BytesIO(exported(".pptx", pack, library, unit="某办公室", address="http://10.0.0.8/m/abc")))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles[0] == "松江 2023 年政务服务对标材料" and titles[-1].startswith("来源：")
    front = "".join(shape.text_frame.text for shape in show.slides[0].shapes)
    assert all(words in front for words in ("我方：", "对方：", "年份：2023 年", "日期：", "单位：某办公室"))
    assert any(shape.shape_type == MSO_SHAPE_TYPE.PICTURE for shape in show.slides[len(titles) - 1].shapes)
    paper = Document(io.BytesIO(exported(".docx", pack, library)))
    headings = [p.text for p in paper.paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "结论" and headings[-1] == "附录"


def test_a_question_in_the_address_is_answered_on_its_page(library):
    view = view_of(Choices(Link.parse("search?q=汉滨网办率多少")), library)
    answer, near = view.exhibits

    assert "87.7%" in answer.sentence.text and answer.rows
    assert near.doors["0"].page == "indicator"
    assert "没有听懂" in view_of(Choices(Link.parse("search?q=今天天气")), library).nothing
    assert view_of(Choices(Link.parse("search")), library).exhibits[0].doors


def test_the_fullest_years_of_two_places_have_verdicts(library):
    """With the shipped data a district of Shanghai and one of Ankang are answered, not excused."""
    for place in ("songjiang", "ankang"):
        found = found_for(library, menus(library, Choices(Link.parse(f"conclusion?o={place}"))))

        assert sum(found.counts().get(rung, 0) for rung in UPPER) >= 15, place
        assert len(found.verdicts) >= 5, place


BULLETIN = (
    "长沙市2024年3月12345热线运行情况通报\n"
    "雨花区：热线受理1010件，按时办结率98.1%，全市排名第2。\n"
    "岳麓区：热线受理1311件，按时办结率99.2%，全市排名第1。\n"
)


def test_a_bulletin_that_names_the_own_place_stands_in_the_conclusion_and_the_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(store.ADDRESS, shipped_store(f"sqlite:///{tmp_path / 'duibiao.db'}"))
    raw = read_bytes(BULLETIN.encode(), "通报.txt")
    filing = Filing("430100", "长沙市政府办公室", "地级市", 2024, "other", BULLETIN.split("\n")[0])
    store.import_report(raw, filing)
    library = open_library()
    link = Link.parse("conclusion?o=yuhua&y=2023")
    [told] = [exhibit for exhibit in view_of(Choices(link), library).exhibits if exhibit.key == "bulletins"]

    words = "\n".join("｜".join(cell.words for cell in line) for line in told.table.lines)
    assert "98.1%" in words and "岳麓 99.2%" in words and "2024年3月" in words
    assert told.aside and "不是本系统计算的" in told.notes[0]
    assert {row.place.short_name for row in told.rows} >= {"雨花", "岳麓"}
    assert [part.key for part in exhibits_of(link, library) if part.chapter == "通报"] == ["bulletins"]
    assert exported(".pptx", exhibits_of(link, library), library)[:2] == b"PK"
