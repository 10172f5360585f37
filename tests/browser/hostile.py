"""Texts that displays of Markdown, HTML or plotly are known to change, as a report may contain them."""

from __future__ import annotations

import random

FIXED = [
    "3~5%",
    "增速3~5%,力争10~12%",
    "1*2*3",
    "**粗**",
    "$5至$8",
    "$$x$$",
    "![x](http://a.example/x.png)",
    "<b>粗</b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    ":red[x]",
    ":grey-badge[x]",
    "[a](b)",
    "[^1]",
    ":smile:",
    ":material/home:",
    "`code`",
    "# 标题",
    "- 列",
    "1. 一",
    "> 引",
    "+ 加",
    "|a|b|",
    "~~删~~",
    "==亮==",
    "^上^",
    "___",
    "a -- b --- c -> d <- e",
    "<=",
    ">=",
    "http://a.example/x",
    "www.example.com",
    "a@b.example",
    "&lt;b&gt; &amp; &#58;",
    "\\*x\\*",
    "(a) {b} \"c\" 'd'",
    "https://www.example.cn/a_b_c.html",
    "%{x}",
    "2023. 年",
]
LETTERS = "*_`~$:[]()<>!#-+.|&\\{}\"'^=/@%;,? aA1万件率"


def invented(count: int = 150, seed: int = 7) -> list[str]:
    """Return texts of random punctuation between letters; the same ones every time."""
    chance = random.Random(seed)
    return [f"x{''.join(chance.choice(LETTERS) for _ in range(chance.randint(1, 14)))}y" for _ in range(count)]
