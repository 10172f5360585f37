"""The command line says what it did in Chinese, writes what machines read, and answers each bad file with one
sentence.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli import COMMANDS, main
from core.commands import bench
from core.commands.aims import figures_of, judged
from core.commands.extract import json_number
from core.commands.tables import aligned, shortened, width
from core.declarations import load_places
from core.store import ADDRESS
from tests.shipped import shipped_store

ROOT = Path(__file__).resolve().parent.parent
FIELDS = [
    "report",
    "start",
    "end",
    "value",
    "unit",
    "bound",
    "role",
    "status",
    "period",
    "indicator",
    "text",
    "noun",
    "part",
    "scope",
    "place",
    "whose",
    "base",
    "suggestions",
    "on_trial",
]
PLACE = next(iter(load_places().values()))
REPORT = f"""{PLACE.short_name}2018年工作总结
一、主要工作
全年12345热线受理诉求7.25万件，群众满意率96.34%，新建政务驿站17个。截至10月底，培训窗口人员300余人次，差评整改率达X.X%。
二、2019年工作计划
力争12345热线按时办结率达到99%。
"""
BAD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.txt": (lambda f: f.write_bytes(b""), "空"),
    "picture.txt": (lambda f: f.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9), "图片"),
    "mojibake.txt": (lambda f: f.write_text((REPORT * 9).encode().decode("latin-1"), "utf-8"), "乱码"),
    "huge.txt": (lambda f: f.open("wb").truncate(200 * 1024 * 1024), "上限"),
    "folder.txt": (lambda f: f.mkdir(), "文件夹"),
    "yearless.txt": (lambda f: f.write_text("工作总结\n受理诉求5件。\n", "utf-8"), "年份"),
    "absent.txt": (lambda f: None, "找不到"),
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return shipped_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'cli.db'}")


@pytest.fixture(autouse=True)
def own_store(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, database)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "sample-2018.txt"
    file.write_text(REPORT, "utf-8")
    return file


def lines(written: str) -> list[dict]:
    return [json.loads(line) for line in written.splitlines()]


def test_extract_writes_one_object_a_number(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["extract", str(report), "--format", "jsonl"]) == 0

    rows = lines(capsys.readouterr().out)
    assert all(list(row) == FIELDS for row in rows)
    assert all(row["report"] == "sample-2018" for row in rows)
    assert all(REPORT[row["start"] : row["end"]] == row["text"] for row in rows)
    found = {row["text"]: row for row in rows}
    assert (found["7.25万件"]["value"], found["7.25万件"]["unit"]) == (72500, "件")
    assert found["96.34%"]["value"] == 96.34
    assert (found["300余人次"]["bound"], found["300余人次"]["period"]) == ("at_least", "2018-01/2018-10")
    assert (found["99%"]["role"], found["99%"]["period"]) == ("target", "2019")
    assert (found["X.X%"]["value"], found["X.X%"]["status"]) == (None, "masked")
    assert (found["17个"]["indicator"], found["17个"]["status"]) == (None, "stated")


def test_extract_tells_the_place_of_a_number_that_a_bulletin_says_of_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "month.txt"
    file.write_text(
        "邵阳市政务服务中心2023年3月办件情况通报\n3月份，中心共受理办件5610件。\n"
        "隆回县共受理办件838件，办结777件；洞口县共受理办件733件，办结707件；武冈市共受理办件796件；新宁县共受理办件539件。\n",
        "utf-8",
    )

    main(["extract", str(file)])

    read = {row["text"]: (row["place"], row["scope"]) for row in lines(capsys.readouterr().out)}
    assert read["5610件"] == ("", "")
    assert read["733件"] == read["707件"] == ("430525", "邵阳市洞口县")


def test_numbers_are_written_as_people_do(report: Path, capsys: pytest.CaptureFixture[str]):
    main(["extract", str(report)])

    assert '"value": 72500,' in capsys.readouterr().out


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_gets_one_sentence_and_the_others_are_read(
    name: str, report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make, word = BAD_FILES[name]
    make(tmp_path / name)

    assert main(["extract", str(tmp_path / name), str(report)]) == 2

    written = capsys.readouterr()
    [sentence] = written.err.splitlines()
    assert name in sentence and word in sentence
    assert sentence.endswith("。") and sentence.count("。") == 1
    assert len(lines(written.out)) > 4


def test_the_year_can_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "yearless.txt"
    file.write_text("工作总结\n受理诉求5件。\n", "utf-8")

    assert main(["extract", str(file), "--year", "2017"]) == 0
    assert {row["period"] for row in lines(capsys.readouterr().out)} == {"2017"}


def test_explain_prints_every_candidate_with_its_verdict(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["explain", str(report), "callback_satisfaction"]) == 0

    written = capsys.readouterr().out
    assert "采用" in written and "96.34%" in written
    assert "读出：96.34%（实绩，2018" in written


def test_explain_of_a_number_tells_its_words_the_frames_and_why_not(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["explain", str(report), "96.34%"]) == 0

    written = capsys.readouterr().out
    assert "自己的词" in written and "结果：callback_satisfaction" in written and "采用" in written


def test_explain_says_why_there_is_no_value(report: Path, capsys: pytest.CaptureFixture[str]):
    main(["explain", str(report), "ontime_close_rate"])

    assert "没有可比的实绩：仅有目标" in capsys.readouterr().out


def test_unknown_indicator_is_answered_with_those_that_come_near(report: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["explain", str(report), "callback_satisfactoin"]) == 2

    assert "是否想找：callback_satisfaction（热线回访满意率）" in capsys.readouterr().err


def test_unknown_report_is_answered_in_one_sentence(capsys: pytest.CaptureFixture[str]):
    assert main(["explain", "nowhere-2018", "answer_rate"]) == 2

    assert "没有编号为 nowhere-2018 的报告。" in capsys.readouterr().err


def test_import_joins_the_reports_once(report: Path, capsys: pytest.CaptureFixture[str]):
    identity = ["--place", PLACE.short_name, "--issuer", "测试单位", "--title", "某地2018年总结"]
    assert main(["import", str(report), *identity]) == 0
    first = capsys.readouterr().out
    assert main(["import", str(report), *identity]) == 0
    again = capsys.readouterr().out
    main(["reports"])

    assert f"sample-2018.txt：已导入为 {PLACE.id}-2018-" in first
    assert "已在库中" in again
    assert again.splitlines()[-1] == first.splitlines()[-1]  # the data version
    assert capsys.readouterr().out.count("某地2018年总结") == 1


def test_import_asks_about_a_second_file_of_one_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    identity = ["--place", PLACE.id, "--issuer", "另一单位", "--title", "总结", "--year", "2017", "--kind", "summary"]
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(f"2017年工作总结\n受理诉求{n}00件。\n", "utf-8")
    assert main(["import", str(tmp_path / "1.txt"), *identity]) == 0
    assert main(["import", str(tmp_path / "2.txt"), *identity]) == 2
    assert "2.txt：已有《总结》" in capsys.readouterr().err

    assert main(["import", str(tmp_path / "2.txt"), *identity, "--replace"]) == 0
    assert "已由它替代" in capsys.readouterr().out


def test_explain_takes_a_report_of_the_store(capsys: pytest.CaptureFixture[str]):
    main(["reports"])
    known = capsys.readouterr().out.splitlines()[2].split()[0]

    assert main(["explain", known, "12345热线接通率" if known == "" else "answer_rate"]) == 0
    assert f"在 {known} 中：" in capsys.readouterr().out


def test_build_says_that_nothing_changed(capsys: pytest.CaptureFixture[str]):
    main(["build"])
    capsys.readouterr()

    assert main(["build"]) == 0
    assert "数据库已是最新，数据版本 " in capsys.readouterr().out


def test_bench_reads_beside_another_tree(report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    root = Path(__file__).parent.parent
    assert main(["bench", str(report), "--rounds", "1", "--beside", str(root)]) == 0
    out = capsys.readouterr().out
    there, here, ratio = next(line.split()[1:] for line in out.splitlines() if line.startswith("合计"))
    assert float(there) > 0 and float(here) > 0 and float(ratio) > 0
    assert re.search(r"读的时间，本版本／另一版本 +\S+ +≤ 1 +[是否]", out)
    assert main(["bench", str(report), "--rounds", "1", "--beside", str(tmp_path)]) == 2
    assert "--beside" in capsys.readouterr().err


def test_bench_measures_every_part_and_the_memory(report: Path, capsys: pytest.CaptureFixture[str]):
    written = report.parent / "bench.json"
    assert main(["bench", str(report), "--rounds", "2", "--memory", "3", "--json", str(written)]) == 0
    told = json.loads(written.read_text("utf-8"))
    assert told["reading"]["whole_ms"] > 0 and told["reading"]["reading"][0]["字数"] > 0 and "pages" not in told

    written = capsys.readouterr().out
    assert written.split()[1:8] == ["报告", "字数", "读文件", "识数", "提纲", "归类", "整份"]
    assert "整份中位数" in written and "内存 读 3 份前" in written


def test_bench_measures_imports_exports_and_batches_and_reads_what_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    written = tmp_path / "bench.json"
    assert main(["bench", "--quick", "--carry", "--batch", "12", "--json", str(written)]) == 0
    told = json.loads(written.read_text("utf-8"))
    batch = told["batch"]["batches"]["12"]
    assert batch["written"] == 12 * 30 and batch["not_read"] <= batch["written"] / 100
    assert {".pptx", ".xlsx", ".docx"} <= {name.split()[-1] for name in told["carry"]["carrying"]}
    aims = {line["量的是什么"]: (line["目标"], line["达到"]) for line in told["aims"]}
    assert aims["成批导入，后一半每份用时／前一半（12 份）"] in {("≤ 1.1", "是"), ("≤ 1.1", "否")}
    assert aims["导入一份报告（约三十个数），毫秒"] == ("—", ""), "what has no aim stands there all the same"
    assert "【carry】" in capsys.readouterr().out


def test_bench_that_is_stopped_tells_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stopped(*_: object) -> dict[str, object]:
        raise KeyboardInterrupt

    batches = {"batches": {"9": {"later_by_earlier": 1.2, "more_mb": 3}}}
    monkeypatch.setattr(bench, "PARTS", {"batch": lambda *_: batches, "growth": stopped, "carry": stopped})
    assert main(["bench", "--json", str(tmp_path / "bench.json")]) == 2
    out = capsys.readouterr().out
    assert "被中断" in out and "【carry】" not in out
    assert re.search(r"前一半（9 份） +1.2 +≤ 1.1 +否", out)
    assert json.loads((tmp_path / "bench.json").read_text("utf-8"))["batch"] == batches


def test_every_figure_of_bench_is_held_against_its_aim():
    measured = {
        "pages": {"pages": {"click plans, ms of the processor": {"ours": 9, "ratio": 0.19}, "1 viewer, median ms": {"ours": 20, "ratio": 1},
                            "100 viewers, median ms": {"ours": 40}, "100 viewers, clicks not answered": {"ours": 0, "bare": 7}}},
        "others": {"others": [{"程序": "JioNLP", "比值": 1.1}]}, "beside": {"not_measured": "没有网"},
        "growth": {"growth": [{"页面": "plans", "库": "sqlite", "行数": 9, "比附带数据": None, "首答 秒": 0.1}, {"页面": "plans", "库": "sqlite", "行数": 99, "比附带数据": 1.2}]},
    }  # fmt: skip
    assert {name: holds for name, _, _, holds in judged(figures_of(measured)) if holds} == {
        "click plans, ms of the processor": "是", "100 viewers, median 比一人时": "否",
        "100 viewers, clicks not answered 本应用": "是", "读的时间，JioNLP／本程序": "否", "首答，plans sqlite 99 行／附带数据": "是",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (["imprt"], "没有“imprt”这个命令。是否想写 import？"),
        (["extract"], "命令不完整或有写错的地方。用法：python manage.py extract"),
        (["extract", "a.txt", "--jahr", "2020"], "命令不完整或有写错的地方。"),
    ],
)
def test_a_mistyped_command_is_answered_in_chinese(
    written: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
):
    try:
        status = main(written)
    except SystemExit as ended:
        status = ended.code

    assert status == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_no_english_words(command: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main([command, "--help"])

    written = capsys.readouterr().out
    assert "用法：" in written
    assert not {"usage:", "options:", "show this help", "positional"} & set(written.split("\n"))
    assert "show" not in written and "usage" not in written


def test_output_is_utf8_whatever_the_console_speaks(report: Path):
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "gbk",
        "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)])),
    }
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", "extract", str(report)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
    )

    assert lines(done.stdout.decode("utf-8"))[0]["report"] == "sample-2018"


def test_table_is_aligned_by_the_width_of_the_console():
    table = aligned(("名", "数"), [("满意率", 98), ("ab", 7)]).splitlines()

    assert [width(row[: row.index(value)]) for row, value in ((table[2], "98"), (table[3], "7"))] == [8, 8]
    assert shortened("一二三四五", 7) == "一二三…"


def test_large_and_small_numbers_keep_their_digits():
    assert json.dumps(json_number(__import__("decimal").Decimal("17929472.00"))) == "17929472"
