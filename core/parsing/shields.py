"""Stretches of a text whose numbers are names: titles in 《》, short quoted names, addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

_STRETCH = re.compile('《[^《》\n]{0,120}》|“[^“”\n]{1,12}”|‘[^‘’\n]{1,12}’|「[^「」\n]{1,12}」|"[^"\n]*"')
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.-]+@[\w.-]+")
_NAME_LENGTH = 14  # with both marks
_NUMERAL = re.compile("[0-9X]+(?:[.,][0-9X]+)*|[一二两三四五六七八九十百千万]+")
_FIGURE = re.compile(r".(?:近|约|超)?\d[\d,.]+[余多]?[万亿]?(?:个|项|件|次|家|户|张|人|台|万|亿|万?元)[余多]?.")

_LEADS_TO = frozenset("至到为达")  # 压缩至“1个工作日”
_SPAN = re.compile(r".\d[\d.]*(?:个?工作日|个?小时|分钟|天|个|项|件|次|份|%)(?:以?内)?.")


@dataclass(slots=True)
class Shield:
    """A stretch of text, and whether it quotes one figure and nothing else: “98.5%”."""

    start: int
    end: int
    figure: bool


def find_shields(text: str) -> list[Shield]:
    """Return the stretches whose numbers are names, in reading order.

    >>> [(s.start, s.end) for s in find_shields("落实《改革30条》,办件3万件")]
    [(2, 9)]
    """
    shields = [
        Shield(match.start(), match.end(), _is_figure(match.group(), text[max(0, match.start() - 1) : match.start()]))
        for match in _STRETCH.finditer(text)
        if match.end() - match.start() <= _NAME_LENGTH or text[match.start()] == "《"
    ]
    if "://" in text or "www." in text or "@" in text:
        shields += [Shield(match.start(), match.end(), False) for match in _ADDRESS.finditer(text)]
        shields.sort(key=lambda shield: shield.start)
    return shields


def _is_figure(quoted: str, before: str) -> bool:
    """Return whether a quotation states a figure: “100项”, “90%以上可网办”; “1小时办结” and “五个100%” are names."""
    if quoted[0] == "《" or len(_NUMERAL.findall(quoted)) != 1:
        return False
    if "%" in quoted or _FIGURE.fullmatch(quoted):
        return True
    return before in _LEADS_TO and bool(_SPAN.fullmatch(quoted))
