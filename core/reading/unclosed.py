"""A tag that hides what it encloses and is never closed would hide the rest of a page: it is taken out, and said so."""

from __future__ import annotations

import re
from collections import defaultdict

from core.reading.rendering import HIDDEN
from core.reading.tags import Tag, Tagged, tagged

# elements that show nothing, only navigation, or what is struck through, and are closed by a tag of their own
_HIDING = """
noscript template object applet svg canvas audio video map nav footer aside select button datalist del s strike
"""
HIDING = frozenset(_HIDING.split())
# elements that the next of their kind, or the end of what holds them, closes as well
_IMPLIED = "a p li td tr th dt dd tbody thead tfoot colgroup optgroup option rt rp"
IMPLIED = frozenset(_IMPLIED.split())
_EMPTY = "br img input hr meta link area base col source wbr param embed track body html"
EMPTY = frozenset(_EMPTY.split())
NOTHING = HIDING | {"option", "rt", "rp"}
QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
HIDDEN_ATTRIBUTE = re.compile(r"(?i)\shidden(?=[\s=/>])")
PAGE = re.compile(r"(?i)</?(?:p|div|br|td|li|span)\b[^<>]*>")  # after the last script of a page cut short there is none
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
SENTENCE = re.compile(r"[\u4e00-\u9fff][^<>]*[。；]")
MUCH = 1 / 10  # of a page's text: an element with so much, behind another that is not closed, is taken for that one
NOTE = "网页里的 {tags} 没有结束，其后的文字照样读了，请核对是不是正文。"
UNREAD = "网页里有标签没有配对，{tags} 里不显示的文字没有读，请核对是不是正文。"


def opened(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the source of a page without the tags that hide and are never closed, and notes that name them.

    >>> opened("<p>甲<nav>乙</p><p>丙</p>")
    ('<p>甲乙</p><p>丙</p>', ('网页里的 <nav> 没有结束，其后的文字照样读了，请核对是不是正文。',))
    >>> opened("<div><p>甲</p><div hidden>乙。<p>丙</p></div>")[0]
    '<div><p>甲</p>乙。<p>丙</p></div>'
    >>> opened("<svg/><script>write('<script>')</script><p>甲</p><!-- 乙 --><nav>丙</nav><script>cut short")[1]
    ()
    """
    page = tagged(source)
    left, doubtful = _never_closed(page)
    pieces, at = [], 0
    for tag in left:
        pieces.append(page.source[at : tag.start])
        at = tag.end
    names = dict.fromkeys([f"<{name.removeprefix('<')}>" for name in [*page.mended, *(tag.name for tag in left)]])
    unread = dict.fromkeys(f"<{tag.name}>" for tag in doubtful)
    notes = [(NOTE, names), (UNREAD, unread)]
    return "".join(pieces) + page.source[at:], tuple(note.format(tags="、".join(tags)) for note, tags in notes if tags)


def _never_closed(page: Tagged) -> tuple[list[Tag], list[Tag]]:
    """Return the tags that are never closed, in the order of the source, with the options of such a list; and those of
    which nobody can tell, since another around them is not closed.
    """
    raw = [tag for tag in page.tags if tag.closed]
    kinds = defaultdict(list)
    for tag in page.tags:
        if not tag.closed and tag.name not in EMPTY and not tag.text.endswith("/>"):
            kinds[tag.name].append(tag)
    last, text = _last_of_the_page(page.source), _without(page.source, raw)
    left, doubtful = [tag for tag in raw if tag.closed < 0 and tag.end < last], []
    for name, tags in kinds.items():
        if any(map(_hides, tags)):
            surely, perhaps = (_implied(tags, text), []) if name in IMPLIED else _paired(tags, text)
            left += surely
            doubtful += perhaps
    lists = sorted(tag.start for tag in left if tag.name == "select")
    left += [tag for tag in kinds["option"] if lists and tag.start > lists[0] and not tag.close]
    return sorted(set(left), key=lambda tag: tag.start), doubtful


def _hides(tag: Tag) -> bool:
    """Return whether what a tag begins is not shown, or is read as a way to elsewhere."""
    if tag.close:
        return False
    return (
        tag.name in NOTHING
        or (tag.name == "a" and "href" in tag.text.lower())
        or HIDDEN.search(tag.text) is not None
        or ("hidden" in tag.text.lower() and HIDDEN_ATTRIBUTE.search(QUOTED.sub('""', tag.text)) is not None)
    )


def _implied(tags: list[Tag], text: str) -> list[Tag]:
    """Return those that hide sentences and are not closed by a tag of their own before the next begins."""
    ends = [*tags[1:], None]
    return [
        tag
        for tag, end in zip(tags, ends, strict=True)
        if _hides(tag) and not (end and end.close) and SENTENCE.search(text, tag.end, end.start if end else len(text))
    ]


def _paired(tags: list[Tag], text: str) -> tuple[list[Tag], list[Tag]]:
    """Return those that hide and have no end, and those whose end may be that of one around them, which has none."""
    waiting: list[Tag] = []
    pairs: list[tuple[Tag, Tag]] = []
    for tag in tags:
        if not tag.close:
            waiting.append(tag)
        elif waiting:
            pairs.append((waiting.pop(), tag))
    surely, most = [tag for tag in waiting if _hides(tag)], MUCH * _words_in(text)
    perhaps: list[Tag] = []
    around = next((tag for tag in waiting if not _hides(tag)), None)
    for tag, end in pairs:
        if around and around.start < tag.start and _hides(tag) and SENTENCE.search(text, tag.end, end.start):
            (surely if _words_in(text[tag.end : end.start]) > most else perhaps).append(tag)
    return surely, perhaps


def _words_in(text: str) -> int:
    return sum(len(word) for word in CHINESE.findall(text))


def _without(source: str, raw: list[Tag]) -> str:
    """Return the source with blanks for what holds no markup."""
    pieces: list[str] = []
    at = 0
    for tag in raw:
        if tag.closed > 0:
            pieces += source[at : tag.end], " " * (tag.closed - tag.end)
            at = tag.closed
    return "".join(pieces) + source[at:]


def _last_of_the_page(source: str) -> int:
    """Return where the last tag of a page's text begins, 0 without any, or without a Chinese character before its end."""
    tags = [tag.start() for tag in PAGE.finditer(source)]
    words = max((word.end() for word in CHINESE.finditer(source)), default=0)
    return min(tags[-1], words) if tags else 0
