"""通报对照: months of one bulletin on one axis, changes as stated and as they follow, ranks as stated."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from core import store
from core.analysis.league import FEWEST, League, leagues, lengths_of, over_periods, series_of, years_of_months
from core.analysis.trend import over_years
from core.charts.months import over_months
from core.declarations import load_indicators, load_places
from core.store import import_report
from core.store.filing import Filing
from tests.store_world import built_store, raw_document, write_data

DAXIANG, SHUANGQING, CITY = "430503", "430502", "430500"
MONTHS = range(1, 13)


def text(month: int) -> tuple[str, str]:
    """Return title and text of the bulletin of a month: 双清区 has one more than 大祥区 each month."""
    title = f"邵阳市2024年{month}月12345热线运行情况通报"
    lines = [
        f"全市热线受理{5000 + month}件。",
        f"大祥区：热线受理{1000 + 10 * month}件，环比增长1.1%，回访满意率{90 + month / 10:.1f}%，全市排名第2。",
        f"双清区：热线受理{1001 + 10 * month}件，回访满意率{91 + month / 10:.1f}%以上，全市排名第1。",
    ]
    return title, "\n".join([title, *lines, ""])


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[League], pd.DataFrame]:
    folder: Path = tmp_path_factory.mktemp("league")
    built = built_store(f"sqlite:///{folder / 'x.db'}", write_data(folder / "data"))
    for month in MONTHS:
        title, words = text(month)
        filing = Filing(CITY, "邵阳市政府办公室", "地级市", 2024, "other", title)
        assert import_report(raw_document(words), filing, store=built).new
    facts = store.facts(store=built)
    [series] = series_of(store.reports(ids=store.bulletins(FEWEST, store=built), store=built))
    return leagues(facts, series, series.documents, load_indicators(folder / "data" / "indicators")), facts


def of(found: tuple[list[League], pd.DataFrame], label: str) -> League:
    return next(league for league in found[0] if label in league.label)


def test_twelve_months_stand_on_one_axis(found: tuple[list[League], pd.DataFrame]) -> None:
    for league in found[0]:
        assert league.periods == tuple(f"2024-{month:02}" for month in MONTHS)
        assert all(len(rows) == 1 for standing in league.standings for rows in standing.figures.values())


def test_time_left_out_is_a_gap_in_every_line(found: tuple[list[League], pd.DataFrame]) -> None:
    whole = found[0][0]
    torn = replace(whole, periods=("2024-01", "2024-02", "2024-05"))
    for line in over_months(torn, torn.standings[0].place, "").data:
        assert [value is None for value in line.y] == [False, False, True, False]
        assert not line.connectgaps


def test_a_change_is_told_as_stated_and_as_it_follows(found: tuple[list[League], pd.DataFrame]) -> None:
    league = max(found[0], key=lambda league: league.indicator is not None and league.indicator.unit != "%")
    assert league.indicator is not None
    by_place = {standing.place.id: standing for standing in league.standings}
    changes = by_place[DAXIANG].changes["环比"]
    assert [(change.words, change.derived) for change in changes if change.derived] == [("+0.9%", True)]
    assert [row.value for row in changes[-1].rows] == [1120.0, 1110.0]
    assert by_place[CITY].whole


def test_what_is_not_exact_has_no_derived_change(found: tuple[list[League], pd.DataFrame]) -> None:
    league = next(league for league in found[0] if league.indicator is not None and league.indicator.unit == "%")
    by_place = {standing.place.id: standing for standing in league.standings}
    assert [change.words for change in by_place[DAXIANG].changes["环比"]] == ["+0.1 个百分点"]
    assert by_place[SHUANGQING].changes["环比"] == ()


def test_a_rank_is_the_issuers_and_no_indicators(found: tuple[list[League], pd.DataFrame]) -> None:
    league = of(found, "排名")
    assert league.indicator is None and league.ranks
    told = {standing.place.id: standing.figures["2024-12"][0].value for standing in league.standings}
    assert told == {DAXIANG: 2.0, SHUANGQING: 1.0}


def test_months_have_an_axis_and_a_year_is_the_sum_of_all_twelve_or_none(
    found: tuple[list[League], pd.DataFrame],
) -> None:
    counted = max(found[0], key=lambda league: league.indicator is not None and league.indicator.unit != "%").indicator
    assert counted is not None
    counted = replace(counted, additive="yes")
    places, facts = [load_places()[DAXIANG]], found[1]
    assert lengths_of(facts, counted, places) == (1,)
    [one] = years_of_months(over_periods(facts, counted, places, 1))
    assert (one.year, one.value, len(one.rows)) == (2024, sum(1000 + 10 * month for month in MONTHS), 12)
    without_may = facts[facts["period"] != "2024-05"]
    assert years_of_months(over_periods(without_may, counted, places, 1)) == []
    assert over_years(facts, [counted], places, apart=(1,)).rows == ()
