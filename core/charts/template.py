"""The house template: type, colours, grid, margins and the tool bar of every figure, in one place."""

from __future__ import annotations

import re
from functools import lru_cache

FONTS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
INK = "#1F2933"
SECOND = "#5B6770"
GRID = "#E6EAEE"
RULE = "#AEB8C0"
PAPER = "#FFFFFF"
ACCENT = "#12467B"
TITLE, LABEL, NOTE = 20, 14, 13  # px at 1280×720
TITLE_CHARACTERS, NOTE_CHARACTERS = 32, 50  # a line of a title, of a footer, in the narrowest column a figure stands in
LINE = 22
FOOTER = 74
RAISED = 15  # px by which plotly lifts a title of several lines
FOOTNOTE = "footnote"  # the name of the line of sources in a figure

WORD = re.compile(r"[A-Za-z0-9_.%–-]{2,24}|.", re.DOTALL)  # what stays on one line
OPENING = "（《“"  # never at the end of a line
CLOSING = "，。；：、）》”％%·"  # never at the head of a line

WORDS = {
    "Download plot as a PNG": "下载图片（PNG）",
    "Download plot as a png": "下载图片（PNG）",
    "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
    "Snapshot succeeded": "图片已生成",
    "Sorry, there was a problem downloading your snapshot!": "图片没有生成，请再试一次",
    "Double-click to zoom back out": "双击还原",
}
CONFIG = {
    "displaylogo": False,
    "showSendToCloud": False,
    "locale": "zh-CN",
    "locales": {"zh-CN": {"dictionary": WORDS, "format": {}}},
    # plotly takes a list within a list for a change of settings and draws everything anew; so what goes is
    # named, not what stays
    "modeBarButtonsToRemove": [
        "zoom2d",
        "pan2d",
        "select2d",
        "lasso2d",
        "zoomIn2d",
        "zoomOut2d",
        "autoScale2d",
        "resetScale2d",
        "hoverClosestCartesian",
        "hoverCompareCartesian",
        "toggleSpikelines",
    ],
    "toImageButtonOptions": {"format": "png", "scale": 2, "filename": "对标图"},
    "doubleClick": False,
    "scrollZoom": False,
    "responsive": True,
}


def escape(text: str) -> str:
    """Return report text as plotly must be given it: its labels and hovers read a little HTML.

    >>> escape("<b>3~5%</b> & more")
    '&lt;b&gt;3~5%&lt;/b&gt; &amp; more'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def wrap(text: str, characters: int) -> str:
    """Return escaped text broken into lines of at most ``characters`` full-width characters."""
    lines: list[str] = []
    line, width = "", 0.0
    for word in WORD.findall(text):
        room = _room(word)
        width += room
        if width > characters and line and word not in CLOSING:
            carried = line[-1] if line[-1] in OPENING and len(line) > 1 else ""
            lines, line, width = [*lines, line.removesuffix(carried) if carried else line], carried, room
        line += word
    return "<br>".join(escape(part) for part in (*lines, line) if part)


@lru_cache(maxsize=8000)
def _room(word: str) -> float:
    """Return how many full-width characters a word takes the room of."""
    return sum(1.0 if ord(character) > 0x2000 else 0.55 for character in word)


def width_of(text: str, size: int = LABEL) -> float:
    """Return about how many pixels a text takes."""
    return sum(size if ord(character) > 0x2000 else size * 0.58 for character in text)


def quiet(text: str) -> str:
    """Return escaped text in the secondary ink and the size of a note."""
    return f'<span style="color:{SECOND};font-size:{NOTE}px">{escape(text)}</span>'


def layout_for(title: str, subtitle: str, footer: str, body: float, left: float = 16, right: float = 16) -> dict:
    """Return the layout of a figure: finding over it, definition under the title, source at its foot.

    Args:
        body: height of the plot itself in px; title and footer are added to it.
        left: px kept for the labels of the rows.
    """
    top = _head(title, subtitle)
    return {
        "font": {"family": FONTS, "size": LABEL, "color": INK},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": PAPER,
        "height": int(top + body + FOOTER),
        "margin": {"l": left, "r": right, "t": top, "b": FOOTER, "pad": 4},
        "title": {
            "text": f"<b>{wrap(title, TITLE_CHARACTERS)}</b>" if title else "",
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 8 + RAISED * ("<br>" in wrap(title, TITLE_CHARACTERS)), "l": 4},
            "font": {"size": TITLE, "color": INK},
            "subtitle": {"text": wrap(subtitle, NOTE_CHARACTERS), "font": {"size": LABEL, "color": SECOND}},
        },
        "annotations": [_footer(footer, left)] if footer else [],
        "showlegend": False,
        "dragmode": "pan",
        "clickmode": "event+select",  # what Streamlit sets anyhow; set later, plotly draws once more
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": RULE,
            "align": "left",
            "font": {"family": FONTS, "size": LABEL, "color": INK},
        },
        "bargap": 0.35,
        "separators": ".,",
    }


def _head(title: str, subtitle: str) -> float:
    if not title:
        return 12
    lines = wrap(title, TITLE_CHARACTERS).count("<br>") + 1
    notes = wrap(subtitle, NOTE_CHARACTERS).count("<br>") + 1 if subtitle else 0
    return 20 + lines * 28 + notes * LINE


def _footer(text: str, left: float) -> dict:
    return {
        "name": FOOTNOTE,
        "text": wrap(text, NOTE_CHARACTERS),
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": 4 - left,
        "y": 0, "yref": "paper", "yanchor": "bottom", "yshift": 6 - FOOTER,
        "showarrow": False, "align": "left", "font": {"size": NOTE, "color": SECOND},
    }  # fmt: skip


def line_axis(**changes: object) -> dict:
    """Return an axis that carries values: thin grid, no frame, fixed range."""
    return {
        "showgrid": True, "gridcolor": GRID, "gridwidth": 1, "zeroline": False, "showline": False, "ticks": "",
        "tickfont": {"size": LABEL, "color": SECOND}, "fixedrange": True, "automargin": False, **changes,
    }  # fmt: skip


def legend_above() -> dict:
    """Return a legend in one line above the drawing, whose words are no switches."""
    return {
        "orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": NOTE, "color": SECOND},
        "itemclick": False, "itemdoubleclick": False, "traceorder": "normal",
    }  # fmt: skip


def row_axis(**changes: object) -> dict:
    """Return an axis that carries one row a place, first row on top."""
    return {
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": 6,
        "tickcolor": "rgba(0,0,0,0)",
        "fixedrange": True,
        "automargin": False,
        "tickfont": {"size": LABEL, "color": INK},
        **changes,
    }
