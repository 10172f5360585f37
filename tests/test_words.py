"""主题词: keyness is the textbook's number, excerpts are not counted, and what is repeated is repeated word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import chi2_contingency
from streamlit.testing.v1 import AppTest

from core.analysis.terms import (
    SHIPPED,
    Counted,
    contexts,
    counted,
    keyness,
    log_likelihood,
    repeats,
    shift,
    theme_shares,
)
from core.declarations import load_places, load_themes
from core.library import Library
from core.model import Document, Edition
from core.parsing.terms import TermCounter, term_counter
from core.pipeline import read_facts
from tests.documents import document_of

ROOT = Path(__file__).resolve().parent.parent
WORDS = "pages/analyse/words.py"


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> TermCounter:
    return term_counter(tmp_path_factory.mktemp("jieba"))


@given(some.integers(1, 400), some.integers(1, 400), some.integers(1, 5000), some.integers(1, 5000))
def test_keyness_is_the_log_likelihood_of_the_contingency_table(a, b, rest, other):
    expected = chi2_contingency([[a, b], [rest, other]], correction=False, lambda_="log-likelihood").statistic
    assert log_likelihood(a, a + rest, b, b + other) == pytest.approx(expected, abs=1e-6)


def documents(library: Library) -> list[Document]:
    return [library.report(id).document for id in library.reports["id"]]


def test_excerpts_are_not_counted_and_digests_use_the_official_text(library, counter):
    found, refused = counted(documents(library), load_places(), counter)
    assert {c.document for c in found} == {
        "yuhua-2023",
        "songjiang-2023",
        "shaoyang-2019",
        "ankang-2023",
        "masked-2023",
    }
    assert {c.source for c in found} == {SHIPPED}
    assert all("节选" in why for why in refused.values())


def test_words_that_stand_out_here_come_with_both_counts(library, counter):
    found, _ = counted(documents(library), load_places(), counter)
    mine = next(c for c in found if c.place.id == "yuhua")
    keys = keyness(mine, [c for c in found if c.place.id != "yuhua"])
    top = next(key for key in keys if key.strength > 0)
    assert top.count == mine.words[top.word] and top.here > top.there
    assert keys == sorted(keys, key=lambda key: (-abs(key.strength), key.word))


def test_shares_of_themes_make_up_the_whole(library, counter):
    found, _ = counted(documents(library), load_places(), counter)
    for c in found:
        shares = theme_shares(c)
        assert sum(shares.values()) == pytest.approx(100) and set(shares) <= set(load_themes())


def text(raw: str, year: int, edition: Edition = Edition.ORIGINAL) -> Document:
    return document_of(
        raw,
        year,
        id=f"x-{year}",
        place="yuhua",
        issuer="某局",
        level="市辖区",
        title=f"{year}年工作总结",
        edition=edition,
    )


def test_what_is_repeated_is_found_and_excerpts_repeat_nothing():
    same = "持续优化政务服务流程并压缩办理时限。"
    before, after = text(f"{same}去年完成改造八处。", 2021), text(f"{same}今年新设窗口十二个。", 2022)
    [found] = repeats([before, after], load_places())
    assert [words for _, words in found.sentences] == [same] and 0 < found.share < 100
    assert repeats([before, text(same, 2022, Edition.EXCERPT)], load_places()) == []


def test_plan_and_review_of_one_report_are_counted_apart(counter):
    from core.declarations import load_indicators

    raw = "2022年工作总结\n一、工作情况\n大厅改造完成。大厅提速。大厅增设窗口。\n二、2023年工作计划\n推进热线整合。做好热线回访。加强热线督办。\n"
    report = text(raw, 2022)
    keys = {key.word: key for key in shift(report, read_facts(report, load_indicators()).sections, counter)}
    assert keys["热线"].strength > 0 and keys["热线"].count == 3
    assert keys["大厅"].strength < 0 and keys["大厅"].other_count == 3


def test_a_word_is_shown_in_its_sentences(library):
    found = contexts("一件事", documents(library))
    assert found and all(c.text[a:b] == "一件事" for c in found for a, b in c.marks)


@pytest.mark.parametrize("mode", ["key", "themes", "shift", "repeat", "context"])
def test_every_mode_opens_by_its_link(library, mode):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["v"] = mode
    app.switch_page(WORDS).run()
    assert not app.exception and app.title[0].value == "主题词"


def test_a_report_alone_has_nothing_to_stand_out_from():
    one = Counted("a", load_places()["yuhua"], 2023, SHIPPED, {"热线": 5}, 5)
    assert [key.strength for key in keyness(one, [])] == [0.0]
