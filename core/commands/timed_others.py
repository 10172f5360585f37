"""Let other programs find numbers and times in texts, line by line, and say how long each took: what ``bench --others``
runs in the environment of those programs. It imports nothing of this project.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

LONGEST = 400  # letters of a line at a time


def main(rounds: int, paths: list[str]) -> None:
    """Print, as the last line, the milliseconds of the processor that each program took for all texts, at its quickest, and
    how many lines it broke off at.
    """
    logging.disable(logging.CRITICAL)  # JioNLP writes a traceback for what it takes for a time and cannot read
    lines = [piece for path in paths for piece in _pieces(Path(path).read_text("utf-8"))]
    taken = {name: _shortest(find(), lines, rounds) for name, find in PROGRAMS.items()}
    print(json.dumps({name: (1000 * seconds, failed) for name, (seconds, failed) in taken.items()}))


def _pieces(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [line[at : at + LONGEST] for line in lines for at in range(0, len(line), LONGEST)]


def _shortest(find: Callable[[str], object], lines: list[str], rounds: int) -> tuple[float, int]:
    find("2023年受理诉求7.25万件，满意率95.5%。")  # loads what is loaded once
    return min(_seconds(find, lines) for _ in range(max(1, rounds)))


def _seconds(find: Callable[[str], object], lines: list[str]) -> tuple[float, int]:
    began, failed = time.process_time(), 0
    for line in lines:
        try:
            find(line)
        except Exception:  # noqa: BLE001  of a program that is not ours: counted and told
            failed += 1
    return time.process_time() - began, failed


def _jionlp() -> Callable[[str], object]:
    ner = import_module("jionlp").ner
    now = time.time()
    return lambda line: (ner.extract_time(line, time_base=now), ner.extract_money(line))


def _recognizers() -> Callable[[str], object]:
    culture = import_module("recognizers_text").Culture.Chinese
    number = import_module("recognizers_number").NumberRecognizer(culture)
    unit = import_module("recognizers_number_with_unit").NumberWithUnitRecognizer(culture)
    when = import_module("recognizers_date_time").DateTimeRecognizer(culture)
    models = (
        number.get_number_model(), number.get_percentage_model(), unit.get_currency_model(), when.get_datetime_model()
    )  # fmt: skip
    return lambda line: [model.parse(line) for model in models]


PROGRAMS = {"JioNLP": _jionlp, "Recognizers-Text": _recognizers}

if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
