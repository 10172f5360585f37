"""Figures: what a reader can read in them. What the browser draws is looked at in tests/browser."""

from __future__ import annotations

import json
from itertools import pairwise

import plotly.graph_objects as go
import plotly.offline
import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.analysis import overview
from core.analysis.compare import side_by_side
from core.analysis.profile import profile
from core.analysis.trend import over_years
from core.charts import sketch
from core.charts.bars import bars_by_place
from core.charts.composition import composition
from core.charts.dots import dots_by_place, scale
from core.charts.figure import figure_of
from core.charts.headlines import headline_rows
from core.charts.labels import PANEL
from core.charts.lines import lines_over_years
from core.charts.matrix import coverage_matrix
from core.charts.spread import spread
from core.charts.template import CONFIG, NOTE, escape, wrap
from core.charts.ticks import short, ticks
from core.declarations import load_themes
from core.library import Library
from core.library.link import Choices, Link
from core.screens import screens, view_of
from pages.ui.figures import LIBRARY
from tests.said import FIRST, FOURTH, PLACES, SECOND, THIRD, frame, indicator, rate, said, silent, spread_of

NASTY = "<b>粗</b><a href='x'>链</a>&lt; %{x} $5至$8"


def words(figure: go.Figure) -> str:
    """Return all that is written in a figure."""
    traces = [text for trace in figure.data for text in [*(trace.text or ()), *(trace.hovertext or ())]]
    axes = [text for axis in figure.select_yaxes() for text in axis.ticktext or ()]
    return "\n".join(map(str, [*traces, *axes, figure.layout.title.text, *(a.text for a in figure.layout.annotations)]))


def ids(figure: go.Figure) -> set[str]:
    return {data[0] for trace in figure.data for data in (trace.customdata if trace.customdata is not None else ())}


def runs(years) -> list[list[float]]:
    """Return the pieces of a line that are joined."""
    pieces: list[list[float]] = [[]]
    for year in years:
        pieces = [*pieces, []] if year is None else [*pieces[:-1], [*pieces[-1], year]]
    return pieces


@pytest.fixture
def view():
    facts = frame(
        said(FIRST, 3200, "3200余件", bound="at_least", high=None),
        said(SECOND, None, "X件"),
        silent(THIRD, "qualitative"),
        said(FOURTH, 90000, "9万件", scope="全省"),
        said(FOURTH, 88, "88件", trust="pending", year=2020, issuer_short="报"),
        said(SECOND, 500, "500件", role="target"),
    )
    return side_by_side(facts, indicator(), PLACES[:4], [])


@pytest.mark.parametrize("draw", [bars_by_place, dots_by_place])
def test_every_row_is_written_as_its_report_wrote_it_or_says_why_not(view, draw):
    written = words(draw(view, "数据更新：2026-11-29"))

    for told in ("3200余件", "▦ 脱敏", "仅定性", "9万件", "说的是全省或全国", "待核", "目标", "数据更新：2026-11-29"):
        assert told in written
    assert all(place.short_name in written for place in PLACES[:4])


def test_only_rows_that_may_share_the_axis_stand_on_it(view):
    figure = bars_by_place(view)

    on_the_scale = [bar for bar in figure.data if bar.type == "bar" and bar.xaxis in (None, "x")]
    aside = [bar for bar in figure.data if bar.type == "bar" and bar.xaxis == "x2"]
    assert [bar.x[0] for bar in on_the_scale] == [3200]
    assert len({bar.x[0] for bar in aside}) == 1  # a mark of one size: it measures nothing
    assert {bar.marker.pattern.shape for bar in aside} == {"/", ""}  # hatched; hollow for a plan and a pending source


def test_bars_start_at_zero_and_marks_carry_their_fact(view):
    figure = bars_by_place(view)

    assert figure.layout.xaxis.range[0] == 0
    assert {row.fact_id for row in view.rows if row.quote} <= ids(figure)


def test_an_open_bound_has_an_arrow(view):
    symbols = [
        trace.marker.symbol for trace in bars_by_place(view).data if getattr(trace, "mode", "") == "lines+markers"
    ]

    assert symbols == [("circle", "triangle-right")]


def test_a_place_keeps_colour_and_shape_in_every_figure():
    facts = frame(*(said(p.id, 90 + n, f"9{n}%", indicator="satisfied", unit="%") for n, p in enumerate(PLACES[:4])))
    figure = dots_by_place(side_by_side(facts, rate(), PLACES[:4], []))

    [dots] = [trace.marker for trace in figure.data if trace.mode == "markers"]
    assert list(zip(dots.color, dots.symbol, strict=True)) == [(place.colour, place.marker) for place in PLACES[:4]]


def test_a_figure_that_plotly_did_not_check_is_the_one_that_it_checked(library, monkeypatch: pytest.MonkeyPatch):
    drawn: list[tuple[list[dict], dict]] = []

    def noted(self: sketch.Sketch) -> go.Figure:
        drawn.append((sketch._gathered(self.traces), self.layout))
        return sketch.figure_from(*drawn[-1])

    monkeypatch.setattr(sketch.Sketch, "figure", noted)
    afresh = Library(library.version)
    for page in screens():
        view_of(Choices(Link.parse(page)), afresh)
    assert len(drawn) > 15
    for data, layout in drawn:
        checked = json.loads(sketch.figure_from(data, layout).to_json())
        with monkeypatch.context() as unchecked:
            unchecked.setattr(sketch, "CHECKED", False)
            figure = json.loads(sketch.figure_from(data, layout).to_json())
        if not layout.get("annotations"):
            figure["layout"].pop("annotations", None)  # none at all is said by an empty list
        assert figure == checked and "template" not in figure["layout"]


def test_rates_are_dots_and_amounts_are_bars():
    facts = frame(said(FIRST, 1, "1件"))

    assert any(trace.type == "bar" for trace in figure_of(side_by_side(facts, indicator(), PLACES[:1], [])).data)
    shown = figure_of(
        side_by_side(frame(said(FIRST, 1, "1%", indicator="satisfied", unit="%")), rate(), PLACES[:1], [])
    )
    assert all(trace.type == "scatter" for trace in shown.data)


def test_report_text_is_never_markup():
    facts = frame(said(FIRST, 3, NASTY, quote=f"共{NASTY}。", scope=NASTY), silent(SECOND))
    figure = bars_by_place(side_by_side(facts, indicator(name=NASTY), PLACES[:2], []))

    written = words(figure)
    assert "<a" not in written.replace("&lt;a", "")
    assert escape(NASTY) in written
    assert all(trace.hovertemplate is None and getattr(trace, "texttemplate", None) is None for trace in figure.data)


@given(some.text(), some.integers(1, 40))
def test_wrapping_keeps_every_character_and_lets_no_tag_through(text, characters):
    lines = wrap(text.replace("\n", " "), characters)

    assert lines.replace("<br>", "") == escape(text)
    assert "<" not in lines.replace("<br>", "")


def test_the_matrix_shows_counts_marks_and_silence():
    facts = frame(
        said(FIRST, 1, "1件"), said(SECOND, None, "X件"), said(THIRD, 1, "1件", trust="pending"), silent(FOURTH)
    )
    themes = list(load_themes().values())
    figure = coverage_matrix(
        overview.coverage(spread_of(facts, {"calls": indicator()}), {"calls": indicator()}, PLACES[:4], themes)
    )

    written = words(figure)
    for told in ("<b>1</b>", "▦1", "○1", "—", "没有数值", "2021"):
        assert told in written
    assert [FIRST, "hotline"] in [list(data) for data in figure.data[1].customdata]


def test_headlines_name_the_indicator_and_carry_it():
    facts = frame(said(FIRST, 1, "1件"), said(SECOND, 2, "2件"), silent(THIRD))
    figure = headline_rows([side_by_side(facts, indicator(), PLACES[:3], [])])

    assert ids(figure) == {"calls"}
    assert "热线受理量" in words(figure)
    assert "另 1 地见对比页" in words(figure)


def test_a_trend_draws_lines_gaps_and_labelled_breaks():
    facts = frame(
        *(said(FIRST, 90 + n, f"9{n}%", indicator="satisfied", unit="%", year=2018 + n) for n in range(2)),
        said(FIRST, 95, "95%", indicator="satisfied", unit="%", year=2020, issuer_short="另一局"),
        silent(FIRST, "qualitative", indicator="satisfied", year=2021),
        said(FIRST, 97, "97%", indicator="satisfied", unit="%", year=2022),
    )
    figure = lines_over_years(over_years(facts, [rate()], PLACES[:1]))

    lines = [run for trace in figure.data if trace.mode == "lines" for run in runs(trace.x)]
    assert [2018, 2019] in lines
    assert not any(2020 in line and 2019 in line for line in lines)
    assert "发布机构不同" in words(figure)
    assert "2021 仅定性" in words(figure)


def test_more_than_three_series_stand_in_panels_of_their_own():
    facts = frame(
        *(
            said(p.id, 90 + y, f"9{y}%", indicator="satisfied", unit="%", year=2020 + y)
            for p in PLACES[:4]
            for y in (0, 1)
        )
    )

    together = lines_over_years(over_years(facts, [rate()], PLACES[:3]))
    apart = lines_over_years(over_years(facts, [rate()], PLACES[:4]))

    assert len(list(together.select_xaxes())) == 1
    assert len(list(apart.select_xaxes())) == 4


def test_labels_of_points_that_coincide_are_spread_and_lead_to_their_points():
    facts = frame(
        *(
            said(p.id, value, f"{value}%", indicator="satisfied", unit="%")
            for p, value in zip(PLACES[:3], (99.99, 99.99, 100), strict=True)
        )
    )
    figure = lines_over_years(over_years(facts, [rate()], PLACES[:3]))

    [labels] = [trace for trace in figure.data if trace.mode == "text"]
    heights = sorted(y for y, text in zip(labels.y, labels.text, strict=True) if text)
    low, high = figure.layout.yaxis.range
    assert [b - a > (high - low) * 18 / PANEL for a, b in pairwise(heights)] == [True, True]
    points = [trace for trace in figure.data if trace.mode == "markers+text"]
    assert len({trace.x[0] for trace in points}) == 3  # none hides another
    assert not any(text for trace in points for text in trace.text)
    assert figure.layout.xaxis.domain[1] <= 0.5  # a single year is narrow
    assert "只有 2021 年有数值" in words(figure) + figure.layout.title.subtitle.text


@given(some.lists(some.floats(0, 200), min_size=1, max_size=9))
def test_spread_labels_keep_their_order_their_distance_and_the_panel(wanted):
    at = spread(wanted, 20, 0, 200)

    assert all(-1e-6 <= y <= 200 + 1e-6 for y in at)
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    assert all(at[b] - at[a] >= 20 - 1e-6 for a, b in pairwise(order))


def test_a_composition_counts_every_indicator_of_a_theme():
    facts = frame(said(FIRST, 1, "1件"), silent(FIRST, indicator="satisfied"))
    figure = composition(
        profile(facts, {"calls": indicator(), "satisfied": rate()}, list(load_themes().values()), PLACES[0])
    )

    assert {trace.name: list(trace.x) for trace in figure.data} == {"有数值": [1], "没有数值": [1]}


def test_nothing_in_a_figure_is_smaller_than_a_note(view):
    sizes: list[float] = []

    def collect(node: object) -> None:
        if isinstance(node, dict):
            sizes.extend(
                v for k, v in node.items() if k == "size" and isinstance(v, int | float) and "symbol" not in node
            )
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    collect(json.loads(bars_by_place(view).to_json())["layout"])
    assert min(sizes) >= NOTE == 13


def test_the_tool_bar_sends_nothing_anywhere():
    assert CONFIG["displaylogo"] is False
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["locale"] == "zh-CN" and CONFIG["locales"]["zh-CN"]["dictionary"]


def test_ticks_are_written_in_wan_and_yi():
    assert ticks(0, 520_000, "次")[1] == ["0", "20万", "40万"]
    assert short(1.5e8) == "1.5亿"
    assert scale([99.99, 100], "%")[1] <= 100.2


def test_the_browser_draws_with_the_version_that_the_figures_are_made_for():
    version = plotly.offline.get_plotlyjs_version()
    assert [file.name for file in LIBRARY.glob("*.js")] == [f"plotly-cartesian-{version}.min.js"]
    assert "MIT" in (LIBRARY / "LICENSE").read_text("utf-8")
