"""GET /api/facts: the facts for other programs, read only, with the states and sources that the pages show."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import anyio
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core import store
from core.analysis.rows import rows_of
from core.declarations import load_indicators, load_places, load_themes
from core.export.lines import HEAD, line_of
from core.export.plain import json_file
from core.library import library_at
from core.library.link import MOVED, Link
from core.screens import exhibits_of, screens

MOST = 1000
AT_A_TIME = 2
MOST_CONDITIONS = 400
FILTERS = {
    "indicator": "指标编号，可多次", "place": "地区编号，可多次", "theme": "主题编号，可多次", "year": "报告年份，可多次",
    "status": "stated 有数值 · masked 脱敏 · gap 没有数值", "role": "actual target before after change rank", "document": "报告编号",
    "limit": f"最多几条，1–{MOST}，默认 100", "offset": "从第几条起，默认 0",
}  # fmt: skip
STATUSES = ("stated", "masked", "gap")
ROLES = ("actual", "target", "before", "after", "change", "rank")


@cache
def _turns() -> anyio.CapacityLimiter:
    """Return how many answers are made at a time: pages come first."""
    return anyio.CapacityLimiter(AT_A_TIME)


class BadQuery(ValueError):
    """A query that cannot be answered, said in one sentence."""


async def facts(request: Request) -> Response:
    """Answer with the facts that pass every filter; 400 with a sentence where the query is wrong."""
    version = await anyio.to_thread.run_sync(store.data_version)
    etag = f'"{version}"'
    if request.method == "HEAD":
        return Response(headers={"ETag": etag, "Cache-Control": "no-cache"}, media_type="application/json")
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag})
    try:
        answer = await anyio.to_thread.run_sync(_answer, version, request.query_params.multi_items(), limiter=_turns())
    except BadQuery as error:
        return JSONResponse({"error": str(error)}, status_code=400)
    return JSONResponse(answer, headers={"ETag": etag, "Cache-Control": "no-cache"})


async def screen(request: Request) -> Response:
    """Answer with what a page shows of the choices of its link, as its files do; 404 where there is no such page."""
    version = await anyio.to_thread.run_sync(store.data_version)
    if request.method == "HEAD":
        return Response(media_type="application/json")
    page = request.path_params["page"]
    link = Link(MOVED.get(page, page), tuple(request.query_params.multi_items()[:MOST_CONDITIONS]))
    if link.page not in screens():
        return JSONResponse({"error": f"没有“{link.page}”这个页面。可用：{'、'.join(screens())}。"}, status_code=404)
    library = library_at(version)
    body = await anyio.to_thread.run_sync(lambda: json_file(exhibits_of(link, library), library), limiter=_turns())
    return Response(body, media_type="application/json", headers={"ETag": f'"{version}"', "Cache-Control": "no-cache"})


def _answer(version: str, query: list[tuple[str, str]]) -> dict[str, object]:
    if len(query) > MOST_CONDITIONS:
        raise BadQuery(f"条件有 {len(query)} 个，太多了。可用 theme 代替逐个指标，最多 {MOST_CONDITIONS} 个。")
    asked: dict[str, list[str]] = {}
    for name, value in query:
        if name not in FILTERS:
            raise BadQuery(f"没有“{name}”这个条件。可用：{'、'.join(FILTERS)}。")
        asked.setdefault(name, []).append(value)
    _check(asked)
    years = [_whole(value, "year", 1900, 2200) for value in asked.get("year", ())]
    limit, offset = (
        _whole(asked[n][-1], n, low, high) if n in asked else default
        for n, low, high, default in (("limit", 1, MOST, 100), ("offset", 0, 10**9, 0))
    )
    library = library_at(version)
    frame = library.facts(document=asked["document"][-1]) if "document" in asked else library.facts()
    wanted = {"indicator": _indicators(asked), "place": asked.get("place"), "year": years or None}
    wanted |= {column: asked.get(column) for column in ("status", "role")}
    for column, values in wanted.items():
        if values is not None:
            frame = frame[frame[column].isin(values)]
    rows = rows_of(frame.iloc[offset : offset + limit])
    records = [
        dict(zip(HEAD, (None if cell == "" else cell for cell in line_of(row, library)), strict=True)) for row in rows
    ]
    return {"data_version": version, "total": len(frame), "offset": offset, "limit": limit, "facts": records}


def _indicators(asked: Mapping[str, list[str]]) -> list[str] | None:
    if "theme" not in asked:
        return asked.get("indicator")
    of_themes = [id for id, indicator in load_indicators().items() if indicator.theme in asked["theme"]]
    return [id for id in of_themes if id in asked.get("indicator", of_themes)]


def _check(asked: Mapping[str, list[str]]) -> None:
    known = {
        "indicator": load_indicators(),
        "place": load_places(),
        "theme": load_themes(),
        "status": STATUSES,
        "role": ROLES,
    }
    for name, allowed in known.items():
        for value in asked.get(name, ()):
            if value not in allowed:
                raise BadQuery(f"{name} = “{value[:60]}” 不认识。可用的{FILTERS[name]}见 /api/openapi.json。")


def _whole(value: str, name: str, low: int, high: int) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) < 11 and low <= int(value) <= high):
        raise BadQuery(f"{name} = “{value[:20]}” 不对，请写 {low} 到 {high} 之间的整数。")
    return int(value)


async def openapi(_: Request) -> Response:
    """Describe the interface in OpenAPI 3.1."""
    choices = {
        "indicator": list(load_indicators()),
        "place": list(load_places()),
        "theme": list(load_themes()),
        "status": list(STATUSES),
        "role": list(ROLES),
    }
    parameters = [
        {
            "name": name,
            "in": "query",
            "description": words,
            "required": False,
            "schema": {"type": "array", "items": {"type": "string", "enum": choices[name]}}
            if name in choices
            else {"type": "integer"}
            if name in ("limit", "offset")
            else {"type": "array", "items": {"type": "integer"}}
            if name == "year"
            else {"type": "string"},
        }
        for name, words in FILTERS.items()
    ]
    row = {"type": "object", "properties": {name: {"type": ["number", "string", "null"]} for name in HEAD}}
    answer = {
        "type": "object",
        "properties": {
            "data_version": {"type": "string"},
            "total": {"type": "integer"},
            "offset": {"type": "integer"},
            "limit": {"type": "integer"},
            "facts": {"type": "array", "items": row},
        },
    }
    refused = {"type": "object", "properties": {"error": {"type": "string"}}}
    responses = {
        "200": {"description": "条件全部满足的事实", "content": {"application/json": {"schema": answer}}},
        "304": {"description": "数据没有变化"},
        "400": {"description": "条件有误，error 说明原因", "content": {"application/json": {"schema": refused}}},
    }
    path = {"get": {"summary": "读取事实：数值、状态、原句与来源", "parameters": parameters, "responses": responses}}
    return JSONResponse(
        {
            "openapi": "3.1.0",
            "info": {"title": "政务服务对标", "version": "1"},
            "paths": {"/api/facts": path, "/api/screens/{page}": _screen_path()},
        }
    )


def _screen_path() -> dict[str, object]:
    page = {
        "name": "page", "in": "path", "required": True, "description": "页面；其余条件与该页网址相同",
        "schema": {"type": "string", "enum": list(screens())},
    }  # fmt: skip
    responses = {"200": {"description": "页面上的图表：表格、事实、注意与来源"}, "404": {"description": "没有这个页面"}}
    return {"get": {"summary": "读取一个页面的图表", "parameters": [page], "responses": responses}}
