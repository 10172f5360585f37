"""批注: what somebody adds to a figure, a sentence or a dated line, with who and when; carried by the link, so that
page, meeting, slide and print show it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import plotly.graph_objects as go

from core.charts.sketch import figure_from
from core.charts.template import NOTE, SECOND, escape
from core.library.link import Link
from core.screens.exhibit import Exhibit
from core.visible import has_invisible

KEY = "an"  # in a link, once for each
MOST, WORDS, NAME = 8, 60, 20  # of a link; letters of the words, of a name
FIELD = re.compile(r"[|\n\r]")
DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
YEARS = range(1990, 2101)  # numbers of an axis that are years


class Annotation(NamedTuple):
    """What somebody adds to a figure."""

    figure: str  # the key of its exhibit
    day: str  # of what it tells, "" for a note: 2019-01-24, 2019-01, 2019
    words: str
    who: str
    made: str  # when: 2026-11-29

    def written(self) -> str:
        """Return it as a link carries it.

        >>> Annotation("trend", "2019-01-24", "挂牌", "张三", "2026-11-29").written()
        'trend|2019-01-24|挂牌|张三|2026-11-29'
        """
        return "|".join(FIELD.sub(" ", part) for part in self)

    @property
    def in_words(self) -> str:
        """Return it in words.

        >>> Annotation("trend", "2019-01-24", "挂牌", "张三", "2026-11-29").in_words
        '批注：2019-01-24 挂牌（张三，2026-11-29）'
        """
        return f"批注：{' '.join(filter(None, (self.day, self.words)))}（{self.who}，{self.made}）"

    @property
    def at(self) -> float | None:
        """Return where it stands on an axis of years, whose ticks stand for whole years; None for a note.

        >>> round(Annotation("trend", "2019-01-24", "", "", "").at, 2), Annotation("trend", "2019", "", "", "").at
        (2018.56, 2019.0)
        """
        written = DAY.fullmatch(self.day)
        if not written or not written[2]:
            return float(written[1]) if written else None
        begun = date(int(written[1]), int(written[2]), int(written[3] or 15))
        return begun.year - 0.5 + (begun.timetuple().tm_yday - 1) / 365


def annotation(written: str) -> Annotation | None:
    """Return what a link carries, None where it is none: too long, a day that is none, letters that are not seen."""
    parts = written.split("|")
    if len(parts) != len(Annotation._fields) or has_invisible(written):
        return None
    made = Annotation(*(part.strip() for part in parts))
    bounded = 0 < len(made.words) <= WORDS and 0 < len(made.who) <= NAME
    return made if bounded and is_day(made.made) and (not made.day or is_day(made.day)) else None


def is_day(written: str) -> bool:
    """Say whether somebody wrote a day, a month or a year.

    >>> [is_day(written) for written in ("2019-01-24", "2019-1", "2019", "2019-02-30", "19-1-1", "")]
    [True, True, True, False, False, False]
    """
    parts = DAY.fullmatch(written)
    if not parts or int(parts[1]) not in YEARS:
        return False
    try:
        date(int(parts[1]), int(parts[2] or 1), int(parts[3] or 1))
    except ValueError:
        return False
    return True


def annotations_of(link: Link) -> tuple[Annotation, ...]:
    """Return what a link carries, each once."""
    return tuple(dict.fromkeys(filter(None, map(annotation, link.all(KEY)[:MOST]))))


def annotated(exhibit: Exhibit, annotations: Sequence[Annotation]) -> Exhibit:
    """Return an exhibit with what was added to it: in words, and as lines where its axis is one of years."""
    mine = [one for one in annotations if one.figure == exhibit.key]
    if not mine:
        return exhibit
    remarks = tuple(one.in_words for one in mine)
    figure = exhibit.figure and _with_lines(exhibit.figure, [one for one in mine if one.at is not None])
    return replace(exhibit, remarks=(*exhibit.remarks, *remarks), figure=figure)


def _with_lines(figure: go.Figure, annotations: Iterable[Annotation]) -> go.Figure:
    drawn = figure.to_plotly_json()
    layout = drawn["layout"]
    axes = [key for key in layout if key.startswith("xaxis") and _is_of_years(layout[key])]
    pairs = [(key, one) for one in annotations for key in axes if _inside(layout[key], one)]
    if not pairs:
        return figure
    layout["shapes"] = [*layout.get("shapes", ()), *(_line(key, one) for key, one in pairs)]
    layout["annotations"] = [*layout.get("annotations", ()), *(_words(key, one) for key, one in pairs)]
    return figure_from(drawn["data"], layout)


def _is_of_years(axis: dict[str, Any]) -> bool:
    ticks = axis.get("tickvals")
    return ticks is not None and len(ticks) > 0 and all(tick in YEARS for tick in ticks)


def _inside(axis: dict[str, Any], one: Annotation) -> bool:
    low, high = axis["range"]
    return one.at is not None and low <= one.at <= high


def _line(key: str, one: Annotation) -> dict[str, object]:
    axis = key.removeprefix("xaxis")
    return {
        "type": "line", "xref": f"x{axis}", "yref": f"y{axis} domain", "x0": one.at, "x1": one.at, "y0": 0, "y1": 1,
        "line": {"color": SECOND, "width": 1.5, "dash": "dot"},
    }  # fmt: skip


def _words(key: str, one: Annotation) -> dict[str, object]:
    axis = key.removeprefix("xaxis")
    return {
        "text": escape(f"{one.day} {one.words}"), "x": one.at, "xref": f"x{axis}", "y": 0, "yref": f"y{axis} domain",
        "xanchor": "left", "yanchor": "bottom", "xshift": 4, "showarrow": False, "font": {"size": NOTE, "color": SECOND},
    }  # fmt: skip
