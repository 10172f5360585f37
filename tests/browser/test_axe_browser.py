"""Accessibility: axe-core finds nothing serious or critical on any page that is ours to mend."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
import pytest

from core.screens import screens

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
OTHER = (
    "dictionary",
    "text",
    "import",
    "draft",
    "reports",
    "basket",
    "basket?k=indicator%3Fi%3Dpositive_rate&k=openness&m=1",
    "indicator?i=positive_rate&dv=1-x",
)
PAGES = (*screens(), *OTHER)
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 160)}`))"""


@pytest.mark.parametrize("address", PAGES)
def test_no_serious_violation(page, settle, address):
    page.goto(f"/{'' if address == 'conclusion' else address}")
    settle(page)
    page.wait_for_timeout(1000)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(RUN) == []
