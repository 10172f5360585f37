"""Finds the texts that Streamlit's installed bundles can put on the screen, wherever such a text stands in the code."""

from __future__ import annotations

import re
from pathlib import Path

from streamlit import file_util

SCRIPTS = Path(file_util.get_static_dir()) / "static" / "js"

# Loaded only for elements that no page of ours has: media, maps, other chart kinds and their parts.
UNUSED = re.compile(
    r"(?:StreamlitSyntax|Audio|Video|Camera|Chat|Color|DeckGl|ECharts|GraphViz|Mermaid|ArrowVega|Balloons|Snow|Particles|Feedback|wave"
    r"|embed|vega|loadVega|webgl|mermaid|cytoscape|cose|dagre|elk|katex|rough|diagram|chunk|.*[dD]iagram|.*-[A-Z0-9]{8}\.)"
)
LITERAL = r"(?:`((?:[^`\\$]|\\.|\$\{[^{}`]*\})*)`|\"((?:[^\"\\\n]|\\.)*)\")"
SHOWN = re.compile(
    r"""
    (?: \b(?:label|placeholder|title|alt|tooltip|content|text|children|message|errorMessage|helpText
             |copyLabel|copiedLabel|caption|header|emptyMessage|name)
      | "aria-label" | ariaLabel | "data-title" | "aria-roledescription" ) \s*:\s* \[?
    (?: [^`"{}(),;]{0,80} \? )?   # title: a ? `Copied` : `Copy`
    LITERAL (?: : LITERAL )?
    """.replace("LITERAL", LITERAL),
    re.VERBOSE,
)
PLOTLY = re.compile(r"\b[a-zA-Z_$]\([a-z],`([^`$]{2,80})`\)")  # l(e,`Zoom in`): plotly's own look-up of words
WORDS = re.compile(r"^(?:\$\{[^}]*\}\s*)?\(?[A-Z][a-z]+\b|[a-z]{2,} [a-z]{2,}")
CODE = re.compile(r"[{}<>=]|\\n|^[a-z]+[A-Z]|^[A-Z][a-z]+[A-Z]\w*$|^\S*-\S*$|[^\x00-\x7f’…—•⌘]")
HOLE = re.compile(r"\$\{[^}]*\}")


def shown_texts() -> set[str]:
    """Return the English texts; ``…`` stands for what the code puts in (``${n} per file`` is ``… per file``)."""
    found: set[str] = set()
    for file in SCRIPTS.glob("*.js"):
        if not UNUSED.match(file.name):
            code = file.read_text("utf-8")
            form = PLOTLY if file.name.startswith("PlotlyChart") else SHOWN
            found |= {_plain(text) for match in form.finditer(code) for text in match.groups() if text}
    return {text for text in found if WORDS.search(text) and not CODE.search(text.replace("…", ""))}


def _plain(literal: str) -> str:
    return HOLE.sub("…", literal).replace("\\`", "`").strip()
