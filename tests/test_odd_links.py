"""A link with anything at all in it opens: what is not known falls back, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    f"pages/{file.parent.name}/{file.name}" for file in ROOT.glob("pages/*/*.py") if file.parent.name != "ui"
)
KEYS = [*"abcdefghijklmnopqrstuvwxyz", "dv", "fig", "note", "ti", "yp", "ln", "w_positive_rate", "embed"]
VALUES = (
    "",
    "0",
    "-1",
    "1e999",
    "nan",
    "１２",
    "²",
    "2023",
    "99999999999999999999",
    "<b>x</b>",
    "*粗*",
    "../../etc",
    "positive_rate",
    "没有的",
    "all",
    "true",
    "\u202e倒",
    "a" * 3000,
    "%00",
    "好评率",
    "松江",
    "松江 2023",
    "indicator?i=1",
    "theme?b=999",
    "1-x",
)

pytestmark = pytest.mark.usefixtures("own_store")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_whatever_its_link_says(page):
    random_ = random.Random(page)
    for _ in range(6):
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        said = {
            key: [random_.choice(VALUES) for _ in range(random_.choice((1, 1, 1, 2, 5)))]
            for key in random_.sample(KEYS, 20)
        }
        for key, values in said.items():
            app.query_params[key] = values
        app.switch_page(page).run()
        assert not app.exception, (said, app.exception[0].message if app.exception else "")
