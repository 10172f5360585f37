"""The shell around the Streamlit app: what is sent, what is refused, and in which language."""
