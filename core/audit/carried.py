"""Applications for information across two years of one issuer: 新收 + 上年结转 = 办结 + 结转下年."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from core.audit.jumps import Jump
from core.audit.relation import Verdict
from core.model import Bound, Role, Status

NEW, IN, DONE, OUT = "foi_new", "foi_carried_in", "foi_answered", "foi_carried_out"
Year = Mapping[str, pd.Series]  # the one fact of each of the four, where there is one


def find_carried(frame: pd.DataFrame) -> Iterator[Jump]:
    """Yield the years whose applications do not add up with what the year before carried over.

    What comes in is what the report says, else what the issuer's report of the year before carried out. A sum that
    closes without it tells that 受理 holds the old ones: it is no 新收.
    """
    rows = frame[
        frame["indicator"].isin([NEW, IN, DONE, OUT])
        & (frame["status"] == Status.STATED) & (frame["bound"] == Bound.EXACT) & (frame["role"] == Role.ACTUAL)
    ]  # fmt: skip
    needed = rows["indicator"].isin([NEW, DONE, OUT]).groupby([rows["issuer"], rows["year"]]).transform("sum")
    rows = rows[rows["issuer"].isin(rows.loc[needed >= 3, "issuer"])]  # of the others no year can be added up
    for _, of_issuer in rows.groupby("issuer", sort=True):
        years = {int(str(year)): _single(group) for year, group in of_issuer.groupby("year", sort=True)}
        for year, now in years.items():
            came = now.get(IN) if IN in now else years.get(year - 1, {}).get(OUT)
            if came is not None and came["value"] > 0 and {NEW, DONE, OUT} <= set(now):
                yield from _unbalanced(year, now, came)


def _single(group: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the facts of one year by indicator, those left out that several values contradict."""
    return {
        str(name): rows.sort_values("fact_id").iloc[0]
        for name, rows in group.groupby("indicator")
        if rows["value"].nunique() == 1
    }


def _unbalanced(year: int, now: Year, came: pd.Series) -> Iterator[Jump]:
    new, done, out = (float(now[id]["value"]) for id in (NEW, DONE, OUT))
    due = done + out - float(came["value"])
    if new == due:
        return
    holds = new == done + out
    change = (
        f"像是已含上年结转，新收应为{due:.10g}件"
        if holds
        else f"新收与上年结转共{new + came['value']:.10g}件，办结与结转共{done + out:.10g}件"
    )
    written = f"受理{now[NEW]['written']}，办结{now[DONE]['written']}，结转下年{now[OUT]['written']}"
    words = f"信息公开申请：{year}年{written}，上年结转{came['written']}，{change}，请核对。"
    yield Jump(NEW, str(now[NEW]["issuer"]), str(came["fact_id"]), str(now[NEW]["fact_id"]), Verdict.REVIEW, due, words)
