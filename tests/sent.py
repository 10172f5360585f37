"""The figures and tables of a page under a test of Streamlit's, as they were sent."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest


def specs(app: AppTest) -> list[dict[str, Any]]:
    """Return what plotly is given to draw, figure by figure."""
    return [json.loads(data["spec"]) for data in _sent(app, "figure")]


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Return the tables of exhibits, column by column as they stand there."""
    return [pd.DataFrame(data["lines"], columns=data["head"], dtype="str") for data in _sent(app, "table")]


def _sent(app: AppTest, component: str) -> list[dict[str, Any]]:
    made = (each.proto for each in app.get("bidi_component"))
    return [json.loads(one.json) for one in made if one.component_name == f"duibiao.{component}"]
