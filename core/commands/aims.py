"""What is aimed at, figure by figure, and whether it holds: the end of every ``bench``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Any, NamedTuple

NO_AIM = "—"
HEADS = ("量的是什么", "测得", "目标", "达到")
Figures = Mapping[str, float]


class Aim(NamedTuple):
    """A bound for every figure that is named so."""

    name: str  # a pattern
    most: float | None = None
    least: float | None = None

    def holds(self, figure: float) -> bool:
        """Return whether a figure keeps within the bound."""
        return (self.most is None or figure <= self.most) and (self.least is None or figure >= self.least)

    @property
    def words(self) -> str:
        """Return the bound in words."""
        return f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}"


AIMS = (
    Aim(r"读的时间，本版本／另一版本", most=1.0),
    Aim(r"读的时间，JioNLP／本程序", least=10),
    Aim(r"读的时间，Recognizers-Text／本程序", least=200),
    Aim(r"click \w+, ms of the processor", most=0.2),
    Aim(r"click indicator, \d+ workers .*processor", most=1.25),
    Aim(r"join, ms of the processor", most=0.3),
    Aim(r"a further session, MB 本应用", most=2.0),
    Aim(r"\d+ viewers, median 比一人时", most=1.5),
    Aim(r"\d+ viewers, 95 % 比一人时", most=5.0),
    Aim(r"\d+ join within .* s 本应用", most=10.0),
    Aim(r"\d+ viewers, clicks not answered 本应用", most=0),
    Aim(r"\d+ join within .*, not served 本应用", most=0),
    Aim(r"first load, ms", most=0.9),
    Aim(r"selection to painted, .*", most=0.7),
    Aim(r"首答，\S+ \S+ \d+ 行(，写在别处)?／附带数据", most=1.3),
    Aim(r"成批导入，后一半每份用时／前一半.*", most=1.1),
    Aim(r"成批导入，进程内存多出 MB.*", most=50),
)


def figures_of(measured: Mapping[str, Any]) -> dict[str, float]:
    """Return what was measured part by part as figures by the names that aims have."""
    pages, painted = (measured.get(name, {}).get(name, {}) for name in ("pages", "painted"))
    alone = next((row["ours"] for name, row in pages.items() if name.startswith("1 viewer")), 0.0)
    figures = _stages(measured.get("reading", {}).get("reading", ()))
    figures |= {f"{name}，毫秒": row for name, row in measured.get("carry", {}).get("carrying", {}).items()}
    figures |= {name: row["ratio"] for name, row in (*pages.items(), *painted.items()) if "ratio" in row}
    for name, row in pages.items():
        figures[f"{name} 本应用"] = row["ours"]
        if alone and " viewers, " in name and name.endswith(" ms"):
            figures[f"{name.removesuffix(' ms')} 比一人时"] = round(row["ours"] / alone, 2)
    for row in measured.get("beside", {}).get("beside", ())[-1:]:
        figures["读的时间，本版本／另一版本"] = row["比值"]
    for row in measured.get("others", {}).get("others", ()):
        figures[f"读的时间，{row['程序']}／本程序"] = row["比值"]
    for row in measured.get("growth", {}).get("growth", ()):
        if row["比附带数据"] is None:
            figures[f"首答，{row['页面']} {row['库']} 附带数据，秒"] = float(row["首答 秒"])
        else:
            figures[f"首答，{row['页面']} {row['库']} {row['行数']} 行／附带数据"] = row["比附带数据"]
            if row.get("写在别处比") is not None:
                figures[f"首答，{row['页面']} {row['库']} {row['行数']} 行，写在别处／附带数据"] = row["写在别处比"]
    for size, batch in measured.get("batch", {}).get("batches", {}).items():
        figures[f"成批导入，后一半每份用时／前一半（{size} 份）"] = batch["later_by_earlier"]
        figures[f"成批导入，进程内存多出 MB（{size} 份）"] = batch["more_mb"]
    return figures


def _stages(rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Return the median over all texts of each stage of reading."""
    stages = [*rows[0]][2:] if rows else []  # behind the name and the letters
    return {
        f"读一份报告，{stage.split()[0]}，毫秒": round(median(float(row[stage]) for row in rows), 2) for stage in stages
    }


def judged(figures: Figures, aims: Iterable[Aim] = AIMS) -> Iterator[tuple[str, str, str, str]]:
    """Yield a line for each figure: what it is, as measured, the aim and whether it holds, where it has one."""
    known = [(re.compile(aim.name), aim) for aim in aims]
    for name, figure in figures.items():
        aim = next((aim for pattern, aim in known if pattern.fullmatch(name)), None)
        judgement = (aim.words, "是" if aim.holds(figure) else "否") if aim else (NO_AIM, "")
        yield name, f"{figure:g}", *judgement
