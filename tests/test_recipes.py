"""The recipes of CONTRIBUTING.md, followed word for word: an indicator, a place, a report and no code; a page, a kind of
chart, a kind of file in a few lines.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as Document_

from core import store
from core.analysis.measures import load_measures
from core.comparability import judging
from core.declarations import DATA, load_indicators, load_places, load_themes
from core.export.formats import FORMATS, Format, ending_of, exported
from core.export.native import drawn
from core.library import Library, open_library
from core.library.link import Link
from core.model import Document, DocumentKind, Edition, Trust
from core.parsing.text import normalise
from core.pipeline import read_facts
from core.reading import formats
from core.screens import exhibits_of
from core.screens.exhibit import Chart, Exhibit, Mark, plain
from core.words import COMPARABILITY
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```(?:toml|text)\n# data/(?P<path>\S+)\n(?P<content>.*?)```", re.DOTALL)
CODE = re.compile(r"```python\n# (?P<path>\S+)\n(?P<content>.*?)```", re.DOTALL)
FILES = {block["path"]: block["content"] for block in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8"))}


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Iterator[Path]:
    """A copy of the data in which every recipe was followed."""
    copy = tmp_path_factory.mktemp("recipes") / "data"
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("cache", "*.db*"))
    for path, content in FILES.items():
        with (copy / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{content}" if file.tell() else content)
    yield copy
    for load in (load_indicators, load_themes, load_places):
        load.cache_clear()


def test_there_is_a_recipe_for_each_kind_of_data():
    assert sorted(FILES) == [
        "districts.toml",
        "indicators/hall/nursing_rooms.toml",
        "measures.toml",
        "reports/qingxi-2024.txt",
        "reports/sources.toml",
    ]


def test_the_new_report_states_the_new_indicator_of_the_new_place(data):
    opened = store.open_store(f"sqlite:///{(data / 'duibiao.db').as_posix()}", data)
    store.build(store=opened)
    facts = store.facts(document="qingxi-2024", indicator="nursing_rooms", store=opened)
    [row] = facts.to_dict("records")
    assert (row["place"], row["year"], row["value"], row["unit"]) == ("qingxi", 2024, 41, "间")
    assert (row["status"], row["written"], row["issuer_short"]) == ("stated", "41间", "青溪·政务中心")


def test_the_new_indicator_reads_its_own_examples(data):
    indicators = load_indicators(data / "indicators")
    examples = indicators["nursing_rooms"].examples
    assert len(examples) == 3
    for example in examples:
        read = [
            fact for fact in read_facts(report(example.text), indicators).facts if fact.indicator == "nursing_rooms"
        ]
        assert [fact.quantity.value for fact in read] == ([] if example.value is None else [example.value])


def test_the_new_measure_is_declared(data):
    assert any(
        measure.name == "延时服务日" and measure.often == "周" for measure in load_measures(data / "measures.toml")
    )


def report(text: str) -> Document:
    return Document(
        "example-2024", "qingxi", "", "", 2024, DocumentKind.SUMMARY, "", "", "", Edition.DIGEST, Trust.OFFICIAL, text,
        normalise(text),
    )  # fmt: skip


PROGRAM = """
import json
from core import store
from core.export.formats import FORMATS, exported
from core.library import Library, open_library
from core.library.link import Link
from core.library.link import Link
from core.screens import exhibits_of
from pages.ui import basket, signing
from streamlit.testing.v1 import AppTest

signing.cookie, signing.path = lambda _: "", lambda _: ""  # no connection tells who looks
library = open_library()
[made] = exhibits_of(Link.parse("arrivals?y=2023"), library)
assert basket.made_of(library, made.address)[0].table == made.table
assert all(exported(ending, [made], library) for ending in FORMATS)
app = AppTest.from_file(APP, default_timeout=60).run()
app.query_params["y"] = "2023"
app.switch_page("pages/look/arrivals.py").run()
assert not app.exception and app.title[0].value == "新到报告"
[table] = [json.loads(each.proto.json) for each in app.get("bidi_component") if "table" in each.proto.component_name]
assert len(table["lines"]) == len(made.table.lines) > 0
assert any("arrivals" in str(each.proto) for each in app.get("bidi_component")), "the menu"
"""


def test_a_page_of_two_files_and_one_word_is_in_menu_link_basket_and_every_file(tmp_path):
    for name in ("core", "pages", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("cache", "*.db*", "__pycache__"))
    written = {
        block["path"]: block["content"] for block in CODE.finditer((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    }
    assert sorted(written) == ["core/screens/arrivals.py", "pages/look/arrivals.py"]
    for path, content in written.items():
        (tmp_path / path).write_text(content, "utf-8")
    app = (ROOT / "app.py").read_text("utf-8")
    (tmp_path / "app.py").write_text(app.replace('"overview",', '"overview", "arrivals",'), "utf-8")
    settings = os.environ | {
        store.ADDRESS: shipped_store(f"sqlite:///{(tmp_path / 'duibiao.db').as_posix()}"),
        "PYTHONPATH": str(tmp_path),
    }
    program = PROGRAM.replace("APP", repr(str(tmp_path / "app.py")))
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_kind_of_chart_that_no_writer_knows_shows_its_table():
    marks = (Mark("甲 2023", "", 1.0, "1件", ()),)
    table = plain(("地区", "数值"), [("甲", "1件")])
    exhibit = Exhibit("new", "新图", "", (), table, chart=Chart("spiral", "件", marks))
    library = open_library()
    assert drawn(exhibit.chart) == ()
    told = Document_(io.BytesIO(exported(".docx", [exhibit], library))).tables[0]
    assert [cell.text for cell in told.rows[1].cells] == ["甲", "1件"]
    assert all(exported(ending, [exhibit], library) for ending in FORMATS)


def test_a_kind_of_file_is_one_line_that_button_and_command_line_read(monkeypatch, tmp_path):
    table = plain(("地区", "数值"), [("甲", "1件")])
    exhibit = Exhibit("new", "新图", "", (), table)
    titles = Format("标题", "text/plain", lambda exhibits, library, title: exhibits[0].title.encode())
    monkeypatch.setitem(FORMATS, ".txt", titles)
    assert exported(ending_of("a.txt"), [exhibit], open_library()) == "新图".encode()


def test_a_kind_of_report_file_is_its_reader_and_lines_of_one_list():
    several = {
        formats.Format.HTML,
        formats.Format.PDF,
        formats.Format.DOCX,
    }  # small pages, scans, old documents made new
    code = [file for floor in ("core", "pages", "server") for file in sorted((ROOT / floor).rglob("*.py"))]
    for one, parser in formats.PARSERS.items():
        module, function = parser.split(":")
        assert f"def {function}(" in (ROOT / f"{module.replace('.', '/')}.py").read_text("utf-8")
        naming = [file for file in code if re.search(rf"\bFormat\.{one.name}\b", file.read_text("utf-8"))]
        assert one in several or [file.name for file in naming] == ["formats.py"]


def test_a_rule_of_comparability_is_one_line_and_its_words(monkeypatch, library):
    link, fresh, faults = Link("indicator", (("i", "satisfaction_rate"),)), Library(library.version), judging.own_faults
    assert any(exhibit.chart and exhibit.chart.marks for exhibit in exhibits_of(link, library))
    monkeypatch.setattr(judging, "own_faults", lambda row, indicator: (*faults(row, indicator), "new_rule"))
    monkeypatch.setitem(COMPARABILITY, "new_rule", "按新规则不可比")
    monkeypatch.setitem(judging.ORDER, "new_rule", len(judging.ORDER))
    [*exhibits] = exhibits_of(link, fresh)
    words = [cell.words for exhibit in exhibits for line in exhibit.table.lines for cell in line]
    assert any("按新规则不可比" in cell for cell in words)
    assert "按新规则不可比" in exported(".csv", exhibits, fresh).decode("utf-8-sig")
