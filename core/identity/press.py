"""Know a press text, and whom it asked: 记者从芙蓉区政务服务中心获悉."""

from __future__ import annotations

import re

ASKED = re.compile(r"(?:记者|本报|本网|笔者)[^。;\n]{0,14}从(?P<body>[^。,;\n]{2,40}?)(?:了解到|获悉|采访|看到|走访)")
BYLINE = re.compile(r"(?:本报|本网|通讯员|记者)[^。;\n]{0,16}(?:讯|报道|电)|[(（](?:记者|通讯员)[^()（）]{1,24}[)）]")
OPENING = 3000


def asked_in(text: str) -> str:
    """Return the body that a press text asked, "" in any other text.

    >>> asked_in("近日，记者从芙蓉区政务服务中心获悉，今年以来")
    '芙蓉区政务服务中心'
    """
    match = ASKED.search(text, 0, OPENING)
    return match["body"] if match else ""


def is_press(text: str) -> bool:
    """Return whether a newspaper or its website wrote the text."""
    return bool(asked_in(text) or BYLINE.search(text, 0, OPENING))
