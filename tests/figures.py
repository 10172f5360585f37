"""The figures of a page under a test of Streamlit's, as they were sent."""

from __future__ import annotations

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def specs(app: AppTest) -> list[dict[str, Any]]:
    """Return what plotly is given to draw, figure by figure."""
    made = (each.proto for each in app.get("bidi_component"))
    return [json.loads(json.loads(one.json)["spec"]) for one in made if one.component_name == "duibiao.figure"]
