"""Figures: a view in, a plotly figure out. A figure is a value; nothing here knows Streamlit."""
