"""What the shell sends, refuses and says, asked of the real server."""

from __future__ import annotations

import base64
import gzip
import hashlib
import http.client
import json
import os
import re
import signal
from dataclasses import dataclass

import pytest

from server.paths import BUNDLES
from tests.served import Served, running_server

PLOTLY = next((BUNDLES / "static" / "js").glob("PlotlyChart*.js"))
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": base64.b64encode(b"0123456789abcdef").decode(),
}


@dataclass(frozen=True)
class Answer:
    """An answer of the server."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(server: Served, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    body = b"" if response.status == 101 else response.read()
    answer = Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)
    connection.close()
    return answer


def test_the_page_says_it_is_chinese(server):
    html = ask(server, "/").body.decode()
    assert '<html lang="zh-CN" translate="no">' in html
    assert "<title>Streamlit</title>" not in html
    assert "requires JavaScript" not in html


@pytest.mark.parametrize("path", ["/any-page", "/any-page?place=a"])
def test_a_deep_link_gets_the_same_page(server, path):
    assert ask(server, path).body == ask(server, "/").body


def test_the_page_is_sent_again_only_when_it_changed(server):
    first = ask(server, "/", Accept_Encoding="gzip")
    again = ask(server, "/", If_None_Match=first.headers["etag"])
    assert gzip.decompress(first.body) == ask(server, "/").body
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/", "/healthz", "/_stcore/health", f"/static/js/{PLOTLY.name}", "/_stcore/metrics"])
def test_every_answer_carries_the_headers(server, path):
    headers = ask(server, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "same-origin"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["content-security-policy"].startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert "server" not in headers


def test_the_policy_allows_the_inline_script_of_the_page_and_no_other(server):
    answer = ask(server, "/")
    inline = re.findall(r"<script>(.*?)</script>", answer.body.decode(), re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline]
    allowed = re.findall(r"'sha256-([^']+)'", answer.headers["content-security-policy"])
    assert allowed == digests
    assert "unsafe-eval" not in answer.headers["content-security-policy"]


def test_the_page_loads_our_script_before_streamlits(server):
    html = ask(server, "/").body.decode()
    ours = re.search(r'<script src="\.(/duibiao/page\.js\?\w+)">', html)
    assert ours.start() < html.index('type="module"')
    assert "查找" in ask(server, ours[1]).body.decode()


def test_healthz_tells_the_data_version(server):
    answer = ask(server, "/healthz")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")
    assert json.loads(answer.body)["status"] == "ok"
    assert json.loads(answer.body)["data_version"]


def test_bundles_are_sent_packed_and_kept_for_ever(server):
    packed = ask(server, f"/static/js/{PLOTLY.name}", Accept_Encoding="gzip, deflate")
    assert gzip.decompress(packed.body) == PLOTLY.read_bytes()
    assert len(packed.body) < PLOTLY.stat().st_size / 3
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"].startswith("text/javascript")
    assert "immutable" in packed.headers["cache-control"]
    again = ask(server, f"/static/js/{PLOTLY.name}", Accept_Encoding="gzip", If_None_Match=packed.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_who_cannot_unpack_gets_the_bundle_as_it_is(server):
    plain = ask(server, f"/static/js/{PLOTLY.name}")
    assert "content-encoding" not in plain.headers
    assert plain.body == PLOTLY.read_bytes()


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"]
)
def test_routes_nobody_needs_are_closed(server, path):
    assert ask(server, path).status == 404


@pytest.mark.parametrize("host", ["localhost", "10.0.0.7:8501", "[::1]:8501", "office-pc", "office-pc.local"])
def test_names_of_the_office_are_answered(server, host):
    assert ask(server, "/healthz", Host=host).status == 200


def test_a_foreign_name_is_refused_with_the_remedy(server):
    answer = ask(server, "/", Host="rebound.example.com")
    assert answer.status == 421
    assert "--name rebound.example.com" in answer.body.decode()


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://127.0.0.1:{port}", 101), ("http://127.0.0.1:1", 403), ("http://elsewhere.example", 403), ("null", 403)],
)
def test_only_our_own_pages_open_a_websocket(server, origin, status):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/_stcore/stream", headers=HANDSHAKE | {"Origin": origin.format(port=server.port)})
    assert connection.getresponse().status == status
    connection.close()


def test_an_upload_must_say_its_size(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("PUT", "/_stcore/upload_file/nobody/1", body=iter([b"x"]), encode_chunked=True)
    assert connection.getresponse().status == 411
    connection.close()


def test_an_upload_above_the_limit_is_refused_before_it_is_read(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("PUT", "/_stcore/upload_file/nobody/1")
    connection.putheader("Content-Length", str(200 * 1024 * 1024))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_the_server_turned_to_no_other_host(server):
    assert server.outward.read_text("utf-8") == ""


@pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to a whole console, the test runner included")
def test_ctrl_c_stops_it_although_a_page_is_open(server):
    with running_server(server.folder) as own:
        page = http.client.HTTPConnection("127.0.0.1", own.port, timeout=30)
        page.request("GET", "/_stcore/stream", headers=HANDSHAKE | {"Origin": own.address})
        assert page.getresponse().status == 101
        own.process.send_signal(signal.SIGINT)
        assert own.process.wait(timeout=60) == 0
        page.close()


@pytest.mark.parametrize("host", ["[::1", "a b", "a/b", "localhost:x", "localhost:99999", "@", "a?b", "a#b", "::1]"])
def test_a_host_that_is_none_is_refused_in_a_sentence(server, host):
    answer = ask(server, "/healthz", Host=host)
    assert (answer.status, answer.body.decode()) == (400, "请求头 Host 的写法不对。")
