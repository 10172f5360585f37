"""The views and figures that pages show, each made once for a data version and a choice. Never change what comes
back.
"""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from core.analysis import overview as overviews
from core.analysis.compare import Comparison, side_by_side
from core.analysis.marked import Piece, pieces
from core.analysis.overview import Coverage, Headline
from core.analysis.profile import Profile, profile
from core.analysis.rows import rows_of
from core.analysis.trend import Trend, over_years
from core.charts.composition import composition
from core.charts.figure import figure_of
from core.charts.headlines import headline_rows
from core.charts.lines import lines_over_years
from core.charts.matrix import coverage_matrix
from core.library import menus
from core.model import Indicator
from core.screens import overview as meeting_overview
from pages.ui import loading

kept = st.cache_resource(max_entries=600, show_spinner=False)


def coverage() -> tuple[Coverage, go.Figure]:
    """Return the coverage matrix and its figure."""
    return _coverage(loading.data_version())


@kept
def _coverage(version: str) -> tuple[Coverage, go.Figure]:
    view = meeting_overview.coverage(loading.library())
    return view, coverage_matrix(view)


def headlines() -> tuple[list[Headline], go.Figure]:
    """Return the comparisons of the first screen and their figure."""
    return _headlines(loading.data_version())


@kept
def _headlines(version: str) -> tuple[list[Headline], go.Figure]:
    heads = meeting_overview.headlines(loading.library())
    return heads, headline_rows([head.view for head in heads])


def first_indicator() -> str:
    """Return the indicator on which most places can be compared."""
    return menus.first_indicator(loading.library())


def longest_indicator() -> str:
    """Return the indicator with most figures that lines join."""
    return menus.longest_indicator(loading.library())


def library() -> str:
    """Return the sentence that says what is in the library."""
    return _library(loading.data_version())


@kept
def _library(version: str) -> str:
    return overviews.sentence(loading.facts(), loading.indicators())


def report_words() -> dict[str, str]:
    """Return id → words for a menu of reports."""
    return menus.reports_menu(loading.library())


def reported() -> list[Indicator]:
    """Return the indicators that some report states, hides or plans."""
    return menus.reported(loading.library())


def comparison(indicator: str, places: tuple[str, ...], years: tuple[int, ...]) -> tuple[Comparison, go.Figure]:
    """Return one indicator side by side and its figure."""
    return _comparison(loading.data_version(), indicator, places, years)


@kept
def _comparison(
    version: str, indicator: str, places: tuple[str, ...], years: tuple[int, ...]
) -> tuple[Comparison, go.Figure]:
    known = loading.places()
    view = side_by_side(
        loading.facts(indicator), loading.indicators()[indicator], [known[id] for id in places], list(years)
    )
    return view, figure_of(view, version)


def trend(indicators: tuple[str, ...], places: tuple[str, ...], title: str = "") -> tuple[Trend, go.Figure]:
    """Return indicators over the years and their figure; ``title`` names several that are no family."""
    return _trend(loading.data_version(), indicators, places, title)


@kept
def _trend(version: str, indicators: tuple[str, ...], places: tuple[str, ...], title: str) -> tuple[Trend, go.Figure]:
    declared, known = loading.indicators(), loading.places()
    frame = loading.facts(indicators[0]) if len(indicators) == 1 else loading.facts()
    view = over_years(frame, [declared[id] for id in indicators], [known[id] for id in places], title)
    return view, lines_over_years(view, version)


def portrait(place: str, year: int | None) -> tuple[Profile, go.Figure]:
    """Return every indicator of one place, and how much of each theme it states."""
    return _portrait(loading.data_version(), place, year)


@kept
def _portrait(version: str, place: str, year: int | None) -> tuple[Profile, go.Figure]:
    themes = list(loading.themes().values())
    view = profile(loading.facts(), loading.indicators(), themes, loading.places()[place], year)
    return view, composition(view)


def marked(document: str) -> list[list[Piece]]:
    """Return the paragraphs of a report with its numbers marked."""
    return _marked(loading.data_version(), document)


@kept
def _marked(version: str, document: str) -> list[list[Piece]]:
    declared = loading.indicators()
    rows = rows_of(loading.facts(document=document))
    themes = {id: indicator.theme for id, indicator in declared.items()}
    return pieces(loading.report(document).document.raw, rows, themes, {i: d.name for i, d in declared.items()})


def warm() -> None:
    """Make what the first visitors look at."""
    library()
    coverage()
    headlines()
    report_words()
    if first_indicator():
        usual = tuple(loading.library().usual_places)
        comparison(first_indicator(), usual, ())
        trend((longest_indicator(),), usual)
