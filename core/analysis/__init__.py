"""Views: pure functions from the facts frame to what one question needs. No Streamlit, no plotly."""
