"""A tag that hides what it encloses and is never closed would hide the rest of a page: it is taken out, and said so."""

from __future__ import annotations

import re

# inside there is no markup, up to the first of what closes it
_RAW = ("script", "style", "title", "textarea", "iframe")
RAW = {"<!--": "-->", "<![cdata[": "]]>"} | {name: f"</{name}" for name in _RAW}
# elements that show nothing, or only navigation, and are closed by a tag of their own
_HIDING = "noscript|template|object|applet|svg|canvas|audio|video|map|nav|footer|aside|select|button|datalist"
HIDING = re.compile(rf"(?i)<!--|<!\[CDATA\[|<(?P<close>/?)(?P<name>{'|'.join(_RAW)}|{_HIDING})\b[^<>]*>")
OPTION = re.compile(r"(?i)<(?P<close>)(?P<name>option)\b[^<>]*>")
PAGE = re.compile(r"(?i)</?(?:p|div|br|td|li|span)\b[^<>]*>")  # after the last script of a page cut short there is none
CHINESE = re.compile(r"[\u4e00-\u9fff]+")
NOTE = "网页里的 {tags} 没有结束，其后的文字照样读了，请核对是不是正文。"


def opened(source: str) -> tuple[str, tuple[str, ...]]:
    """Return the source of a page without the tags that hide and are never closed, and a note that names them.

    >>> opened("<p>甲<nav>乙</p><p>丙</p>")
    ('<p>甲乙</p><p>丙</p>', ('网页里的 <nav> 没有结束，其后的文字照样读了，请核对是不是正文。',))
    >>> opened("<svg/><script>write('<script>')</script><p>甲</p><!-- 乙 --><nav>丙</nav><script>cut short")[1]
    ()
    """
    left = _never_closed(source)
    if not left:
        return source, ()
    names = dict.fromkeys(f"<{tag['name'] or tag[0][1:]}>".lower() for tag in left)
    pieces, at = [], 0
    for tag in left:
        pieces.append(source[at : tag.start()])
        at = tag.end()
    return "".join(pieces) + source[at:], (NOTE.format(tags="、".join(names)),)


def _never_closed(source: str) -> list[re.Match[str]]:
    """Return the tags that are never closed, in the order of the source, with the options of such a list."""
    low, last = source.lower(), _last_of_the_page(source)
    left: list[re.Match[str]] = []
    waiting: dict[str, list[re.Match[str]]] = {}
    ends: dict[str, int] = {}  # of what closes each raw kind, from where the search last was
    at = 0
    while tag := HIDING.search(source, at):
        at, name = tag.end(), (tag["name"] or tag[0]).lower()
        if tag[0].endswith("/>"):
            continue
        if name in RAW:
            if tag["close"]:
                continue
            if -1 < ends.get(name, 0) < at:
                ends[name] = low.find(RAW[name], at)
            at = max(at, ends[name])
            if ends[name] < 0 and tag.end() < last:
                left.append(tag)
        elif not tag["close"]:
            waiting.setdefault(name, []).append(tag)
        elif waiting.get(name):
            waiting[name].pop()
    lists = waiting.get("select", [])
    options = OPTION.finditer(source, lists[0].end()) if lists else ()
    return sorted([*left, *options, *(tag for stack in waiting.values() for tag in stack)], key=re.Match.start)


def _last_of_the_page(source: str) -> int:
    """Return where the last tag of a page's text begins, 0 without any, or without a Chinese character before its end."""
    tags = [tag.start() for tag in PAGE.finditer(source)]
    words = max((word.end() for word in CHINESE.finditer(source)), default=0)
    return min(tags[-1], words) if tags else 0
