"""The least that Dash can do: the same choice and figure as ``bare_app.py``. It imports nothing of this project; ``bench``
runs it in the environment of the other programs.
"""

from __future__ import annotations

import sys
from importlib import import_module

VALUES = {"甲": 41, "乙": 37, "丙": 29, "丁": 23, "戊": 11}


def figure(picked: list[str]) -> object:
    """Return the bars of the places that are chosen."""
    rows = {name: VALUES[name] for name in VALUES if name in picked}
    graphs = import_module("plotly.graph_objects")
    words = [f"{name} {rows[name]}" for name in rows]
    return graphs.Figure(graphs.Bar(x=list(rows.values()), y=list(rows), text=words, orientation="h"))


def main(port: int) -> None:
    """Serve the app on a port of this machine."""
    dash = import_module("dash")
    app = dash.Dash(__name__, serve_locally=True)
    choice = dash.dcc.Dropdown(list(VALUES), list(VALUES), multi=True, id="p")
    app.layout = dash.html.Div([choice, dash.dcc.Graph(id="figure")])
    app.callback(dash.Output("figure", "figure"), dash.Input("p", "value"))(figure)
    app.run(host="127.0.0.1", port=port, debug=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
