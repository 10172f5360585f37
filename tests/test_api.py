"""The read-only interface: the same figures, states and sources as on screen; a wrong query gets a sentence."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest

from tests.served import Served


def asked(server: Served, path: str, **headers: str) -> tuple[int, dict[str, str], object]:
    request = urllib.request.Request(f"{server.address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, dict(response.headers), json.loads(response.read() or "null")
    except urllib.error.HTTPError as error:
        body = error.read()
        return error.code, dict(error.headers), json.loads(body) if body else None


def test_a_fact_carries_its_sentence_its_report_and_its_address(server):
    status, _, told = asked(server, "/api/facts?indicator=positive_rate&place=songjiang&year=2023&status=stated")
    [fact] = told["facts"]
    assert status == 200 and told["total"] == 1
    assert (
        fact["数值"] == 99.99 and "99.99%" in fact["原句"] and fact["网址"].startswith("https://www.songjiang.gov.cn")
    )
    assert fact["统计期"] == "2023年" and fact["发布机构"]


def test_silence_and_masks_are_states_not_numbers(server):
    _, _, told = asked(server, "/api/facts?indicator=positive_rate&place=masked&place=yuhua")
    assert all(fact["数值"] is None for fact in told["facts"])
    assert {"▦ 脱敏", "未提及"} <= {fact["数值（原文写法）"] for fact in told["facts"]}


def test_pages_of_an_answer_follow_each_other(server):
    _, _, first = asked(server, "/api/facts?theme=hotline&limit=3")
    _, _, second = asked(server, "/api/facts?theme=hotline&limit=3&offset=3")
    ids = [fact["编号"] for told in (first, second) for fact in told["facts"]]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize(
    "query",
    [
        {"indicator": "nothing"},
        {"year": "1e999"},
        {"limit": "0"},
        {"offset": "-1"},
        {"colour": "red"},
        {"place": "=cmd|'/C calc'!A0"},
    ],
)
def test_a_wrong_query_is_answered_with_a_sentence(server, query):
    status, _, told = asked(server, f"/api/facts?{urlencode(query)}")
    assert status == 400 and ("可用" in told["error"] or "请写" in told["error"])


def test_an_unchanged_library_sends_nothing_twice(server):
    _, headers, _ = asked(server, "/api/facts?limit=1")
    status, _, _ = asked(server, "/api/facts?limit=1", **{"If-None-Match": headers["etag"]})
    assert status == 304


def test_it_reads_and_never_writes(server):
    request = urllib.request.Request(f"{server.address}/api/facts", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code == 405


def test_the_description_names_every_filter(server):
    _, _, told = asked(server, "/api/openapi.json")
    path = told["paths"]["/api/facts"]
    assert {"indicator", "place", "year", "theme", "status", "limit"} <= {p["name"] for p in path["get"]["parameters"]}


def test_asking_for_the_head_costs_no_answer(server):
    request = urllib.request.Request(f"{server.address}/api/facts?limit=1000", method="HEAD")
    with urllib.request.urlopen(request, timeout=30) as response:
        assert (response.status, response.read()) == (200, b"") and response.headers["etag"]


def test_an_address_that_asks_too_often_is_told_when_to_come_back(server):
    """The caller behind a proxy of this machine is the one the proxy names last, so others are not held up."""
    with ThreadPoolExecutor(16) as hurried:
        asking = [
            hurried.submit(asked, server, "/api/facts?limit=0", **{"X-Forwarded-For": "192.0.2.7"}) for _ in range(200)
        ]
    seen = [answer.result() for answer in asking]
    refused = [(headers, told) for status, headers, told in seen if status == 429]

    assert refused and int(refused[0][0]["retry-after"]) >= 1 and "请求太频繁" in refused[0][1]["error"]
    assert asked(server, "/api/facts?limit=1", **{"X-Forwarded-For": "192.0.2.8"})[0] == 200
