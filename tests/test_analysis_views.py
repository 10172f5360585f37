"""The other views: coverage, headlines, trend, profile, dictionary, the marked text."""

from __future__ import annotations

from core.analysis import dictionary, overview
from core.analysis.compare import side_by_side
from core.analysis.marked import pieces
from core.analysis.profile import profile
from core.analysis.rows import rows_of
from core.analysis.trend import over_years
from core.analysis.wording import name_of
from core.declarations import load_themes
from core.holdings import Holds
from core.screens.tables import rows_table
from tests.said import FIRST, PLACES, SECOND, THIRD, frame, indicator, rate, said, silent, spread_of

CALLS, SATISFIED = indicator(), rate()
DECLARED = {"calls": CALLS, "satisfied": SATISFIED}
THEMES = list(load_themes().values())


def percent(place, value, written, **changes):
    return said(place, value, written, indicator="satisfied", unit="%", **changes)


def test_a_cell_counts_each_indicator_once_with_the_best_that_is_known():
    facts = frame(
        said(FIRST, 1, "1件", year=2020), silent(FIRST, year=2021), percent(FIRST, 99, "99%", trust="pending"),
        said(SECOND, None, "X件"), percent(SECOND, 100, "100%", role="target"),
    )  # fmt: skip

    view = overview.coverage(spread_of(facts, DECLARED), DECLARED, PLACES[:2], THEMES)
    first, second = [cell for cell in view.cells if cell.theme.id == "hotline"]

    assert (first.stated, first.pending, first.silent, first.years) == (1, 1, 0, (2020, 2021))
    assert (second.stated, second.masked, second.target) == (0, 1, 1)


def test_a_place_with_reports_of_two_levels_has_two_lines_its_own_first():
    facts = frame(said(FIRST, 1, "1件", level="开发区"), said(FIRST, 1, "1件", level=PLACES[0].level, document="x"))

    view = overview.coverage(spread_of(facts, DECLARED), DECLARED, PLACES[:1], THEMES)

    assert [level for _, level in view.lines] == [PLACES[0].level, "开发区"]


def test_headlines_are_chosen_by_the_number_of_places_comparable_in_one_year():
    facts = frame(
        said(FIRST, 1, "1件"), said(SECOND, 2, "2件", level="地级市"), said(THIRD, 3, "3件"),
        *(percent(place, 99, "99%") for place in (FIRST, SECOND, THIRD)),
    )  # fmt: skip

    heads = overview.headlines(facts, DECLARED, PLACES[:3])

    assert [(head.view.indicator.id, head.year, len(head.places)) for head in heads] == [
        ("satisfied", 2021, 3),
        ("calls", 2021, 2),
    ]


def test_a_headline_takes_the_year_that_places_share_and_is_never_of_one_place():
    shared = frame(
        *(percent(place, 90, "90%", year=2019) for place in (FIRST, SECOND)), percent(FIRST, 95, "95%", year=2021)
    )
    alone = frame(said(FIRST, 1, "1件"), silent(SECOND))

    [head] = overview.headlines(shared, DECLARED, PLACES[:2])

    assert (head.year, head.places) == (2019, {FIRST, SECOND})
    assert overview.headlines(alone, DECLARED, PLACES[:2]) == []


def test_pages_open_with_the_indicator_most_places_share_and_with_the_one_of_the_longest_lines():
    facts = frame(
        *(percent(place, 99, "99%") for place in (FIRST, SECOND)),
        *(said(FIRST, n, f"{n}件", year=2018 + n) for n in (1, 2, 3)),
    )  # fmt: skip

    spread = spread_of(facts, DECLARED)
    places, years = spread.places_with(Holds.ACTUAL), spread.places_and_years(Holds.ACTUAL)
    assert overview.most_comparable(places, facts, DECLARED, PLACES[:2]) == "satisfied"
    assert overview.longest(years, facts, DECLARED, PLACES[:2]) == "calls"
    assert overview.longest({}, frame(silent(FIRST)), DECLARED, PLACES[:2]) == ""


def test_the_sentence_counts_what_is_in_the_library():
    facts = frame(said(FIRST, 1, "1件"), percent(SECOND, 2, "2%", trust="pending"), silent(SECOND, trust="pending"))

    assert overview.sentence(spread_of(facts, DECLARED), DECLARED) == (
        "库中有 2 地 2 份公开报告（2021–2021 年），依据 2 份全文，读出 2 个数，涉及 2 项指标（指标库共 2 项）；其中 1 份来源待核，确认前不参与比较。"
    )


def test_a_line_joins_only_neighbouring_years_of_one_issuer():
    facts = frame(
        *(percent(FIRST, 90 + n, f"9{n}%", year=2018 + n) for n in (0, 1)),
        percent(FIRST, 95, "95%", year=2021), percent(FIRST, 96, "96%", year=2022, issuer_short="另一局"),
        silent(FIRST, indicator="satisfied", year=2020),
    )  # fmt: skip

    [series] = over_years(facts, [SATISFIED], PLACES[:1]).series

    assert [[row.year for row in segment] for segment in sorted(series.segments, key=lambda s: s[0].year)] == [
        [2018, 2019],
        [2021],
        [2022],
    ]
    assert [(b.after, b.before, b.why) for b in series.breaks] == [(2021, 2022, "发布机构不同")]
    assert [row.year for row in series.silent] == [2020]


def test_a_part_year_and_a_pending_value_are_shown_but_never_joined():
    facts = frame(
        percent(FIRST, 90, "90%", year=2019),
        percent(FIRST, 91, "91%", year=2020),
        percent(FIRST, 92, "92%", year=2021, months=6, period="2021-01/2021-06"),
        percent(FIRST, 93, "93%", year=2022, trust="pending"),
    )

    [series] = over_years(facts, [SATISFIED], PLACES[:1]).series

    assert [[row.year for row in segment] for segment in series.segments] == [[2019, 2020]]
    assert [row.year for row in series.loose] == [2021, 2022]


def test_a_profile_lists_every_declared_indicator_with_figure_or_reason():
    facts = frame(
        said(FIRST, 1, "1件", year=2019),
        said(FIRST, 2, "2件", year=2021),
        silent(FIRST, "target_only", indicator="satisfied"),
    )

    view = profile(facts, DECLARED, THEMES, PLACES[0])
    [chapter] = [chapter for chapter in view.chapters if chapter.rows]

    assert [(row.indicator, row.value) for row in chapter.figures] == [("calls", 2.0)]
    assert [(row.indicator, row.reason) for row in chapter.silent] == [("satisfied", "target_only")]
    assert view.in_words() == "2 项指标里，1 项有数值，1 项没有数值。"
    assert profile(facts, DECLARED, THEMES, PLACES[0], 2019).rows[0].value == 1.0


def test_a_wording_finds_all_that_use_it_the_closest_first():
    declared = {
        "items": rate("items", name="网上可办率", also=("网办率",)),
        "cases": rate("cases", name="网办办件率", also=("年度网办率",)),
        "network": rate("network", name="一网通办率"),
        "calls": indicator("calls", also=("受理诉求",)),
    }

    assert [(found.id, wording) for found, wording in dictionary.search(declared, "网办率")] == [
        ("items", "网办率"), ("cases", "年度网办率"), ("network", "一网通办率"),
    ]  # fmt: skip
    assert [found.id for found, _ in dictionary.search(declared, " 受理 诉求 ")] == ["calls"]
    assert dictionary.search(declared, "没有这个词") == []
    assert len(dictionary.search(declared, "")) == 4


def test_who_reports_an_indicator_is_answered_with_the_latest_of_each_issuer():
    facts = frame(said(SECOND, 2, "2件"), said(FIRST, 1, "1件", year=2019), said(FIRST, 3, "3件", year=2021))

    assert [(r.place.id, r.value) for r in dictionary.who_reports(facts, "calls")] == [(FIRST, 3.0), (SECOND, 2.0)]


def test_the_pieces_of_a_report_are_the_report():
    raw = "一、工作\r\n全年受理300件，满意率X.X%；<b>40个</b>部门\n\n"
    rows = rows_of(
        frame(
            *(
                said(
                    FIRST,
                    value,
                    written,
                    indicator=of,
                    start=raw.index(written),
                    end=raw.index(written) + len(written),
                    quote=raw,
                )
                for value, written, of in ((300, "300件", "calls"), (None, "X.X%", "satisfied"), (40, "40个", ""))
            )
        )
    )

    paragraphs = pieces(raw, rows, {"calls": "hotline"}, {"calls": "热线受理量"})

    assert ["".join(piece.text for piece in line) for line in paragraphs] == raw.splitlines()
    marked = [(p.text, p.kind, p.theme, p.says) for line in paragraphs for p in line if p.kind]
    assert marked == [
        ("300件", "stated", "hotline", "热线受理量"), ("X.X%", "masked", "", "未归类：诉求"), ("40个", "unknown", "", "未归类：诉求"),
    ]  # fmt: skip


def test_a_target_stands_under_the_year_it_is_for():
    """A report of 2023 plans for 2024: no table, axis or file calls that a figure of 2023."""
    told = said(FIRST, 100, "100%", indicator="satisfied", unit="%", year=2023, role="target", period="2024")
    view = side_by_side(frame(told), rate(), PLACES[:1], [])
    [row] = view.rows
    assert (row.year, row.of_year, name_of(row)) == (2023, 2024, f"{PLACES[0].short_name} 2024")
    assert over_years(frame(told), [rate()], PLACES[:1]).years[-1] == 2024
    [line] = rows_table(view.rows).lines
    assert [cell.words for cell in line][:3] == [PLACES[0].short_name, "2024", "目标 100%"]
