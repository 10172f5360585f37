"""The store keeps what people did, shows one state at a time, and survives being killed at any moment."""

from __future__ import annotations

import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from multiprocessing.context import BaseContext
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sqlalchemy import create_engine, select, text

from core import store as stores
from core.declarations import DATA
from core.errors import DeclarationError, StoreError
from core.facts import COLUMNS, NUMBER, TEXT, WHOLE
from core.store import SameReportError, Store, build, import_report, open_store, preview_import, versions
from core.store.engine import reading, writing
from core.store.filing import propose
from core.store.growing import grow
from core.store.records import declared_in
from core.store.schema import facts as KEPT
from core.store.versions import remember
from tests.store_world import (
    SHIPPED,
    built_store,
    declaration,
    filing,
    import_number,
    import_without_end,
    raw_document,
    text_number,
    write_data,
)  # fmt: skip

OFFICIAL = raw_document("临江市2021年工作总结\n一、工作情况\n全年热线受理7301件，回访满意率96.6%，按时办结率97%。\n")
SIGNED = {"who": "李明", "why": "核对了官网 https://wangshan.example/2021"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data")


@pytest.fixture
def store(address: str, data: Path) -> Iterator[Store]:
    store = built_store(address, data)
    yield store
    store.engine.dispose()


def told(store: Store, indicator: str, **filters: object) -> dict[str, object]:
    """Return value or reason by report."""
    rows = stores.facts(indicator=indicator, store=store, **filters)
    return {r.document: r.reason or r.value for r in rows.itertuples()}


class TestBuild:
    def test_shipped_reports_are_read(self, store: Store):
        assert list(stores.reports(store=store)["id"]) == ["jiang-2021", "shan-2021"]
        assert told(store, "calls") == {"jiang-2021": 7300, "shan-2021": 810}

    def test_a_target_alone_is_silence_with_its_reason(self, store: Store):
        rows = stores.facts(indicator="closed", document="shan-2021", store=store)

        assert list(rows["status"]) == ["stated", "gap"]
        assert list(rows["role"]) == ["target", ""]
        assert rows["reason"].iloc[1] == "target_only"

    def test_nothing_new_changes_nothing(self, store: Store):
        before = stores.data_version(store=store)

        built = build(store=store)

        assert (built.changed, built.version) == (False, before)

    def test_two_machines_with_the_same_data_carry_the_same_version(self, store: Store, data: Path, tmp_path: Path):
        other = built_store(f"sqlite:///{tmp_path / 'other.db'}", data)

        assert stores.data_version(store=other) == stores.data_version(store=store)

    def test_a_new_declaration_is_read_in_everything(self, store: Store, data: Path):
        report = import_number(store, 1)
        declared = declaration("服务点", "个", "count", "类服务点")
        (data / "indicators" / "hotline" / "points.toml").write_text(declared, "utf-8")

        assert build(store=store).changed
        assert stores.facts(indicator="points", document=report, store=store)["status"].iloc[0] == "stated"

    def test_new_reading_code_reads_again(self, store: Store, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("core.store.building.reader_version", lambda: "another")

        assert build(store=store).changed

    def test_a_new_word_reads_again(self):
        """Every file that can alter a reading is in the hash: what the reader loads, and each pattern names something."""
        patterns = [(versions.CORE, p) for p in versions.READER] + [(DATA, p) for p in versions.LANGUAGE]
        hashed = {file for folder, pattern in patterns for file in folder.glob(pattern)}
        assert all(any(folder.glob(pattern)) for folder, pattern in patterns)
        assert {*(DATA / "lexicon").iterdir(), *(DATA / "language").iterdir()} <= hashed
        assert {*(versions.CORE / "disclosure").glob("*.py"), *(versions.CORE / "identity").glob("*.py")} <= hashed

    def test_a_shipped_report_can_be_withdrawn(self, store: Store, data: Path):
        sources = (data / "reports" / "sources.toml").read_text("utf-8")
        (data / "reports" / "sources.toml").write_text(sources[: sources.index("[shan-2021]")], "utf-8")
        (data / "reports" / "shan-2021.txt").unlink()

        build(store=store)

        assert list(stores.reports(store=store)["id"]) == ["jiang-2021"]
        assert set(stores.facts(store=store)["document"]) == {"jiang-2021"}

    def test_texts_may_trade_places(self, store: Store, data: Path):
        for name, other in zip(SHIPPED, reversed(SHIPPED), strict=True):
            (data / "reports" / f"{name}.txt").write_text(SHIPPED[other], "utf-8")

        build(store=store)

        assert told(store, "calls") == {"jiang-2021": 810, "shan-2021": 7300}

    @pytest.mark.parametrize(
        ("break_it", "sentence"),
        [
            (
                lambda f: (f / "jiang-2021.txt").unlink(),
                "[jiang-2021] 没有对应的文件 jiang-2021.txt，请补上文件或删去该节。",
            ),
            (lambda f: (f / "new.txt").write_text("新的", "utf-8"), "缺少 [new] 一节，请为 new.txt 补上。"),
            (lambda f: (f / "sources.toml").write_text("[jiang-2021", "utf-8"), "TOML 格式有误"),
        ],
    )
    def test_a_wrong_entry_names_the_remedy_and_leaves_the_store(self, store: Store, data: Path, break_it, sentence):
        before = stores.facts(store=store)
        break_it(data / "reports")

        with pytest.raises(DeclarationError) as error:
            build(store=store)

        assert sentence in str(error.value)
        pd.testing.assert_frame_equal(stores.facts(store=store), before)


class TestImport:
    def test_official_text_takes_the_place_of_its_digest(self, store: Store):
        done = import_report(OFFICIAL, filing(), store=store)

        assert (done.new, done.gave_way) == (True, ("jiang-2021",))
        assert told(store, "calls") == {done.report: 7301, "shan-2021": 810}
        assert list(stores.reports(store=store)["id"]) == [done.report, "shan-2021"]
        assert set(stores.facts(store=store)["document"]) == {done.report, "shan-2021"}

    def test_a_link_to_the_digest_leads_to_the_official_text(self, store: Store):
        done = import_report(OFFICIAL, filing(), store=store)

        assert stores.report("jiang-2021", store=store).document.id == done.report
        assert told(store, "calls", document="jiang-2021") == {done.report: 7301}

    def test_same_file_twice_changes_nothing(self, store: Store):
        first = import_report(OFFICIAL, filing(), store=store)
        again = import_report(OFFICIAL, filing(year=2020), store=store)

        assert (again.new, again.report, again.version) == (False, first.report, first.version)
        assert stores.data_version(store=store) == first.version

    def test_another_file_of_the_same_report_is_asked_about(self, store: Store):
        first = import_report(OFFICIAL, filing(), store=store)
        before = stores.data_version(store=store)

        with pytest.raises(SameReportError) as error:
            import_report(raw_document("另一份，热线受理5件。"), filing(title="总结（修订）"), store=store)

        assert error.value.existing == first.report
        assert "已有《临江市2021年工作总结》" in str(error.value)
        assert "与《总结（修订）》的地区、发布单位、年份、文种都相同" in str(error.value)
        assert stores.data_version(store=store) == before

    def test_another_file_replaces_when_a_person_says_so(self, store: Store):
        first = import_report(OFFICIAL, filing(), store=store)
        second = import_report(raw_document("修订，热线受理7500件。"), filing(), replace=True, store=store)

        assert second.gave_way == ("jiang-2021", first.report) or second.gave_way == (first.report, "jiang-2021")
        assert told(store, "calls", places=["jiang"]) == {second.report: 7500}

    def test_two_letters_of_one_year_are_two_reports(self, store: Store):
        for n in (1, 2):
            import_report(raw_document(f"信{n}，热线受理{n}00件。"), filing(kind="other", title=f"信{n}"), store=store)

        assert len(stores.reports(store=store)) == 4

    def test_a_digest_comes_back_when_its_official_text_is_deleted(self, store: Store):
        done = import_report(OFFICIAL, filing(), store=store)

        stores.delete_report(done.report, store=store)

        assert told(store, "calls") == {"jiang-2021": 7300, "shan-2021": 810}

    def test_a_shipped_report_cannot_be_deleted(self, store: Store):
        with pytest.raises(StoreError, match="随程序附带的摘编，不能删除"):
            stores.delete_report("jiang-2021", store=store)

    def test_preview_stores_nothing_and_shows_everything(self, store: Store):
        before = stores.data_version(store=store)

        preview = preview_import(OFFICIAL, filing(), store=store)

        assert list(preview.facts["value"]) == [7301, 96.6, 97]
        assert preview.gaps.empty
        assert (preview.already, preview.gives_way, preview.same_report) == ("", ("jiang-2021",), ())
        assert stores.data_version(store=store) == before
        assert len(stores.reports(store=store)) == 2

    def test_preview_says_what_is_there_already(self, store: Store):
        done = import_report(OFFICIAL, filing(), store=store)

        assert preview_import(OFFICIAL, filing(), store=store).already == done.report
        other = preview_import(raw_document("修订，热线受理7500件。"), filing(), store=store)
        assert other.same_report == ((done.report, "临江市2021年工作总结"),)

    def test_an_unknown_word_is_answered_with_the_right_one(self, store: Store):
        with pytest.raises(StoreError, match="行政层级“地极市”不认识。是否想写“地级市”？"):
            import_report(OFFICIAL, filing(level="地极市"), store=store)

    def test_level_and_short_name_come_from_the_declarations(self, store: Store):
        done = import_report(OFFICIAL, filing(issuer="临江高新区管委会", level=""), store=store)

        row = stores.reports(store=store).set_index("id").loc[done.report]
        assert (row["level"], row["issuer_short"]) == ("开发区", "临江高新")
        assert done.gave_way == ()

    def test_a_person_names_the_place_as_people_do(self, data: Path):
        places = declared_in(data).places

        assert propose(raw_document("总结\n热线受理5件。"), places, place="望山", year=2020).place == "shan"

    def test_a_text_that_names_nobody_is_known_by_its_figures(self, store: Store, data: Path):
        figures = "\n".join(f"第{n}类服务点新建{n * 7 + 3}个。" for n in range(2, 14))
        (data / "reports" / "jiang-2021.txt").write_text(f"2021年总结（摘编）\n{figures}", "utf-8")
        build(store=store)
        nameless = raw_document(f"2021年工作总结\n一、工作情况\n{figures}\n不忘初心。")
        other = raw_document(nameless.raw.replace("新建", "新建1"), "另一份.txt")

        proposal = stores.propose_filing(nameless, store=store)

        assert (proposal.filing.place, proposal.filing.issuer) == ("jiang", "临江市政务服务办公室")
        assert proposal.why[-1].startswith("文中没有写全地区和发布单位；数字与摘编 jiang-2021 相同")
        assert import_report(nameless, proposal.filing, store=store).gave_way == ("jiang-2021",)
        assert stores.propose_filing(other, store=store).filing.place == ""
        another = stores.propose_filing(nameless, place="望山", store=store).filing
        assert (another.place, another.issuer) == ("shan", "")

    def test_the_text_is_kept_exactly(self, store: Store):
        done = import_report(OFFICIAL, filing(), store=store)

        kept = stores.report(done.report, store=store)
        assert (kept.document.raw, kept.sha256, kept.file_name) == (OFFICIAL.raw, OFFICIAL.sha256, "报告.txt")
        for row in stores.facts(document=done.report, store=store).query("status == 'stated'").itertuples():
            assert OFFICIAL.raw[row.start : row.end] == row.written


class TestCorrections:
    def test_confirmed_report_counts_as_official_and_stays_so(self, store: Store, data: Path):
        stores.confirm_report("shan-2021", **SIGNED, store=store)
        (data / "reports" / "jiang-2021.txt").write_text("改了，热线受理7299件。", "utf-8")
        build(store=store)

        row = stores.reports(store=store).set_index("id").loc["shan-2021"]
        assert (row["trust"], row["confirmed_by"], row["confirm_reason"]) == ("official", "李明", SIGNED["why"])
        assert set(stores.facts(document="shan-2021", store=store)["trust"]) == {"official"}
        with pytest.raises(StoreError, match="不在待核状态"):
            stores.confirm_report("shan-2021", **SIGNED, store=store)

    def test_without_an_address_a_second_person_must_look(self, store: Store):
        looked = {"why": "对照过纸质原件", "store": store}
        before = stores.data_version(store=store)

        assert stores.confirm_report("shan-2021", who="李明", **looked) == before
        assert (stores.looked_at("shan-2021", store=store), stores.reviews(store=store).empty) == ("李明", True)
        with pytest.raises(StoreError, match="由另一位编辑再核对一次"):
            stores.confirm_report("shan-2021", who="李明", **looked)
        assert stores.report("shan-2021", store=store).document.trust == "pending"

        stores.confirm_report("shan-2021", who="王芳", **looked)
        assert stores.report("shan-2021", store=store).document.trust == "official"

    def test_nothing_is_confirmed_by_nobody(self, store: Store):
        with pytest.raises(StoreError, match="请写明是谁"):
            stores.confirm_report("shan-2021", who=" ", why="x", store=store)

    def test_corrected_year_outlives_a_rebuild(self, store: Store, data: Path):
        stores.correct_report("jiang-2021", year=2020, title="2020年总结", **SIGNED, store=store)
        (data / "districts.toml").write_text((data / "districts.toml").read_text("utf-8") + "# 新\n", "utf-8")
        assert build(store=store).changed

        rows = stores.facts(indicator="calls", years=[2020], store=store)
        assert list(rows["document"]) == ["jiang-2021"]
        assert list(rows["period"]) == ["2020"]
        made = stores.corrections(report="jiang-2021", store=store)
        assert list(zip(made["field"], made["before"], made["after"], made["who"], strict=True)) == [
            ("year", "2021", "2020", "李明"),
            ("title", "2021年工作总结", "2020年总结", "李明"),
        ]

    def test_another_place_brings_its_level(self, store: Store):
        stores.correct_report("jiang-2021", place="shan", issuer="望山县政府", **SIGNED, store=store)

        assert stores.report("jiang-2021", store=store).document.level == "县"

    def test_correction_to_the_same_changes_nothing(self, store: Store):
        before = stores.data_version(store=store)

        assert stores.correct_report("jiang-2021", year=2021, **SIGNED, store=store) == before
        assert stores.corrections(store=store).empty

    def test_correction_onto_another_report_is_asked_about(self, store: Store):
        import_report(OFFICIAL, filing(), store=store)
        other = import_report(raw_document("热线受理9件。"), filing(year=2020), store=store)

        with pytest.raises(SameReportError):
            stores.correct_report(other.report, year=2021, **SIGNED, store=store)

    def test_an_import_corrected_into_a_digests_year_takes_its_place(self, store: Store):
        done = import_report(OFFICIAL, filing(year=2020), store=store)
        assert "jiang-2021" in told(store, "calls")

        stores.correct_report(done.report, year=2021, **SIGNED, store=store)

        assert "jiang-2021" not in told(store, "calls")

    def test_unknown_field_is_refused_with_the_known_ones(self, store: Store):
        with pytest.raises(StoreError, match="没有“colour”这一项.*地区（place）"):
            stores.correct_report("jiang-2021", colour="red", **SIGNED, store=store)

    def test_corrected_fact_is_marked_and_outlives_the_rebuild(self, store: Store, data: Path):
        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        key = ("jiang-2021", row.start, row.end, "calls")
        stores.correct_fact(*key, field="value", after="7400", **SIGNED, store=store)
        (data / "districts.toml").write_text((data / "districts.toml").read_text("utf-8") + "# 新\n", "utf-8")
        build(store=store)

        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        assert (row.value, row.written, row.caveats) == (7400, "7400件", "corrected")
        assert "7300件" in row.quote
        assert list(stores.corrections(store=store)["before"]) == ["7300"]

    def test_a_number_taken_out_of_its_indicator_leaves_a_gap(self, store: Store):
        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        stores.correct_fact(
            "jiang-2021", row.start, row.end, "calls", field="indicator", after="", **SIGNED, store=store
        )

        assert told(store, "calls")["jiang-2021"] == "not_mentioned"
        assert told(store, "", document="jiang-2021") == {"jiang-2021": 7300}

    def test_a_number_given_to_another_indicator_ends_its_silence(self, store: Store):
        [row] = stores.facts(indicator="satisfied", document="jiang-2021", store=store).itertuples()
        assert told(store, "closed")["jiang-2021"] == "not_mentioned"

        key = ("jiang-2021", row.start, row.end, "satisfied")
        stores.correct_fact(*key, field="indicator", after="closed", **SIGNED, store=store)

        assert told(store, "closed")["jiang-2021"] == 96.5
        assert told(store, "satisfied")["jiang-2021"] == "not_mentioned"

    def test_a_correction_whose_sentence_went_is_kept_and_said(self, store: Store, data: Path):
        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        key = ("jiang-2021", row.start, row.end, "calls")
        stores.correct_fact(*key, field="value", after="7400", **SIGNED, store=store)
        (data / "reports" / "jiang-2021.txt").write_text("临江办重写的2021年总结，热线受理7350件。", "utf-8")
        build(store=store)

        assert told(store, "calls")["jiang-2021"] == 7350
        assert list(stores.corrections(store=store)["applied"]) == [False]

    def test_corrected_period_changes_its_months(self, store: Store):
        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        key = ("jiang-2021", row.start, row.end, "calls")
        stores.correct_fact(*key, field="period", after="2021-04/2021-12", **SIGNED, store=store)

        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()
        assert (row.period, row.period_start, row.period_end, row.months) == (
            "2021-04/2021-12",
            "2021-04",
            "2021-12",
            9,
        )

    @pytest.mark.parametrize(
        ("field", "after", "sentence"),
        [
            ("value", "很多", "“很多”不是数字"),
            ("indicator", "call", "“call”不认识"),
            ("quote", "x", "没有“quote”这一项"),
            ("period", "去年", "“去年”不是统计期"),
        ],
    )
    def test_a_correction_that_cannot_be_is_refused(self, store: Store, field: str, after: str, sentence: str):
        [row] = stores.facts(indicator="calls", document="jiang-2021", store=store).itertuples()

        with pytest.raises(StoreError, match=sentence):
            stores.correct_fact(
                "jiang-2021", row.start, row.end, "calls", field=field, after=after, **SIGNED, store=store
            )


class TestQueries:
    def test_frames_have_the_columns_and_kinds_of_the_facts_frame(self, store: Store):
        for frame in (stores.facts(store=store), stores.facts(indicator="nothing", store=store)):
            assert tuple(frame.columns) == COLUMNS
            assert set(frame[list(TEXT)].dtypes.astype(str)) == {"str"}
            assert set(frame[list(NUMBER)].dtypes.astype(str)) == {"float64"}
            assert set(frame[list(WHOLE)].dtypes.astype(str)) == {"int64"}

    def test_filters_are_joined_by_and(self, store: Store):
        for n in range(4):
            import_number(store, n)

        rows = stores.facts(indicator="calls", places=["shan"], years=[2022], store=store)
        assert sorted(rows["value"]) == [1000, 1003]
        assert stores.facts(places=[], store=store).empty
        both = stores.facts(indicator=["calls", "closed"], years=[2022], store=store)
        assert set(both["indicator"]) == {"calls", "closed"}
        assert set(stores.facts(places=["shan"], years=[2022], store=store)["year"]) == {2022}

    def test_every_report_answers_for_every_indicator_though_no_row_says_its_silence(self, store: Store):
        facts = stores.facts(store=store)
        answers = facts[facts["indicator"] != ""].groupby(["document", "indicator"])["reason"].max().to_dict()

        assert answers == {
            ("jiang-2021", "calls"): "",
            ("jiang-2021", "satisfied"): "",
            ("jiang-2021", "closed"): "not_mentioned",
            ("shan-2021", "calls"): "",
            ("shan-2021", "satisfied"): "excerpt",  # only an excerpt was seen
            ("shan-2021", "closed"): "target_only",
        }
        with reading(store) as connection:
            kept = connection.execute(select(KEPT.c.document, KEPT.c.indicator).where(KEPT.c.status == "gap")).all()
        assert kept == [("shan-2021", "closed")], "the one that has a reason of its own"

    def test_what_is_asked_of_silence_is_a_slice_of_all_of_it(self, store: Store):
        import_report(OFFICIAL, filing(), store=store)
        facts = stores.facts(store=store)
        asked = {
            "indicator": ["calls", "closed"], "places": ["shan"], "years": [2021], "document": ["shan-2021"],
        }  # fmt: skip
        column = {"places": "place", "years": "year"}
        for name, values in asked.items():
            mine = facts[facts[column.get(name, name)].isin(values)].reset_index(drop=True)
            assert_frame_equal(stores.facts(**{name: values}, store=store), mine)

    def test_an_unknown_report_is_answered_with_the_nearest(self, store: Store):
        with pytest.raises(StoreError, match="没有编号为 jiang-202 的报告。是否想找 jiang-2021？"):
            stores.report("jiang-202", store=store)

    def test_every_change_raises_the_version_by_one(self, store: Store):
        seen = [stores.data_version(store=store)]
        report = import_number(store, 1)
        seen.append(stores.data_version(store=store))
        seen.append(stores.correct_report(report, year=2019, **SIGNED, store=store))
        seen.append(stores.delete_report(report, store=store))

        assert [int(version.split("-")[0]) for version in seen] == [1, 2, 3, 4]
        assert len({version.split("-")[1] for version in seen}) == 4


class TestOneStateAtATime:
    def test_another_process_sees_a_change_at_once(self, store: Store, address: str, data: Path):
        """An engine of its own is all that another process has of the store."""
        other = Store(create_engine(address), data)
        seen = stores.data_version(store=other)

        report = import_number(store, 1)

        assert stores.data_version(store=other) == stores.data_version(store=store) != seen
        assert report in set(stores.reports(store=other)["id"])
        other.engine.dispose()

    def test_readers_never_see_half_a_report(self, store: Store):
        whole = len(preview_import(raw_document(text_number(0)), filing(place="shan", year=2022), store=store).facts)
        stop, halves, looks = threading.Event(), [], []

        def look() -> None:
            while not stop.is_set():
                rows = stores.facts(places=["shan"], years=[2022, 2023, 2024], store=store)
                sizes = rows[rows["status"] != "gap"].groupby("document").size()
                halves.extend(sizes[sizes != whole].items())
                looks.append(len(sizes))

        readers = [threading.Thread(target=look) for _ in range(3)]
        for reader in readers:
            reader.start()
        for n in range(25):
            import_number(store, n)
        stop.set()
        for reader in readers:
            reader.join()

        assert halves == []
        assert max(looks) > min(looks)

    def test_writers_wait_for_each_other(self, store: Store):
        threads = [threading.Thread(target=import_number, args=(store, n)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(stores.reports(store=store)) == 10
        assert stores.data_version(store=store).startswith("9-")

    def test_a_change_that_fails_halfway_leaves_nothing(self, store: Store, monkeypatch: pytest.MonkeyPatch):
        before = (stores.facts(store=store), stores.data_version(store=store))

        def fail(*_: object) -> None:
            raise RuntimeError("the lights went out")

        monkeypatch.setattr("core.store.importing.settle_replacements", fail)
        with pytest.raises(RuntimeError):
            import_report(OFFICIAL, filing(), store=store)

        pd.testing.assert_frame_equal(stores.facts(store=store), before[0])
        assert stores.data_version(store=store) == before[1]


def test_killed_again_and_again_the_store_is_whole(address: str, data: Path, share: int):
    """A child builds and imports, and is killed at a random moment; what it reported is there, and nothing half."""
    store = built_store(address, data)
    processes = multiprocessing.get_context(
        "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    )
    if processes.get_start_method() == "forkserver":
        processes.set_forkserver_preload(["tests.store_world"])
    dice = random.Random(20)
    acknowledged: set[str] = set()
    kills = 150 if share == 1 else 6  # on each database
    for kill in range(kills):
        with writing(store) as connection:
            remember(connection, "declared", "outdated")  # so that the child builds first
        child = _Child(processes, address, data, first=kill * 10_000)
        if kill % 2:
            child.heard.poll(600)  # it is importing; else it is still building
        time.sleep(dice.uniform(0, 0.15))
        acknowledged |= child.killed()
        _assert_whole(store, acknowledged)
    assert len(acknowledged) >= kills // 2


class _Child:
    """A process that builds and imports, and tells of every import after its commit."""

    def __init__(self, processes: BaseContext, address: str, data: Path, first: int) -> None:
        ready, (self.heard, done) = processes.Event(), processes.Pipe(duplex=False)
        self.process = processes.Process(
            target=import_without_end, args=(address, data, first, ready, done), daemon=True
        )
        self.process.start()
        done.close()
        assert ready.wait(600)

    def killed(self) -> set[str]:
        """Kill it at once, and return what it told of."""
        self.process.kill()
        self.process.join()
        told = set()
        try:
            while True:
                told.add(self.heard.recv())
        except (EOFError, OSError):
            return told


def _assert_whole(store: Store, acknowledged: set[str]) -> None:
    with reading(store) as connection:
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    stored = stores.reports(store=store)
    rows = stores.facts(store=store)
    assert acknowledged | set(SHIPPED) <= set(stored["id"])
    assert set(rows["document"]) == set(stored["id"])
    sizes = rows[rows["status"] != "gap"].groupby("document").size().drop(list(SHIPPED))
    assert set(sizes) <= {20}


class TestOpening:
    def test_sqlite_is_set_up_to_lose_nothing(self, tmp_path: Path, data: Path):
        store = open_store(f"sqlite:///{tmp_path / 'new' / 'store.db'}", data)

        with reading(store) as connection:
            assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
            assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1

    def test_the_address_comes_from_the_environment(self, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv(stores.ADDRESS, f"sqlite:///{tmp_path / 'mine.db'}")

        open_store(data=data)

        assert (tmp_path / "mine.db").exists()

    @pytest.mark.parametrize(
        ("written", "sentence"),
        [
            ("我的库", "DUIBIAO_DATABASE 的写法不对"),
            ("sqlite://", "DUIBIAO_DATABASE 须写明文件"),
            ("mysql://a@b/c", "DUIBIAO_DATABASE 只认 SQLite 与 PostgreSQL，不认 mysql。"),
            (
                "postgresql://u:secret@127.0.0.1:1/x",
                "打不开数据库 postgresql://u:***@127.0.0.1:1/x" if find_spec("psycopg") else "需要 Python 包 psycopg",
            ),
        ],
    )
    def test_a_wrong_address_is_answered_in_one_sentence(self, written: str, sentence: str, data: Path):
        with pytest.raises(StoreError) as error:
            open_store(written, data)

        assert sentence in str(error.value)
        assert "secret" not in str(error.value)

    def test_a_file_that_is_no_database_is_left_alone(self, tmp_path: Path, data: Path):
        (tmp_path / "notes.db").write_text("这不是数据库" * 200, "utf-8")

        with pytest.raises(StoreError, match="打不开数据库"):
            open_store(f"sqlite:///{tmp_path / 'notes.db'}", data)

        assert (tmp_path / "notes.db").read_text("utf-8").startswith("这不是数据库")


def test_figures_are_the_facts_without_their_gaps_and_a_grown_store_says_them_again(store: Store):
    whole, figures = (stores.facts(gaps=gaps, store=store) for gaps in (True, False))
    stated = whole[whole["status"] != "gap"]
    assert 0 < len(stated) < len(whole)
    pd.testing.assert_frame_equal(figures, stated.reset_index(drop=True))

    rows = grow(store, 3 * len(whole))

    grown = stores.facts(store=store)
    with reading(store) as connection:
        kept = connection.scalars(select(KEPT.c.fact_id)).all()
    assert len(kept) == rows >= 3 * len(whole)
    assert set(kept) <= set(grown["fact_id"]) and grown["fact_id"].is_unique
    copied = grown[grown["document"].str.contains("+", regex=False)]
    assert set(copied["place"]).isdisjoint(whole["place"])
    assert set() < set(copied["value"].dropna()) <= set(whole["value"].dropna())


@pytest.mark.alone
def test_import_and_query_are_quick(tmp_path: Path, data: Path):
    """Generous against a busy machine; ``python manage.py bench`` measures in earnest."""
    store = built_store(f"sqlite:///{tmp_path / 'store.db'}", data)
    import_number(store, 0)

    assert _best_of(10, lambda n: import_number(store, n + 1)) < 0.06
    assert _best_of(20, lambda _: stores.facts(indicator="calls", store=store)) < 0.01


def _best_of(times: int, act: Callable[[int], object]) -> float:
    taken = []
    for n in range(times):
        started = time.perf_counter()
        act(n)
        taken.append(time.perf_counter() - started)
    return min(taken)
