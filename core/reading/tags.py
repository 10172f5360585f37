"""The tags of a web page as they stand in its source, each with its end: one whose ``>`` or quote is missing takes the
text behind it for attributes, and gets it where that text begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.html import defs

# inside there is no markup, up to the first of what closes it
_RAW = ("script", "style", "title", "textarea", "iframe", "noframes", "noembed", "xmp", "plaintext")
RAW = {"<!--": "-->", "<![cdata[": "]]>"} | {name: f"</{name}" for name in _RAW}
OPENER = re.compile(r"(?i)<!--|<!\[CDATA\[|<(?P<close>/?)(?P<name>[a-z][a-z0-9:_-]*)|<[!?]")
TURN = re.compile(r"""=\s*(?P<quote>["'])|[<>]""")  # where the tag or a value of it may end, or another tag begins
WORDS = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
BRACKET = re.compile("[<>]")
SHOWN = re.compile(rf"<|{WORDS.pattern}")
MOST_VALUES = 40  # that a tag has between quotes
LONGEST = 20_000  # characters of such a value, unless it is a picture's data
AFTER_A_VALUE = " \t\n\f/>"


class Tag(NamedTuple):
    """A tag, or the beginning of a comment or declaration; positions are of the mended source."""

    name: str  # in small letters; of what is no element, its sign
    start: int
    end: int
    text: str
    close: bool
    closed: int  # of what holds no markup: where what closes it begins, -1 without any; 0 of all else


@dataclass(slots=True)
class Tagged:
    """The source of a page in which every tag ends, its tags, and the names of those that did not."""

    source: str
    tags: list[Tag] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)


def tagged(source: str) -> Tagged:
    """Return a page with an end for every tag.

    >>> tagged('<p class="a>甲</p><p class="b">乙</p><b 丙</b>').source
    '<p class="a">甲</p><p class="b">乙</p><b >丙</b>'
    >>> tagged("若x<y，则<br><a title='甲 > 乙' href=1><!丁<br>").source
    "若x&lt;y，则<br><a title='甲 > 乙' href=1>丁<br>"
    """
    page, low, pieces, at, length = Tagged(""), source.lower(), [""], 0, 0
    ends = dict.fromkeys(RAW, 0)  # of what closes each raw kind, from where the search last was
    while opener := OPENER.search(source, at):
        name, begin = (opener["name"] or opener[0]).lower(), opener.start()
        end, missing, on = (opener.end(), "", opener.end()) if opener[0].lower() in RAW else _end(source, opener)
        text = _whole(name, source[begin:end], missing)
        pieces += source[at:begin], text
        length += begin - at + len(text)
        at, closed = on, 0
        if missing and (on > end or WORDS.match(source, on)):
            page.mended.append(name)
        if not text.startswith("<"):
            continue
        if name in RAW and not opener["close"]:
            if -1 < ends[name] < at:
                ends[name] = low.find(RAW[name], at)
            closed = ends[name] if ends[name] < 0 else length + ends[name] - at
        page.tags.append(Tag(name, length - len(text), length, text, bool(opener["close"]), closed))
        if closed > 0:
            pieces.append(source[at : ends[name]])
            length, at = closed, ends[name]
    page.source = "".join(pieces) + source[at:]
    return page


def _whole(name: str, text: str, missing: str) -> str:
    """Return a tag as it should stand: what is none is text, and a declaration without an end is left out."""
    if not missing:
        return text
    if not name[0].isalpha():
        return ""
    return text + missing if name in defs.tags or ":" in name or "-" in name else f"&lt;{text[1:]}"


def _end(source: str, opener: re.Match[str]) -> tuple[int, str, int]:
    """Return where a tag ends in the source, what is missing there, and where the source goes on."""
    at = opener.end()
    for _ in range(MOST_VALUES):
        turn = TURN.search(source, at)
        if turn is None:
            break
        if turn[0] == ">":
            return turn.end(), "", turn.end()
        if turn[0] == "<":
            return _before_words(source, at, turn.start())
        at = turn.end()
        if opener["name"]:
            end = _value_end(source, at, turn["quote"])
            if cut := _cut(source, at, end):
                return _cut_short(source, at, cut, turn["quote"])
            if end < 0:
                return _before_words(source, at, len(source))
            at = end + 1
    return _before_words(source, at, len(source) if turn is None else at)


def _value_end(source: str, begin: int, quote: str) -> int:
    """Return where a value's closing quote stands, -1 without one; a value with brackets is short."""
    end = source.find(quote, begin, begin + LONGEST)
    if end >= 0:
        return end
    bracket = BRACKET.search(source, begin)
    return source.find(quote, begin + LONGEST, bracket.start() if bracket else len(source))


def _cut(source: str, begin: int, end: int) -> re.Match[str] | None:
    """Return the first bracket in a value whose closing quote is another value's opening one, or is not there."""
    bracket = BRACKET.search(source, begin, end if end >= 0 else len(source))
    if bracket is None or end < 0:
        return bracket
    behind = source[end + 1 : end + 2]
    ends = behind in AFTER_A_VALUE and not source[begin:end].rstrip().endswith("=")
    shows = bracket[0] == "<" or SHOWN.search(source, bracket.end(), end)
    return bracket if shows and not ends else None


def _cut_short(source: str, begin: int, bracket: re.Match[str], quote: str) -> tuple[int, str, int]:
    if bracket[0] == ">":
        return bracket.start(), f"{quote}>", bracket.end()
    end, missing, on = _before_words(source, begin, bracket.start())
    return end, quote + missing, on


def _before_words(source: str, begin: int, end: int) -> tuple[int, str, int]:
    """Return where text begins that a tag has taken for attributes, at the latest at ``end``."""
    words = WORDS.search(source, begin, end)
    cut = words.start() if words else end
    return cut, ">", cut
